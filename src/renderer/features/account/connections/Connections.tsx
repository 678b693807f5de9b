import { useQuery } from '@tanstack/react-query';
import type { Account } from '#shared/rpc/accounts.ts';
import { useTexts } from '../../../texts/use-texts.ts';
import { useRefusal } from '../../../ui/account/use-refusal.ts';
import { Loaded } from '../../../ui/Loaded.tsx';
import { Notice } from '../../../ui/Notice.tsx';
import { Panel } from '../../../ui/Panel.tsx';
import { deskQueries } from '../queries.ts';
import { ConnectionLine } from './ConnectionLine.tsx';
import './Connections.css';

/** All connections of the account, with what can be done to each. */
export function Connections({ account }: { readonly account: Account }) {
  const say = useTexts('account');
  const connections = useQuery(deskQueries.connections(account.id));
  const refusal = useRefusal(account.id, 'connections');
  return (
    <Panel title={say('connections.title')} text={say('connections.text')}>
      <Loaded query={connections}>
        {(list) =>
          list.length === 0 ? (
            <Notice tone="warn">{say('connections.none')}</Notice>
          ) : (
            <ul className="desk-connections">
              {list.map((connection) => (
                <ConnectionLine key={connection.id} accountId={account.id} connection={connection} refusal={refusal} />
              ))}
            </ul>
          )
        }
      </Loaded>
    </Panel>
  );
}
