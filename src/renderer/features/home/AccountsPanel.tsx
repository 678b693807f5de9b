import { Button } from '@mantine/core';
import { useMutation, useQuery } from '@tanstack/react-query';
import { Link } from 'wouter';
import { engine } from '../../rpc/engine.ts';
import { queries } from '../../rpc/queries.ts';
import { useTexts } from '../../texts/use-texts.ts';
import { EmptyState } from '../../ui/EmptyState.tsx';
import { ErrorText } from '../../ui/ErrorText.tsx';
import { Loaded } from '../../ui/Loaded.tsx';
import { Panel } from '../../ui/Panel.tsx';
import { PictureAccount } from '../../ui/pictures/PictureAccount.tsx';
import { ServiceHealth } from '../../ui/ServiceHealth.tsx';
import './AccountsPanel.css';

/** The accounts and whether their connections can send. */
export function AccountsPanel() {
  const say = useTexts('home');
  const accounts = useQuery(queries.accounts());
  const practice = useMutation({ mutationFn: () => engine.accounts.practice() });
  return (
    <Panel
      title={say((accounts.data?.length ?? 0) > 1 ? 'account.many' : 'account.title')}
      {...(accounts.data?.length
        ? {
            footer: (
              <Link href="/contas" className="accounts-panel-link">
                {say('account.manage')}
              </Link>
            ),
          }
        : {})}
    >
      <Loaded query={accounts}>
        {(list) =>
          list.length === 0 ? (
            <>
              <EmptyState
                picture={<PictureAccount />}
                title={say('account.none')}
                text={say('account.noneText')}
                action={
                  <div className="accounts-panel-actions">
                    <Button component={Link} href="/contas/conectar">
                      {say('account.connect')}
                    </Button>
                    <Button variant="subtle" loading={practice.isPending} onClick={() => practice.mutate()}>
                      {say('account.practice')}
                    </Button>
                  </div>
                }
              />
              <ErrorText error={practice.error} />
            </>
          ) : (
            <ul className="accounts-panel">
              {list.map((account) => (
                <li key={account.id}>
                  <p className="accounts-panel-name">{account.name}</p>
                  {account.services.map((service) => (
                    <ServiceHealth key={service.id} service={service} />
                  ))}
                </li>
              ))}
            </ul>
          )
        }
      </Loaded>
    </Panel>
  );
}
