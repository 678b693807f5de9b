import { Button, NativeSelect } from '@mantine/core';
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import type { Retention } from '#shared/rpc/privacy.ts';
import { engine } from '../../../rpc/engine.ts';
import { keys } from '../../../rpc/queries.ts';
import { useFormat } from '../../../texts/use-format.ts';
import { useSentences, useTexts } from '../../../texts/use-texts.ts';
import { ConfirmDialog } from '../../../ui/ConfirmDialog.tsx';
import { ErrorText } from '../../../ui/ErrorText.tsx';
import { Loaded } from '../../../ui/Loaded.tsx';
import { Notice } from '../../../ui/Notice.tsx';
import { Panel } from '../../../ui/Panel.tsx';
import { privacyKeys, privacyQueries } from '../queries.ts';

const choices = [6, 12, 24, 36, 60] as const;

/** How long personal data is kept, what that has removed, and who was erased. */
export function Keeping() {
  const retention = useQuery(privacyQueries.retention());
  return (
    <>
      <Loaded query={retention}>
        {(known) => (
          <>
            <Period known={known} />
            <Journal journal={known.journal} />
          </>
        )}
      </Loaded>
      <Erasures />
    </>
  );
}

function Period(props: { readonly known: Retention }) {
  const { months, due } = props.known;
  const say = useTexts('privacy');
  const queryClient = useQueryClient();
  const [isAsking, setAsking] = useState(false);
  const refresh = () => queryClient.invalidateQueries({ queryKey: privacyKeys.retention });
  const set = useMutation({
    mutationFn: (chosen: number | null) => engine.settings.set({ retentionMonths: chosen }),
    onSuccess: (saved) => {
      queryClient.setQueryData(keys.settings, saved);
      return refresh();
    },
  });
  const retain = useMutation({
    mutationFn: () => engine.privacy.retain(),
    onSuccess: () => {
      setAsking(false);
      return refresh();
    },
  });
  const all = months === null || choices.some((one) => one === months) ? choices : [...choices, months];
  return (
    <Panel title={say('keeping.title')} text={say('keeping.text')}>
      <div className="privacy-form">
        <NativeSelect
          label={say('keeping.months')}
          description={say('keeping.hint')}
          data={[
            { value: '', label: say('keeping.forEver') },
            ...all.map((count) => ({ value: String(count), label: say('keeping.choice', { count }) })),
          ]}
          value={months === null ? '' : String(months)}
          onChange={(event) => set.mutate(event.currentTarget.value === '' ? null : Number(event.currentTarget.value))}
        />
        <ErrorText error={set.error} />
        {due > 0 && (
          <Notice
            tone="warn"
            action={
              <Button variant="default" size="xs" onClick={() => setAsking(true)}>
                {say('keeping.now')}
              </Button>
            }
          >
            {say('keeping.due', { count: due })}
          </Notice>
        )}
      </div>
      <ConfirmDialog
        opened={isAsking}
        title={say('keeping.nowTitle')}
        action={say('keeping.now')}
        tone="bad"
        busy={retain.isPending}
        error={retain.error}
        onConfirm={() => retain.mutate()}
        onClose={() => setAsking(false)}
      >
        {say('keeping.nowText', { count: due })}
      </ConfirmDialog>
    </Panel>
  );
}

function Journal(props: { readonly journal: Retention['journal'] }) {
  const say = useTexts('privacy');
  const format = useFormat();
  const { say: sentence } = useSentences();
  return (
    <Panel title={say('keeping.journal')}>
      {props.journal.length === 0 ? (
        <p className="privacy-note">{say('keeping.journalEmpty')}</p>
      ) : (
        <ul className="privacy-list">
          {props.journal.map(({ doneAt, what, subject, count }) => (
            <li key={`${doneAt} ${what} ${subject}`}>
              <span>
                {sentence(`cli.retention.what.${what}`, { subject })} · {say('keeping.removed', { count })}
              </span>
              <span className="privacy-origin num">{format.moment(doneAt)}</span>
            </li>
          ))}
        </ul>
      )}
    </Panel>
  );
}

function Erasures() {
  const say = useTexts('privacy');
  const format = useFormat();
  const { say: sentence } = useSentences();
  const erasures = useQuery(privacyQueries.erasures());
  return (
    <Panel title={say('keeping.erasures')} text={say('keeping.erasuresText')}>
      <Loaded query={erasures}>
        {(all) =>
          all.length === 0 ? (
            <p className="privacy-note">{say('keeping.erasuresEmpty')}</p>
          ) : (
            <ul className="privacy-list">
              {all.map(({ receipt, erasedAt, counts }) => (
                <li key={receipt}>
                  <span className="num">{say('keeping.receipt', { receipt })}</span>
                  <span className="privacy-origin num">
                    {format.moment(erasedAt)} · {sentence('cli.erasure.counts', counts)}
                  </span>
                </li>
              ))}
            </ul>
          )
        }
      </Loaded>
    </Panel>
  );
}
