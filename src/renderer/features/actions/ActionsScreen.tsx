import { useQuery } from '@tanstack/react-query';
import { Link } from 'wouter';
import { type ActionVerb, isGrave } from '#shared/actions/wish.ts';
import type { JobSnapshot } from '#shared/rpc/jobs.ts';
import { queries } from '../../rpc/queries.ts';
import { useFormat } from '../../texts/use-format.ts';
import { useSentences, useTexts } from '../../texts/use-texts.ts';
import { useRefusal } from '../../ui/account/use-refusal.ts';
import { EmptyState } from '../../ui/EmptyState.tsx';
import { JobStatus } from '../../ui/JobStatus.tsx';
import { hrefOf } from '../../ui/job-words.ts';
import { Loaded } from '../../ui/Loaded.tsx';
import { Page } from '../../ui/Page.tsx';
import { Panel } from '../../ui/Panel.tsx';
import { PictureNothingYet } from '../../ui/pictures/PictureNothingYet.tsx';
import { ToolsTabs } from '../../ui/ToolsTabs.tsx';
import './ActionsScreen.css';
import { verbGroups, verbIcons } from './verb-icons.ts';
import { permissionOfVerb } from './verb-permissions.ts';

const mostRecent = 10;

/** What can be done to many at once, and what was done lately. */
export function ActionsScreen() {
  const say = useTexts('actions');
  const [first, second] = useQuery(queries.accounts()).data ?? [];
  // With several accounts, the form knows which one is meant.
  const only = second === undefined ? (first?.id ?? null) : null;
  return (
    <Page title={say('title')} description={say('text')}>
      <ToolsTabs here="actions" />
      {verbGroups.map(({ key, verbs }) => (
        <section key={key} className="verbs" aria-label={say(`groups.${key}`)}>
          <h2 className="verbs-title">{say(`groups.${key}`)}</h2>
          <ul className="verbs-list">
            {verbs.map((verb) => (
              <VerbCard key={verb} verb={verb} accountId={only} />
            ))}
          </ul>
        </section>
      ))}
      <Recent />
    </Page>
  );
}

/** Where the account's user may not, the card says since when; the form behind it has the way on. */
function VerbCard({ verb, accountId }: { readonly verb: ActionVerb; readonly accountId: number | null }) {
  const { say } = useSentences();
  const refusal = useRefusal(accountId, permissionOfVerb[verb]);
  const Icon = verbIcons[verb];
  return (
    <li>
      <Link
        href={`/ferramentas/nova/${verb}`}
        className="verb-card"
        data-grave={isGrave(verb) || undefined}
        data-refused={refusal !== null || undefined}
      >
        <span className="verb-icon">
          <Icon size={20} stroke={1.75} aria-hidden />
        </span>
        <span className="verb-words">
          <span className="verb-name">{say(`state.actionVerb.${verb}.label`)}</span>
          <span className="verb-text">{refusal ?? say(`state.actionVerb.${verb}.explanation`)}</span>
        </span>
      </Link>
    </li>
  );
}

function Recent() {
  const say = useTexts('actions');
  const jobs = useQuery(queries.jobs());
  const ofActions = (list: readonly JobSnapshot[]) => list.filter(({ kind }) => kind === 'action').slice(0, mostRecent);
  return (
    <Panel title={say('recent')} flush>
      <Loaded query={jobs}>
        {(list) =>
          ofActions(list).length === 0 ? (
            <EmptyState picture={<PictureNothingYet />} title={say('none')} text={say('noneText')} />
          ) : (
            <ul className="recent-actions">
              {ofActions(list).map((job) => (
                <RecentAction key={job.job} job={job} />
              ))}
            </ul>
          )
        }
      </Loaded>
    </Panel>
  );
}

function RecentAction({ job }: { readonly job: JobSnapshot }) {
  const say = useTexts('actions');
  const format = useFormat();
  return (
    <li className="recent-action">
      <span className="recent-action-words">
        <Link href={hrefOf(job)} className="recent-action-name">
          {job.name}
        </Link>
        <span className="recent-action-text num">
          {say('review.count', { count: job.total })} · {job.accountName}
        </span>
      </span>
      <JobStatus job={job} />
      <span className="recent-action-when num">{format.moment(job.createdAt)}</span>
    </li>
  );
}
