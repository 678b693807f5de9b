import { Button, TagsInput, Textarea, TextInput } from '@mantine/core';
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { defaultOptInWords, defaultOptOutWords } from '#shared/optout/words.ts';
import type { Settings } from '#shared/rpc/settings.ts';
import { engine } from '../../../rpc/engine.ts';
import { keys, queries } from '../../../rpc/queries.ts';
import { useTexts } from '../../../texts/use-texts.ts';
import { ErrorText } from '../../../ui/ErrorText.tsx';
import { Loaded } from '../../../ui/Loaded.tsx';
import { Notice } from '../../../ui/Notice.tsx';
import { Panel } from '../../../ui/Panel.tsx';

const mostWords = 200;
const longestWord = 60;

type Wishes = Pick<Settings, 'optOutWords' | 'optInWords' | 'optOutTag' | 'optOutConfirmation'>;

/** By which words people leave and come back, and what happens in Digisac and in the chat when they do. */
export function WordsAndAnswer() {
  const settings = useQuery(queries.settings());
  return (
    <Loaded query={settings}>
      {({ optOutWords, optInWords, optOutTag, optOutConfirmation }) => (
        <Form saved={{ optOutWords, optInWords, optOutTag, optOutConfirmation }} />
      )}
    </Loaded>
  );
}

function Form(props: { readonly saved: Wishes }) {
  const say = useTexts('privacy');
  const queryClient = useQueryClient();
  const [wishes, setWishes] = useState(props.saved);
  const change = (some: Partial<Wishes>) => setWishes((before) => ({ ...before, ...some }));
  const isChanged = JSON.stringify(wishes) !== JSON.stringify(props.saved);
  const save = useMutation({
    mutationFn: () => engine.settings.set(wishes),
    onSuccess: (saved) => queryClient.setQueryData(keys.settings, saved),
  });
  const words = (value: string[]) => value.map((word) => word.trim().slice(0, longestWord)).filter(Boolean);
  return (
    <Panel title={say('words.title')} text={say('words.text')}>
      <form
        className="privacy-form"
        onSubmit={(event) => {
          event.preventDefault();
          save.mutate();
        }}
      >
        <TagsInput
          label={say('words.out')}
          description={say('words.known', { words: sample(defaultOptOutWords) })}
          placeholder={say('words.placeholder')}
          value={wishes.optOutWords}
          maxTags={mostWords}
          onChange={(value) => change({ optOutWords: words(value) })}
        />
        <TagsInput
          label={say('words.back')}
          description={say('words.known', { words: sample(defaultOptInWords) })}
          placeholder={say('words.placeholder')}
          value={wishes.optInWords}
          maxTags={mostWords}
          onChange={(value) => change({ optInWords: words(value) })}
        />
        <TextInput
          label={say('words.tag')}
          description={say('words.tagHint')}
          value={wishes.optOutTag}
          maxLength={60}
          onChange={(event) => change({ optOutTag: event.currentTarget.value })}
        />
        <Textarea
          label={say('words.confirmation')}
          description={say('words.confirmationHint')}
          placeholder={say('words.confirmationPlaceholder')}
          value={wishes.optOutConfirmation}
          maxLength={1_000}
          autosize
          minRows={2}
          onChange={(event) => change({ optOutConfirmation: event.currentTarget.value })}
        />
        <ErrorText error={save.error} />
        {save.isSuccess && !isChanged && <Notice tone="good">{say('words.saved')}</Notice>}
        <div className="privacy-form-actions">
          <Button type="submit" disabled={!isChanged} loading={save.isPending}>
            {say('words.save')}
          </Button>
        </div>
      </form>
    </Panel>
  );
}

/** Enough of them to see what is meant. */
const sample = (words: readonly string[]): string =>
  words
    .slice(0, 6)
    .map((word) => word.toLowerCase())
    .join(', ');
