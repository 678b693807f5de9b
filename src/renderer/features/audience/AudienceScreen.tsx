import { useQuery } from '@tanstack/react-query';
import { queries } from '../../rpc/queries.ts';
import { useTexts } from '../../texts/use-texts.ts';
import { NoAccount } from '../../ui/account/NoAccount.tsx';
import { Loaded } from '../../ui/Loaded.tsx';
import { Page } from '../../ui/Page.tsx';
import { PageTabs } from '../../ui/PageTabs.tsx';
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
          {(known) =>
            known.length === 0 ? (
              <NoAccount
                title={say('noAccount')}
                text={say('noAccountText')}
                connect={say('connect')}
                back="publicos"
              />
            ) : (
              <Builder accounts={known} start={props.start} />
            )
          }
        </Loaded>
      )}
    </Page>
  );
}
