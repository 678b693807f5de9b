import { Button, Loader } from '@mantine/core';
import { useState } from 'react';
import type { Connection } from '#shared/rpc/desk.ts';
import { useFormat } from '../../../texts/use-format.ts';
import { useTexts } from '../../../texts/use-texts.ts';
import { ConfirmDialog } from '../../../ui/ConfirmDialog.tsx';
import { ErrorText } from '../../../ui/ErrorText.tsx';
import { Notice } from '../../../ui/Notice.tsx';
import { Reasoned } from '../Reasoned.tsx';
import { type Turning, useTurn } from './use-turn.ts';

/** One connection: how it is, and starting or restarting it, followed until it is there. */
export function ConnectionLine(props: {
  readonly accountId: number;
  readonly connection: Connection;
  /** Why it cannot be started or stopped from here. */
  readonly refusal: string | null;
}) {
  const { accountId, connection, refusal } = props;
  const say = useTexts('account');
  const format = useFormat();
  const [isAsking, setAsking] = useState<'restart' | 'shutdown' | null>(null);
  const { turning, begin, isBusy } = useTurn(accountId, connection.id);
  const phase = (isBusy ? turning?.step?.phase : null) ?? connection.phase;
  const isUp = phase === 'connected';
  const facts = [
    ...(connection.number === null ? [] : [format.phone(connection.number)]),
    ...(connection.isOfficial ? [say('connections.official')] : []),
    ...(connection.isWhatsapp ? [] : [connection.type]),
  ];
  return (
    <li className="desk-connection" aria-label={connection.name}>
      <div className="desk-connection-head">
        <span className="desk-connection-dot" data-phase={phase} aria-hidden />
        <div className="desk-connection-words">
          <span className="desk-connection-name">{connection.name}</span>
          <span className="desk-connection-facts num">{[say(`connections.phase.${phase}`), ...facts].join(' · ')}</span>
        </div>
        <div className="desk-connection-actions">
          {!isUp && phase !== 'qrCode' && (
            <Reasoned why={refusal}>
              <Button variant="default" size="xs" disabled={refusal !== null || isBusy} onClick={() => begin('start')}>
                {say('connections.start')}
              </Button>
            </Reasoned>
          )}
          <Reasoned why={refusal}>
            <Button
              variant="default"
              size="xs"
              disabled={refusal !== null || isBusy}
              onClick={() => (isUp ? setAsking('restart') : begin('restart'))}
            >
              {say('connections.restart')}
            </Button>
          </Reasoned>
          {isUp && (
            <Reasoned why={refusal}>
              <Button
                variant="subtle"
                color="gray"
                size="xs"
                disabled={refusal !== null || isBusy}
                onClick={() => setAsking('shutdown')}
              >
                {say('connections.shutdown')}
              </Button>
            </Reasoned>
          )}
        </div>
      </div>
      {turning && <Progress turning={turning} isBusy={isBusy} />}
      {turning === null && <Advice phase={connection.phase} />}
      <ConfirmDialog
        opened={isAsking !== null}
        title={say(`connections.ask.${isAsking ?? 'restart'}`, { name: connection.name })}
        action={say(`connections.${isAsking ?? 'restart'}`)}
        tone={isAsking === 'shutdown' ? 'bad' : 'accent'}
        onClose={() => setAsking(null)}
        onConfirm={() => {
          if (isAsking !== null) begin(isAsking);
          setAsking(null);
        }}
      >
        {say(`connections.askText.${isAsking ?? 'restart'}`)}
      </ConfirmDialog>
    </li>
  );
}

function Progress({ turning, isBusy }: { readonly turning: Turning; readonly isBusy: boolean }) {
  const say = useTexts('account');
  const { turn, step, error } = turning;
  if (error !== null) return <ErrorText error={error} />;
  if (isBusy) {
    const seconds = Math.round((step?.waitedMs ?? 0) / 1_000);
    return (
      <p className="desk-connection-progress" role="status">
        <Loader size={14} aria-hidden />
        {say(`connections.turning.${turn}`)}
        <span className="num" aria-hidden>
          {say('connections.seconds', { count: seconds })}
        </span>
      </p>
    );
  }
  if (step?.state === 'done') return <Notice tone="good">{say(`connections.done.${turn}`)}</Notice>;
  if (step?.state === 'wantsPerson') return <Advice phase={step.phase} />;
  return <Notice tone="warn">{say(`connections.gaveUp.${turn}`)}</Notice>;
}

/** What somebody has to do, where the account waits for it. */
function Advice({ phase }: { readonly phase: Connection['phase'] }) {
  const say = useTexts('account');
  if (phase !== 'qrCode' && phase !== 'conflict' && phase !== 'phoneAway') return null;
  return <Notice tone="warn">{say(`connections.advice.${phase}`)}</Notice>;
}
