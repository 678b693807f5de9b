import { Button } from '@mantine/core';
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import type { Account } from '#shared/rpc/accounts.ts';
import { engine } from '../../rpc/engine.ts';
import { keys, queries } from '../../rpc/queries.ts';
import { useTexts } from '../../texts/use-texts.ts';
import { AccountError } from '../../ui/account/AccountError.tsx';
import { ErrorState } from '../../ui/ErrorState.tsx';
import { Page } from '../../ui/Page.tsx';
import { PageSkeleton } from '../../ui/PageSkeleton.tsx';
import { PageTabs } from '../../ui/PageTabs.tsx';
import { Access } from './access/Access.tsx';
import { ColorMenu } from './ColorMenu.tsx';
import { Connections } from './connections/Connections.tsx';
import { Integrations } from './integrations/Integrations.tsx';
import { NowTab } from './now/NowTab.tsx';
import { StatisticsTab } from './statistics/StatisticsTab.tsx';
import { Webhooks } from './webhooks/Webhooks.tsx';

const tabs = {
  connections: { path: '', shows: Connections },
  now: { path: '/agora', shows: NowTab },
  statistics: { path: '/estatisticas', shows: StatisticsTab },
  integrations: { path: '/integracoes', shows: Integrations },
  webhooks: { path: '/webhooks', shows: Webhooks },
  access: { path: '/acesso', shows: Access },
} as const;

export type AccountTab = keyof typeof tabs;
const order = ['connections', 'now', 'statistics', 'integrations', 'webhooks', 'access'] as const;

/** The part of an account that an address leads to; null where it leads nowhere. */
export const accountTab = (path: string | undefined): AccountTab | null =>
  order.find((tab) => tabs[tab].path === (path === undefined ? '' : `/${path}`)) ?? null;

/** One account: its connections, who is at work, its numbers, and what leads in and out of it. */
export function AccountScreen(props: { readonly accountId: number; readonly tab: AccountTab }) {
  const accounts = useQuery(queries.accounts());
  const account = accounts.data?.find(({ id }) => id === props.accountId);
  if (account) return <Found account={account} tab={props.tab} />;
  if (accounts.isError) return <ErrorState error={accounts.error} onRetry={() => void accounts.refetch()} />;
  return accounts.data ? <Gone /> : <PageSkeleton />;
}

function Found({ account, tab }: { readonly account: Account; readonly tab: AccountTab }) {
  const say = useTexts('account');
  const queryClient = useQueryClient();
  const accountId = account.id;
  const probe = useMutation({
    mutationFn: () => engine.accounts.probe({ accountId }),
    onSuccess: () => void queryClient.invalidateQueries({ queryKey: keys.accounts }),
  });
  const Shown = tabs[tab].shows;
  const facts = [
    account.kind === 'practice' ? say('practice') : account.host,
    ...(account.user && account.kind !== 'practice' ? [say('as', { name: account.user.name })] : []),
  ];
  return (
    <Page
      title={account.name}
      description={facts.join(' · ')}
      back={{ label: say('back'), href: '/contas' }}
      actions={
        <>
          <ColorMenu account={account} />
          <Button variant="default" loading={probe.isPending} onClick={() => probe.mutate()}>
            {say('probe')}
          </Button>
        </>
      }
    >
      <AccountError error={probe.error} />
      <PageTabs
        label={say('tabs.label')}
        tabs={order.map((one) => ({
          href: `/contas/${accountId}${tabs[one].path}`,
          label: say(`tabs.${one}`),
          isHere: one === tab,
        }))}
      />
      <Shown account={account} />
    </Page>
  );
}

function Gone() {
  const say = useTexts('account');
  return (
    <Page title={say('gone')} back={{ label: say('back'), href: '/contas' }}>
      {null}
    </Page>
  );
}
