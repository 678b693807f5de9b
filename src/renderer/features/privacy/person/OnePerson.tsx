import { Button, TextInput } from '@mantine/core';
import { IconDownload, IconEraser, IconSearch } from '@tabler/icons-react';
import { useMutation, useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import type { Erasure } from '#shared/rpc/privacy.ts';
import { engine } from '../../../rpc/engine.ts';
import { useFormat } from '../../../texts/use-format.ts';
import { useLanguage, useSentences, useTexts } from '../../../texts/use-texts.ts';
import { EmptyState } from '../../../ui/EmptyState.tsx';
import { ErrorText } from '../../../ui/ErrorText.tsx';
import { LinesSkeleton } from '../../../ui/LinesSkeleton.tsx';
import { Notice } from '../../../ui/Notice.tsx';
import { Panel } from '../../../ui/Panel.tsx';
import { PictureNoRows } from '../../../ui/pictures/PictureNoRows.tsx';
import { download, reportAddress } from '../../../ui/report/download.ts';
import { privacyQueries } from '../queries.ts';
import { EraseDialog } from './EraseDialog.tsx';
import { PersonFacts } from './PersonFacts.tsx';

/** Everything about one number, to look at, to hand over, to erase. */
export function OnePerson() {
  const say = useTexts('privacy');
  const format = useFormat();
  const language = useLanguage();
  const { say: sentence } = useSentences();
  const [typed, setTyped] = useState('');
  const [number, setNumber] = useState('');
  const [isErasing, setErasing] = useState(false);
  const [erased, setErased] = useState<Erasure | null>(null);
  const found = useQuery(privacyQueries.person(number));
  const write = useMutation({
    mutationFn: async (phone: string) => {
      const { path } = await engine.privacy.writePerson({ number: `+${phone}`, path: null, language });
      return reportAddress(path);
    },
    onSuccess: (href) => download(href),
  });
  const person = number === '' ? undefined : found.data;
  const isKnown =
    person !== undefined &&
    person.rows.length +
      person.contacts.length +
      person.consents.length +
      person.optOuts.length +
      person.messages.length >
      0;
  return (
    <>
      <Panel title={say('person.title')} text={say('person.text')}>
        <form
          className="privacy-form-actions"
          onSubmit={(event) => {
            event.preventDefault();
            setErased(null);
            if (typed.trim() === number) void found.refetch();
            setNumber(typed.trim());
          }}
        >
          <TextInput
            aria-label={say('person.number')}
            placeholder="(11) 98765-4321"
            inputMode="tel"
            autoComplete="off"
            value={typed}
            maxLength={60}
            onChange={(event) => setTyped(event.currentTarget.value)}
          />
          <Button
            type="submit"
            leftSection={<IconSearch size={16} aria-hidden />}
            disabled={typed.trim() === ''}
            loading={number !== '' && found.isFetching}
          >
            {say('person.look')}
          </Button>
        </form>
      </Panel>
      {number !== '' && <ErrorText error={found.error} />}
      {erased !== null && (
        <Notice tone="good">
          {say('erase.done', { receipt: erased.receipt, counts: sentence('cli.erasure.counts', erased.counts) })}
        </Notice>
      )}
      {number !== '' && found.isPending && !found.isError && <LinesSkeleton lines={6} />}
      {person !== undefined && (
        <Panel
          title={format.phone(person.phone)}
          aside={
            isKnown && (
              <div className="privacy-form-actions">
                <Button
                  variant="default"
                  loading={write.isPending}
                  leftSection={<IconDownload size={16} aria-hidden />}
                  onClick={() => write.mutate(person.phone)}
                >
                  {say('person.file')}
                </Button>
                <Button
                  variant="default"
                  color="red"
                  leftSection={<IconEraser size={16} aria-hidden />}
                  onClick={() => setErasing(true)}
                >
                  {say('person.erase')}
                </Button>
              </div>
            )
          }
        >
          <ErrorText error={write.error} />
          {person.erasedAt !== null && (
            <Notice tone="calm">{say('person.erasedAt', { moment: format.moment(person.erasedAt) })}</Notice>
          )}
          {isKnown ? (
            <PersonFacts person={person} />
          ) : (
            <EmptyState picture={<PictureNoRows />} title={say('person.nothing')} text={say('person.nothingText')} />
          )}
        </Panel>
      )}
      {person !== undefined && (
        <EraseDialog
          opened={isErasing}
          person={person}
          onClose={() => setErasing(false)}
          onErased={(erasure) => {
            setErasing(false);
            setErased(erasure);
            void found.refetch();
          }}
        />
      )}
    </>
  );
}
