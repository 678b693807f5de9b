import { Button } from '@mantine/core';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { jobIdOf } from '#shared/rpc/errors.ts';
import { engine } from '../../rpc/engine.ts';
import { keys } from '../../rpc/queries.ts';
import { useTexts } from '../../texts/use-texts.ts';
import { ConfirmDialog } from '../../ui/ConfirmDialog.tsx';
import './Decision.css';

const decisions = ['sent', 'send', 'drop'] as const;
type DecisionKind = (typeof decisions)[number];

const titles = { sent: 'decide.confirmSent', send: 'decide.confirmSend', drop: 'decide.confirmDrop' } as const;
const texts = {
  sent: 'decide.confirmSentText',
  send: 'decide.confirmSendText',
  drop: 'decide.confirmDropText',
} as const;

/** Messages of which nobody knows whether they arrived: a person looks, and says what to do. */
export function Decision(props: {
  readonly campaignId: number;
  /** Null: all that wait for a decision. */
  readonly deliveryId: number | null;
  readonly count: number;
  readonly onDecided?: () => void;
}) {
  const { campaignId, deliveryId, count, onDecided } = props;
  const say = useTexts('monitor');
  const queryClient = useQueryClient();
  const [asked, setAsked] = useState<DecisionKind | null>(null);
  const decide = useMutation({
    mutationFn: (decision: DecisionKind) => engine.campaigns.decide({ campaignId, deliveryId, decision }),
    onSuccess: () => {
      setAsked(null);
      onDecided?.();
      return queryClient.invalidateQueries({ queryKey: keys.job(jobIdOf.campaign(campaignId)) });
    },
  });
  // The dialog keeps its words while it fades.
  const [shown, setShown] = useState<DecisionKind>('sent');
  const isOne = deliveryId !== null;
  const label = (decision: DecisionKind) => say(decision === 'sent' && isOne ? 'decide.sentOne' : `decide.${decision}`);
  return (
    <div className="decision">
      <p className="decision-question">{say(isOne ? 'decide.questionOne' : 'decide.question')}</p>
      <div className="decision-buttons">
        {decisions.map((decision) => (
          <Button
            key={decision}
            variant="default"
            size="xs"
            onClick={() => {
              decide.reset();
              setShown(decision);
              setAsked(decision);
            }}
          >
            {label(decision)}
          </Button>
        ))}
      </div>
      <ConfirmDialog
        opened={asked !== null}
        title={say(titles[shown], { count })}
        action={label(shown)}
        count={count}
        busy={decide.isPending}
        error={decide.error}
        onClose={() => setAsked(null)}
        onConfirm={() => decide.mutate(shown)}
      >
        {say(texts[shown])}
      </ConfirmDialog>
    </div>
  );
}
