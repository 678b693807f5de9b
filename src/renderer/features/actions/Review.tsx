import { Button } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { type ActionVerb, isReversible } from '#shared/actions/wish.ts';
import type { ActionDetail } from '#shared/rpc/actions.ts';
import { useFormat } from '../../texts/use-format.ts';
import { useTexts } from '../../texts/use-texts.ts';
import { SendsFrom } from '../../ui/account/SendsFrom.tsx';
import { ConfirmDialog } from '../../ui/ConfirmDialog.tsx';
import { ErrorText } from '../../ui/ErrorText.tsx';
import { Notice } from '../../ui/Notice.tsx';
import { Panel } from '../../ui/Panel.tsx';
import { ActionCounts } from './ActionCounts.tsx';
import { actionQueries } from './action-queries.ts';
import { useAction } from './use-action.ts';

/** What asks for a gesture of its own, and what it is called. */
const graveLabels = {
  delete: 'review.startDelete',
  block: 'review.startBlock',
  closeTicket: 'review.startClose',
} as const;
type Grave = keyof typeof graveLabels;
const isGraveVerb = (verb: ActionVerb): verb is Grave => Object.hasOwn(graveLabels, verb);

/** To how many, to whom first, and why not to the others; nothing has changed yet. */
export function Review({ detail, planned }: { readonly detail: ActionDetail; readonly planned: number }) {
  const { actionId, wish } = detail;
  const { verb } = wish;
  const say = useTexts('actions');
  const format = useFormat();
  const { move, busy, error } = useAction(actionId);
  const first = useQuery(actionQueries.first(actionId)).data?.rows ?? [];
  const [isAsking, setAsking] = useState(false);
  const names = first.map(({ name, phone }) => name || format.phone(phone)).filter((text) => text !== '');
  const grave = isGraveVerb(verb) ? verb : null;
  const start = () => move({ kind: 'start', confirm: planned });
  return (
    <Panel title={say('review.title')}>
      <div className="action-review">
        <SendsFrom accountId={detail.accountId} />
        <div>
          <p className="action-figure num">{say('review.count', { count: planned })}</p>
          {names.length > 0 && <p className="action-note">{say('review.first', { names: names.join(', ') })}</p>}
          <p className="action-note">
            {say('review.pace', {
              count: detail.perMinute,
              time: format.duration((planned * 60_000) / detail.perMinute),
            })}
          </p>
        </div>
        <Notice tone={isReversible(verb) ? 'calm' : 'warn'}>
          {say(isReversible(verb) ? 'review.reversible' : 'review.irreversible')}
          {verb === 'delete' && ` ${say('review.deleteNote')}`}
        </Notice>
        <ErrorText error={error} />
        <div className="action-ways">
          {grave === null ? (
            <Button loading={busy?.kind === 'start'} onClick={start}>
              {say('review.start')}
            </Button>
          ) : (
            <Button color="red" loading={busy?.kind === 'start'} onClick={() => setAsking(true)}>
              {say(graveLabels[grave], { count: planned })}
            </Button>
          )}
          <Button variant="default" loading={busy?.kind === 'discard'} onClick={() => move({ kind: 'discard' })}>
            {say('review.discard')}
          </Button>
        </div>
        <ActionCounts counts={detail.counts} />
      </div>
      {grave !== null && (
        <ConfirmDialog
          opened={isAsking}
          title={say(`ask.${grave}`)}
          action={say(graveLabels[grave], { count: planned })}
          tone="bad"
          count={planned}
          isTyped={grave === 'delete'}
          busy={busy?.kind === 'start'}
          error={error}
          onClose={() => setAsking(false)}
          onConfirm={start}
        >
          {say(`ask.${grave}Text`, { count: planned })}
        </ConfirmDialog>
      )}
    </Panel>
  );
}
