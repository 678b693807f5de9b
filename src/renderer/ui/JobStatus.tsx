import type { JobSnapshot } from '#shared/rpc/jobs.ts';
import { useJobWords } from './job-words.ts';
import './JobStatus.css';

/** A dot and a word: where a job stands. */
export function JobStatus(props: { readonly job: JobSnapshot }) {
  const words = useJobWords();
  return (
    <span className="job-status" data-status={props.job.status}>
      {words.status(props.job)}
    </span>
  );
}
