import { Button } from '@mantine/core';
import { useDisclosure } from '@mantine/hooks';
import { IconPlus } from '@tabler/icons-react';
import { useQuery } from '@tanstack/react-query';
import type { Account } from '#shared/rpc/accounts.ts';
import { useTexts } from '../../../texts/use-texts.ts';
import { useRefusal } from '../../../ui/account/use-refusal.ts';
import { EmptyState } from '../../../ui/EmptyState.tsx';
import { Loaded } from '../../../ui/Loaded.tsx';
import { Panel } from '../../../ui/Panel.tsx';
import { PictureNothingYet } from '../../../ui/pictures/PictureNothingYet.tsx';
import { deskQueries } from '../queries.ts';
import { Reasoned } from '../Reasoned.tsx';
import { AddWebhook } from './AddWebhook.tsx';
import { WebhookLine } from './WebhookLine.tsx';
import './Webhooks.css';

/** Addresses that the account tells by itself what happens. */
export function Webhooks({ account }: { readonly account: Account }) {
  const say = useTexts('account');
  const webhooks = useQuery(deskQueries.webhooks(account.id));
  const refusal = useRefusal(account.id, 'webhooks');
  const [isAdding, adding] = useDisclosure();
  const add = (
    <Reasoned why={refusal}>
      <Button leftSection={<IconPlus size={16} aria-hidden />} disabled={refusal !== null} onClick={adding.open}>
        {say('webhooks.add')}
      </Button>
    </Reasoned>
  );
  return (
    <>
      <Panel
        title={say('webhooks.title')}
        text={say('webhooks.text')}
        {...((webhooks.data?.length ?? 0) > 0 ? { aside: add } : {})}
      >
        <Loaded query={webhooks}>
          {(list) =>
            list.length === 0 ? (
              <EmptyState
                picture={<PictureNothingYet />}
                title={say('webhooks.none')}
                text={say('webhooks.noneText')}
                action={add}
              />
            ) : (
              <ul className="webhooks">
                {list.map((webhook) => (
                  <WebhookLine key={webhook.id} accountId={account.id} webhook={webhook} refusal={refusal} />
                ))}
              </ul>
            )
          }
        </Loaded>
      </Panel>
      <Panel title={say('webhooks.own')}>
        <p className="webhooks-own">{say('webhooks.ownText')}</p>
        <code className="webhooks-command">malote serve --webhooks</code>
      </Panel>
      <AddWebhook accountId={account.id} opened={isAdding} onClose={adding.close} />
    </>
  );
}
