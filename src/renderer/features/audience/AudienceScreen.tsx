import { Button } from '@mantine/core';
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { Link } from 'wouter';
import { engine } from '../../rpc/engine.ts';
import { keys, queries } from '../../rpc/queries.ts';
import { useTexts } from '../../texts/use-texts.ts';
import { EmptyState } from '../../ui/EmptyState.tsx';
import { ErrorText } from '../../ui/ErrorText.tsx';
import { Loaded } from '../../ui/Loaded.tsx';
import { Page } from '../../ui/Page.tsx';
import { PageTabs } from '../../ui/PageTabs.tsx';
import { Panel } from '../../ui/Panel.tsx';
import { PictureAccount } from '../../ui/pictures/PictureAccount.tsx';
import './AudienceScreen.css';
import { Builder } from './builder/Builder.tsx';
import type { Draft } from './builder/draft.ts';
import { BlockLists } from './lists/BlockLists.tsx';

/** Who can be written to: audiences to be put together, and numbers that nobody may write to. */
export function AudienceScreen(props: {
  readonly tab: 'builder' | 'lists';
  /** What the address asks for; null: as it was left. */
  readonly start: Draft | null;
}) {
  const say = useTexts('audience');
  const accounts = useQuery(queries.accounts());
  return (
    <Page title={say('title')} description={say('text')}>
      <PageTabs
        label={say('tabs.label')}
        tabs={[
          { href: '/publicos', label: say('tabs.builder'), isHere: props.tab === 'builder' },
          { href: '/publicos/bloqueio', label: say('tabs.lists'), isHere: props.tab === 'lists' },
        ]}
      />
      {props.tab === 'lists' ? (
        <BlockLists />
      ) : (
        <Loaded query={accounts}>
          {(known) => (known.length === 0 ? <NoAccount /> : <Builder accounts={known} start={props.start} />)}
        </Loaded>
      )}
    </Page>
  );
}

function NoAccount() {
  const say = useTexts('audience');
  const practiceLabel = useTexts('accounts')('practice');
  const queryClient = useQueryClient();
  const practice = useMutation({
    mutationFn: () => engine.accounts.practice(),
    onSuccess: () => queryClient.invalidateQueries({ queryKey: keys.accounts }),
  });
  return (
    <Panel>
      <EmptyState
        picture={<PictureAccount />}
        title={say('noAccount')}
        text={say('noAccountText')}
        action={
          <div className="audience-ways">
            <Button component={Link} href="/contas/conectar/publicos">
              {say('connect')}
            </Button>
            <Button variant="default" loading={practice.isPending} onClick={() => practice.mutate()}>
              {practiceLabel}
            </Button>
            <ErrorText error={practice.error} />
          </div>
        }
      />
    </Panel>
  );
}
