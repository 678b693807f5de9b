import { useQuery } from '@tanstack/react-query';
import type { Deed } from '#shared/rpc/desk.ts';
import { useFormat } from '../../../texts/use-format.ts';
import { useSentences, useTexts } from '../../../texts/use-texts.ts';
import { Loaded } from '../../../ui/Loaded.tsx';
import { Panel } from '../../../ui/Panel.tsx';
import { deskQueries } from '../queries.ts';

/** What was done to the account itself from here, newest first. */
export function Deeds({ accountId }: { readonly accountId: number }) {
  const say = useTexts('account');
  const format = useFormat();
  const deeds = useQuery(deskQueries.deeds(accountId));
  return (
    <Panel title={say('deeds.title')}>
      <Loaded query={deeds}>
        {(list) =>
          list.length === 0 ? (
            <p className="access-none">{say('deeds.none')}</p>
          ) : (
            <ul className="access-list">
              {list.map((deed) => (
                <li key={deed.id}>
                  <div className="access-line">
                    <span>{say(`deeds.deed.${deed.deed}`, { name: deed.subject })}</span>
                    <Outcome deed={deed} />
                  </div>
                  <span className="access-facts num">{format.moment(deed.begunAt)}</span>
                </li>
              ))}
            </ul>
          )
        }
      </Loaded>
    </Panel>
  );
}

function Outcome({ deed: { endedAt, problem } }: { readonly deed: Deed }) {
  const say = useTexts('account');
  const sentences = useSentences();
  if (endedAt === null) return <span className="access-facts">{say('deeds.unknown')}</span>;
  return problem === null ? null : <span className="access-facts">{sentences.problem(problem)}</span>;
}
