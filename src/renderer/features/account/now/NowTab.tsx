import { useQuery } from '@tanstack/react-query';
import type { Account } from '#shared/rpc/accounts.ts';
import type { DeskNow } from '#shared/rpc/desk.ts';
import { useFormat } from '../../../texts/use-format.ts';
import { useTexts } from '../../../texts/use-texts.ts';
import { FiguresTable } from '../../../ui/chart/FiguresTable.tsx';
import { Figure } from '../../../ui/Figure.tsx';
import { Loaded } from '../../../ui/Loaded.tsx';
import { Panel } from '../../../ui/Panel.tsx';
import { ProblemText } from '../../../ui/ProblemText.tsx';
import { deskQueries } from '../queries.ts';
import './NowTab.css';

/** Who is at work, and what waits: asked again for as long as somebody looks. */
export function NowTab({ account }: { readonly account: Account }) {
  const now = useQuery(deskQueries.now(account.id));
  return <Loaded query={now}>{(desk) => <Now desk={desk} />}</Loaded>;
}

function Now({ desk: { at, desk, people, departments, problem } }: { readonly desk: DeskNow }) {
  const say = useTexts('account');
  const format = useFormat();
  const number = (value: number | null) => (value === null ? '–' : format.number(value));
  const online = people?.filter(({ isOnline }) => isOnline === true).length ?? null;
  return (
    <>
      {problem && <ProblemText problem={problem} />}
      {desk && (
        <Panel
          title={say('now.title')}
          aside={<span className="now-at num">{say('now.at', { time: format.time(at) })}</span>}
        >
          <div className="now-figures">
            <Figure label={say('now.open')} value={number(desk.open)} />
            <Figure
              label={say('now.waiting')}
              value={number(desk.waiting)}
              tone={(desk.waiting ?? 0) > 0 ? 'warn' : 'plain'}
            />
            <Figure label={say('now.attended')} value={number(desk.attended)} />
            <Figure label={say('now.online')} value={number(desk.usersOnline ?? online)} />
          </div>
        </Panel>
      )}
      {people && (
        <Panel title={say('now.people')}>
          {people.length === 0 ? (
            <p className="now-none">{say('now.nobody')}</p>
          ) : (
            <FiguresTable
              label={say('now.people')}
              head={[say('now.person'), say('now.open')]}
              rows={[...people].sort(byPresence).map(({ user, isOnline, open, departments: places }) => ({
                key: user.id,
                name: (
                  <span className="now-person">
                    <span className="now-dot" data-online={isOnline === true} aria-hidden />
                    <span>
                      {user.name}
                      <span className="now-places">
                        {[
                          say(isOnline === null ? 'now.unknown' : isOnline ? 'now.isOnline' : 'now.isOffline'),
                          ...(places ?? []),
                        ].join(' · ')}
                      </span>
                    </span>
                  </span>
                ),
                cells: [number(open)],
              }))}
            />
          )}
        </Panel>
      )}
      {departments && departments.length > 0 && (
        <Panel title={say('now.departments')}>
          <FiguresTable
            label={say('now.departments')}
            head={[say('now.department'), say('now.open'), say('now.waiting'), say('now.attended'), say('now.online')]}
            rows={departments.map(({ department, open, waiting, attended, usersOnline }) => ({
              key: department.id,
              name: department.name,
              cells: [number(open), number(waiting), number(attended), number(usersOnline)],
            }))}
          />
        </Panel>
      )}
    </>
  );
}

type Person = NonNullable<DeskNow['people']>[number];
const rank = ({ isOnline }: Person): number => (isOnline === true ? 0 : isOnline === null ? 1 : 2);
const byPresence = (one: Person, other: Person): number =>
  rank(one) - rank(other) || (other.open ?? 0) - (one.open ?? 0) || one.user.name.localeCompare(other.user.name);
