import { Button, Switch } from '@mantine/core';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import type { Webhook } from '#shared/rpc/webhooks.ts';
import { engine } from '../../../rpc/engine.ts';
import { useTexts } from '../../../texts/use-texts.ts';
import { ConfirmDialog } from '../../../ui/ConfirmDialog.tsx';
import { ErrorText } from '../../../ui/ErrorText.tsx';
import { Notice } from '../../../ui/Notice.tsx';
import { deskKeys } from '../queries.ts';
import { eventKeys, isKnownEvent } from './events.ts';

/** One webhook: where it leads and what it tells; it is tried out, switched on and off, and removed. */
export function WebhookLine(props: {
  readonly accountId: number;
  readonly webhook: Webhook;
  readonly refusal: string | null;
}) {
  const { accountId, webhook, refusal } = props;
  const say = useTexts('account');
  const queryClient = useQueryClient();
  const [isAsking, setAsking] = useState(false);
  const renew = () => queryClient.invalidateQueries({ queryKey: deskKeys.of(accountId) });
  const ask = { accountId, webhook };
  const turn = useMutation({
    mutationFn: (isActive: boolean) => engine.webhooks.setActive({ ...ask, isActive }),
    onSettled: renew,
  });
  const test = useMutation({ mutationFn: () => engine.webhooks.test(ask) });
  const remove = useMutation({
    mutationFn: () => engine.webhooks.remove(ask),
    onSuccess: async () => {
      setAsking(false);
      await renew();
    },
  });
  return (
    <li className="webhook" aria-label={webhook.name}>
      <div className="webhook-head">
        <div className="webhook-words">
          <span className="webhook-name">{webhook.name}</span>
          <span className="webhook-url">{webhook.url}</span>
          <span className="webhook-events">
            {webhook.events
              .map((event) => (isKnownEvent(event) ? say(`webhooks.event.${eventKeys[event]}`) : event))
              .join(' · ')}
          </span>
        </div>
        <div className="webhook-actions">
          <Switch
            label={say('webhooks.active')}
            checked={turn.isPending ? turn.variables : webhook.isActive}
            disabled={refusal !== null || turn.isPending}
            onChange={(event) => turn.mutate(event.currentTarget.checked)}
          />
          <Button variant="default" size="xs" loading={test.isPending} onClick={() => test.mutate()}>
            {say('webhooks.test')}
          </Button>
          <Button
            variant="subtle"
            color="gray"
            size="xs"
            disabled={refusal !== null}
            onClick={() => {
              remove.reset();
              setAsking(true);
            }}
          >
            {say('webhooks.remove')}
          </Button>
        </div>
      </div>
      {test.data && (
        <Notice tone={isGood(test.data.status) ? 'good' : 'warn'}>
          {say(isGood(test.data.status) ? 'webhooks.answers' : 'webhooks.refuses', { status: test.data.status })}
        </Notice>
      )}
      <ErrorText error={test.error ?? turn.error} />
      <ConfirmDialog
        opened={isAsking}
        title={say('webhooks.removeTitle', { name: webhook.name })}
        action={say('webhooks.remove')}
        tone="bad"
        busy={remove.isPending}
        error={remove.error}
        onClose={() => setAsking(false)}
        onConfirm={() => remove.mutate()}
      >
        {say('webhooks.removeText', { url: webhook.url })}
      </ConfirmDialog>
    </li>
  );
}

const isGood = (status: number): boolean => status >= 200 && status < 300;
