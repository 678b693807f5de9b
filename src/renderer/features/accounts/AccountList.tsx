import { Button } from '@mantine/core';
import { IconPlus } from '@tabler/icons-react';
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { Link } from 'wouter';
import { engine } from '../../rpc/engine.ts';
import { keys, queries } from '../../rpc/queries.ts';
import { useTexts } from '../../texts/use-texts.ts';
import { EmptyState } from '../../ui/EmptyState.tsx';
import { ErrorText } from '../../ui/ErrorText.tsx';
import { Loaded } from '../../ui/Loaded.tsx';
import { Page } from '../../ui/Page.tsx';
import { Panel } from '../../ui/Panel.tsx';
import { PictureAccount } from '../../ui/pictures/PictureAccount.tsx';
import { AccountCard } from './AccountCard.tsx';
import './AccountList.css';

/** Which accounts Malote may use, and how their connections are. */
export function AccountList() {
  const say = useTexts('accounts');
  const queryClient = useQueryClient();
  const accounts = useQuery(queries.accounts());
  const practice = useMutation({
    mutationFn: () => engine.accounts.practice(),
    onSuccess: () => void queryClient.invalidateQueries({ queryKey: keys.accounts }),
  });
  const hasPractice = accounts.data?.some(({ kind }) => kind === 'practice') ?? true;
  const addPractice = (
    <Button variant="default" loading={practice.isPending} onClick={() => practice.mutate()}>
      {say('practice')}
    </Button>
  );
  const add = (
    <Button component={Link} href="/contas/conectar" leftSection={<IconPlus size={16} aria-hidden />}>
      {say('add')}
    </Button>
  );
  return (
    <Page
      title={say('title')}
      description={say('description')}
      actions={
        (accounts.data?.length ?? 0) > 0 && (
          <>
            {!hasPractice && addPractice}
            {add}
          </>
        )
      }
    >
      <ErrorText error={practice.error} />
      <Loaded query={accounts}>
        {(list) =>
          list.length === 0 ? (
            <Panel>
              <EmptyState
                picture={<PictureAccount />}
                title={say('none')}
                text={say('noneText')}
                action={
                  <>
                    {add}
                    {addPractice}
                  </>
                }
              />
            </Panel>
          ) : (
            <ul className="account-list">
              {list.map((account) => (
                <li key={account.id}>
                  <AccountCard account={account} />
                </li>
              ))}
            </ul>
          )
        }
      </Loaded>
    </Page>
  );
}
