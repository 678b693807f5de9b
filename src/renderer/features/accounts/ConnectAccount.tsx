import { Button } from '@mantine/core';
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { Link } from 'wouter';
import type { Account } from '#shared/rpc/accounts.ts';
import { engine } from '../../rpc/engine.ts';
import { keys, queries } from '../../rpc/queries.ts';
import { useTexts } from '../../texts/use-texts.ts';
import { Page } from '../../ui/Page.tsx';
import { Panel } from '../../ui/Panel.tsx';
import { ServiceHealth } from '../../ui/ServiceHealth.tsx';
import './ConnectAccount.css';
import { type Ask, ConnectForm, type Way } from './ConnectForm.tsx';
import { WhereIsTheToken } from './WhereIsTheToken.tsx';

/** Connecting an account: address and token, errors where they belong, and what was found. */
export function ConnectAccount({ back }: { readonly back: string | null }) {
  const say = useTexts('accounts');
  const queryClient = useQueryClient();
  const accounts = useQuery(queries.accounts());
  const [way, setWay] = useState<Way | null>(null);
  const connect = useMutation({
    mutationFn: async (ask: Ask) => {
      const account = await connectBy(ask);
      await engine.settings.set({ welcomed: true });
      return account;
    },
    onSuccess: () => {
      void queryClient.invalidateQueries({ queryKey: keys.accounts });
      void queryClient.invalidateQueries({ queryKey: keys.settings });
    },
  });
  // Whoever signed in with a password has to do so again some day.
  const again = accounts.data?.find(({ email }) => email !== null);
  const known = { way: again ? 'password' : 'token', address: again?.host ?? '', email: again?.email ?? '' } as const;
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
          key={again?.id}
          known={known}
          onWay={(next) => {
            setWay(next);
            connect.reset();
          }}
          isAsking={connect.isPending}
          error={connect.error}
          cancelTo={back ?? '/'}
          onConnect={(ask) => connect.mutate(ask)}
        />
      </Panel>
      {(way ?? known.way) === 'token' && <WhereIsTheToken />}
    </Page>
  );
}

function connectBy(ask: Ask): Promise<Account> {
  const { address, remember } = ask;
  if (ask.way === 'token') return engine.accounts.connect({ address, token: ask.token, remember });
  return engine.accounts.signIn({ address, email: ask.email, password: ask.password, remember });
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
