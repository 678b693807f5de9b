import type { JobSnapshot } from '#shared/rpc/jobs.ts';
import { shareOf, useJobWords } from './job-words.ts';
import './JobProgress.css';

/** The bar of a job, and nothing else. */
export function JobProgress(props: { readonly job: JobSnapshot; readonly size?: 'thin' | 'thick' }) {
  const words = useJobWords();
  const { job } = props;
  const share = shareOf(job);
  return (
    <div
      className="job-progress"
      data-status={job.status}
      data-size={props.size ?? 'thick'}
      data-open={share === null || undefined}
      role="progressbar"
      aria-label={`${job.name}: ${words.doing(job)}`}
      aria-valuemin={0}
      aria-valuemax={100}
      {...(share === null ? {} : { 'aria-valuenow': Math.floor(share * 100) })}
      aria-valuetext={words.progress(job)}
    >
      <div className="job-progress-fill" style={{ transform: `scaleX(${share ?? 0.3})` }} />
    </div>
  );
}
