import type { CampaignDetail } from '#shared/rpc/campaigns.ts';
import type { JobSnapshot } from '#shared/rpc/jobs.ts';
import { useFormat } from '../../texts/use-format.ts';
import { useTexts } from '../../texts/use-texts.ts';
import { Figure } from '../../ui/Figure.tsx';
import { JobProgress } from '../../ui/JobProgress.tsx';
import { restOf } from '../../ui/job-rest.ts';
import { isOver, useJobWords } from '../../ui/job-words.ts';
import { Panel } from '../../ui/Panel.tsx';
import { useNow } from '../../ui/pace/use-now.ts';
import { usePaceWords } from '../../ui/pace/use-pace-words.ts';
import { endOf } from './end.ts';
import { type Heard, OutcomeBar } from './OutcomeBar.tsx';
import { arrivedOf, countOf, type Outcome, refusedLater, takenOf } from './outcomes.ts';
import './ProgressPanel.css';

/** Where the campaign stands: what the account took and what arrived, apart; how fast, and until when. */
export function ProgressPanel(props: {
  readonly job: JobSnapshot;
  readonly detail: CampaignDetail;
  readonly onShow: (outcome: Outcome) => void;
  readonly onShowHeard: (stage: keyof Heard) => void;
  /** Null where there is nothing left to pace. */
  readonly onChangePace: (() => void) | null;
}) {
  const { job, detail } = props;
  const say = useTexts('monitor');
  const format = useFormat();
  if (job.phase === 'enlist' && !isOver(job)) {
    return (
      <Panel title={say('progress.enlist')} text={say('progress.enlistText')}>
        <JobProgress job={job} />
      </Panel>
    );
  }
  const taken = takenOf(job.counts) + refusedLater(detail.counts);
  const arrived = arrivedOf(job.counts);
  const deliveredHint = () => {
    if (arrived === 0) return say('progress.deliveredNone');
    const share = format.percent(arrived / Math.max(1, taken));
    if (isOver(job) && arrived < taken) return say('progress.deliveredMore', { share });
    return say('progress.deliveredHint', { share, count: countOf(job.counts, ['read']) });
  };
  return (
    <Panel>
      <div className="progress-figures">
        <Figure
          label={say('progress.accepted')}
          value={format.number(taken)}
          hint={say('progress.acceptedHint', { count: job.total })}
        />
        <Figure label={say('progress.delivered')} value={format.number(arrived)} hint={deliveredHint()} />
        <Pace job={job} detail={detail} onChange={props.onChangePace} />
        <Time job={job} detail={detail} />
      </div>
      <OutcomeBar
        counts={job.counts}
        total={job.total}
        heard={detail.heard}
        onShow={props.onShow}
        onShowHeard={props.onShowHeard}
      />
    </Panel>
  );
}

function Pace(props: {
  readonly job: JobSnapshot;
  readonly detail: CampaignDetail;
  readonly onChange: (() => void) | null;
}) {
  const { job, detail, onChange } = props;
  const say = useTexts('monitor');
  const jobWords = useJobWords();
  const paceWords = usePaceWords();
  if (isOver(job)) {
    const minutes = ((job.finishedAt ?? job.createdAt) - job.createdAt) / 60_000;
    const taken = takenOf(job.counts) + refusedLater(detail.counts);
    return (
      <Figure
        label={say('progress.average')}
        value={jobWords.rate(minutes > 1 ? taken / minutes : taken)}
        hint={say('progress.averageHint')}
      />
    );
  }
  const value = () => {
    const rest = restOf(job);
    if (rest !== null) return say(rest.kind === 'person' ? 'progress.rateIdle' : 'progress.rateWaiting');
    return job.perMinute === null ? say('progress.rateMeasuring') : jobWords.rate(job.perMinute);
  };
  return (
    <div className="progress-pace">
      <Figure
        label={say('progress.rate')}
        value={value()}
        hint={say('progress.rateHint', { rate: paceWords.rate(detail.pace) })}
      />
      {onChange && (
        <button type="button" className="progress-change" onClick={onChange}>
          {say('actions.pace')}
        </button>
      )}
    </div>
  );
}

function Time(props: { readonly job: JobSnapshot; readonly detail: CampaignDetail }) {
  const { job, detail } = props;
  const say = useTexts('monitor');
  const format = useFormat();
  const words = usePaceWords();
  const nowMs = useNow(5_000);
  if (isOver(job)) {
    const finishedAt = job.finishedAt ?? job.createdAt;
    return (
      <Figure
        label={say('progress.took')}
        value={format.duration(finishedAt - job.createdAt)}
        hint={say('progress.tookHint', { when: format.moment(finishedAt) })}
      />
    );
  }
  const rest = restOf(job);
  if (rest?.kind === 'person') {
    return <Figure label={say('progress.left')} value="—" hint={say('progress.leftPaused')} />;
  }
  if (rest?.kind === 'account') {
    return <Figure label={say('progress.left')} value="—" hint={say('progress.leftAccount')} />;
  }
  const when = (atMs: number) => words.when(atMs, detail.pace.timeZone, nowMs);
  const endMs = endOf(job, detail, nowMs, rest ? Math.max(nowMs, rest.atMs) : nowMs);
  if (endMs === null) return <Figure label={say('progress.left')} value="—" hint={say('progress.leftNone')} />;
  return (
    <Figure
      label={say('progress.left')}
      value={format.duration(Math.max(0, endMs - nowMs))}
      hint={
        rest
          ? say(job.reason?.kind === 'notYetTime' ? 'progress.leftStarts' : 'progress.leftUntil', {
              when: when(rest.atMs),
            })
          : say('progress.leftHint', { when: when(endMs) })
      }
    />
  );
}
