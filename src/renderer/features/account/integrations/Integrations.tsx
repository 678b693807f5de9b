import { useQuery } from '@tanstack/react-query';
import type { Account } from '#shared/rpc/accounts.ts';
import { useTexts } from '../../../texts/use-texts.ts';
import { EmptyState } from '../../../ui/EmptyState.tsx';
import { Loaded } from '../../../ui/Loaded.tsx';
import { Panel } from '../../../ui/Panel.tsx';
import { PictureNothingYet } from '../../../ui/pictures/PictureNothingYet.tsx';
import { deskQueries } from '../queries.ts';
import './Integrations.css';

/** Sites that are shown inside Digisac. */
export function Integrations({ account }: { readonly account: Account }) {
  const say = useTexts('account');
  const integrations = useQuery(deskQueries.integrations(account.id));
  return (
    <Panel title={say('integrations.title')} text={say('integrations.text')}>
      <Loaded query={integrations}>
        {(list) =>
          list.length === 0 ? (
            <EmptyState
              picture={<PictureNothingYet />}
              title={say('integrations.none')}
              text={say('integrations.noneText')}
            />
          ) : (
            <ul className="integrations">
              {list.map(({ id, name, url, isActive }) => (
                <li key={id}>
                  <span className="integration-name">{name}</span>
                  {isActive === false && <span className="integration-off">{say('integrations.off')}</span>}
                  {url !== null && <span className="integration-url">{url}</span>}
                </li>
              ))}
            </ul>
          )
        }
      </Loaded>
    </Panel>
  );
}
