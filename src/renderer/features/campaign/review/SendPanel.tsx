import { Button, TextInput } from '@mantine/core';
import { IconSend } from '@tabler/icons-react';
import { useState } from 'react';
import { problemOf } from '../../../rpc/problem.ts';
import { useFormat } from '../../../texts/use-format.ts';
import { useTexts } from '../../../texts/use-texts.ts';
import { SendsFrom } from '../../../ui/account/SendsFrom.tsx';
import { ErrorText } from '../../../ui/ErrorText.tsx';
import { Notice } from '../../../ui/Notice.tsx';
import { Panel } from '../../../ui/Panel.tsx';
import type { DraftInHand } from '../use-draft.ts';
import { HoldButton } from './HoldButton.tsx';
import { useStart } from './use-start.ts';
import './SendPanel.css';

/** From here on holding a button is not deliberate enough. */
const typedAbove = 1_000;

/** The send that nobody does by accident: the button is held, or the number of people is typed. */
export function SendPanel(props: {
  readonly importId: number;
  readonly from: { readonly accountId: number | null; readonly serviceId: string | null };
  readonly inHand: DraftInHand;
  readonly receivers: number;
}) {
  const { receivers } = props;
  const say = useTexts('campaign');
  const start = useStart(props.importId, props.inHand);
  const [wantsToType, setWantsToType] = useState(false);
  const mustType = receivers > typedAbove;
  const types = mustType || wantsToType;
  const isUnknown = start.isError && problemOf(start.error) === null;
  return (
    <Panel>
      <div className="send-panel">
        <SendsFrom {...props.from} />
        {types ? (
          <TypedSend receivers={receivers} busy={start.isPending} onSend={() => start.mutate()} />
        ) : (
          <HoldButton
            label={say('review.send.hold', { count: receivers })}
            holding={say('review.send.holding')}
            busy={start.isPending ? say('review.send.starting') : null}
            onHeld={() => start.mutate()}
          />
        )}
        {!mustType && (
          <div className="send-other">
            {!wantsToType && <span>{say('review.send.holdHint')}</span>}
            <button type="button" className="send-switch" onClick={() => setWantsToType(!wantsToType)}>
              {say(wantsToType ? 'review.send.holdInstead' : 'review.send.typeInstead')}
            </button>
          </div>
        )}
        {isUnknown ? <Notice tone="bad">{say('review.send.unknown')}</Notice> : <ErrorText error={start.error} />}
      </div>
    </Panel>
  );
}

function TypedSend(props: { readonly receivers: number; readonly busy: boolean; readonly onSend: () => void }) {
  const { receivers, busy } = props;
  const say = useTexts('campaign');
  const format = useFormat();
  const [typed, setTyped] = useState('');
  const [wasTried, setWasTried] = useState(false);
  const number = format.number(receivers);
  const isRight = Number(typed.replace(/\D/g, '')) === receivers;
  return (
    <form
      className="send-typed"
      onSubmit={(event) => {
        event.preventDefault();
        setWasTried(true);
        if (isRight && !busy) props.onSend();
      }}
    >
      <TextInput
        label={say('review.send.type', { number })}
        value={typed}
        inputMode="numeric"
        autoComplete="off"
        error={wasTried && !isRight ? say('review.send.mismatch', { number }) : undefined}
        onChange={(event) => {
          setTyped(event.currentTarget.value);
          setWasTried(false);
        }}
      />
      <Button
        type="submit"
        size="lg"
        leftSection={<IconSend size={18} aria-hidden />}
        disabled={!isRight}
        loading={busy}
      >
        {say('review.send.send', { count: receivers })}
      </Button>
    </form>
  );
}
