import { Button } from '@mantine/core';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { Link } from 'wouter';
import type { Account } from '#shared/rpc/accounts.ts';
import { engine } from '../../rpc/engine.ts';
import { keys } from '../../rpc/queries.ts';
import { useTexts } from '../../texts/use-texts.ts';
import { Page } from '../../ui/Page.tsx';
import { Panel } from '../../ui/Panel.tsx';
import { ServiceHealth } from '../../ui/ServiceHealth.tsx';
import './ConnectAccount.css';
import { ConnectForm } from './ConnectForm.tsx';
import { WhereIsTheToken } from './WhereIsTheToken.tsx';

/** Connecting an account: address and token, errors where they belong, and what was found. */
export function ConnectAccount({ back }: { readonly back: string | null }) {
  const say = useTexts('accounts');
  const queryClient = useQueryClient();
  const connect = useMutation({
    mutationFn: async (ask: { readonly address: string; readonly token: string; readonly remember: boolean }) => {
      const account = await engine.accounts.connect(ask);
      await engine.settings.set({ welcomed: true });
      return account;
    },
    onSuccess: () => {
      void queryClient.invalidateQueries({ queryKey: keys.accounts });
      void queryClient.invalidateQueries({ queryKey: keys.settings });
    },
  });
  if (connect.data) return <Connected account={connect.data} back={back} />;
  return (
    <Page
      width="reading"
      title={say('connect.title')}
      description={say('connect.description')}
      back={{ label: say('connect.back'), href: '/contas' }}
    >
      <Panel>
        <ConnectForm
          isAsking={connect.isPending}
          error={connect.error}
          cancelTo={back ?? '/'}
          onConnect={(ask) => connect.mutate(ask)}
        />
      </Panel>
      <WhereIsTheToken />
    </Page>
  );
}

function Connected(props: { readonly account: Account; readonly back: string | null }) {
  const say = useTexts('accounts');
  const { account, back } = props;
  return (
    <Page
      width="reading"
      title={say('done.title', { name: account.name })}
      description={say('done.text', { count: account.services.length })}
    >
      <Panel>
        <ul className="connected">
          {account.services.map((service) => (
            <li key={service.id}>
              <ServiceHealth service={service} />
            </li>
          ))}
        </ul>
        <Button component={Link} href={back ?? '/'}>
          {say(back === null ? 'done.home' : 'done.backToImport')}
        </Button>
      </Panel>
    </Page>
  );
}
