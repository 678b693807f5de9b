import { Button, Loader, TextInput } from '@mantine/core';
import { useDebouncedValue } from '@mantine/hooks';
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import type { AudienceDefinition } from '#shared/audience/definition.ts';
import type { AudienceCounted, AudienceCounting, AudienceMaking } from '#shared/rpc/audiences.ts';
import { engine } from '../../../rpc/engine.ts';
import { keys } from '../../../rpc/queries.ts';
import { useFormat } from '../../../texts/use-format.ts';
import { useSentences, useTexts } from '../../../texts/use-texts.ts';
import { ErrorText } from '../../../ui/ErrorText.tsx';
import { Panel } from '../../../ui/Panel.tsx';
import { audienceQueries } from '../queries.ts';
import './CountPanel.css';
import { useMake } from './use-make.ts';

/** How many that is, who is left out, and what to do with them. */
export function CountPanel(props: { readonly definition: AudienceDefinition | null }) {
  const say = useTexts('audience');
  const key = JSON.stringify(props.definition);
  const [settledKey] = useDebouncedValue(key, 300);
  const [reading, setReading] = useState<AudienceCounting | null>(null);
  const definition = settledKey === key ? props.definition : null;
  const counted = useQuery(audienceQueries.count(definition, setReading));
  const isCounting = props.definition !== null && (definition === null || counted.isFetching);
  return (
    <Panel title={say('count.title')}>
      <div className="count" aria-live="polite">
        {props.definition === null ? (
          <p className="count-note">{say('count.empty')}</p>
        ) : isCounting ? (
          <Counting reading={reading} />
        ) : counted.data === undefined ? (
          <ErrorText error={counted.error} />
        ) : (
          <Counted counted={counted.data} />
        )}
      </div>
      {props.definition !== null && (
        <Actions definition={props.definition} recipients={isCounting ? null : (counted.data?.recipients ?? null)} />
      )}
    </Panel>
  );
}

function Counting(props: { readonly reading: AudienceCounting | AudienceMaking | null }) {
  const { reading } = props;
  const say = useTexts('audience');
  const words =
    reading?.type === 'reading'
      ? reading.contacts > 0
        ? say('count.readingContacts', { count: reading.contacts })
        : say('count.reading', { source: reading.source, sources: reading.sources })
      : reading?.type === 'making'
        ? say('count.making', { done: reading.done, of: reading.of })
        : say('step.counting');
  return (
    <p className="count-note count-busy">
      <Loader size={16} aria-hidden />
      {words}
    </p>
  );
}

function Counted(props: { readonly counted: AudienceCounted }) {
  const { people, recipients, leftOut } = props.counted;
  const say = useTexts('audience');
  const format = useFormat();
  const { problem } = useSentences();
  return (
    <>
      <p className="count-figure">
        <span className="count-number num">{format.number(recipients)}</span>
        <span>{say('count.recipients', { count: recipients })}</span>
      </p>
      <p className="count-note num">{say('count.of', { count: people })}</p>
      {leftOut.length === 0 ? (
        people > 0 && <p className="count-note">{say('count.nobodyOut')}</p>
      ) : (
        <>
          <h3 className="count-title">{say('count.leftOut')}</h3>
          <ul className="count-reasons">
            {leftOut.map((one) => (
              <li key={JSON.stringify(one.problem)}>
                <span className="num">{format.number(one.count)}</span>
                <span>{problem(one.problem)}</span>
              </li>
            ))}
          </ul>
          <p className="count-note">{say('count.later')}</p>
        </>
      )}
    </>
  );
}

function Actions(props: { readonly definition: AudienceDefinition; readonly recipients: number | null }) {
  const { definition, recipients } = props;
  const say = useTexts('audience');
  const queryClient = useQueryClient();
  const [name, setName] = useState('');
  const make = useMake();
  const save = useMutation({
    mutationFn: () => engine.audiences.save({ name: name.trim(), definition }),
    onSuccess: () => queryClient.invalidateQueries({ queryKey: keys.savedAudiences }),
  });
  const format = useFormat();
  const called = name.trim() || say('count.unnamed', { day: format.day(Date.now()) });
  return (
    <div className="count-actions">
      <TextInput
        label={say('count.name')}
        description={say('count.nameHint')}
        value={name}
        maxLength={200}
        onChange={(event) => {
          setName(event.currentTarget.value);
          save.reset();
        }}
      />
      {make.making === null ? (
        <Button
          disabled={recipients === null || recipients === 0}
          onClick={() => void make.start({ definition, name: called })}
        >
          {say('count.create', { count: recipients ?? 0 })}
        </Button>
      ) : (
        <>
          <Counting reading={make.making} />
          <Button variant="default" onClick={make.stop}>
            {say('count.stop')}
          </Button>
        </>
      )}
      <Button variant="default" disabled={name.trim() === ''} loading={save.isPending} onClick={() => save.mutate()}>
        {say('count.save')}
      </Button>
      {save.isSuccess && (
        <p role="status" className="count-note">
          {say('count.saved')}
        </p>
      )}
      <ErrorText error={make.error ?? save.error} />
    </div>
  );
}
