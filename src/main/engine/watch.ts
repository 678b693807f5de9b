import type { Store } from '#main/store/store.ts';
import { type JobId, jobIdSchema } from '#shared/rpc/errors.ts';
import type { JobSnapshot } from '#shared/rpc/jobs.ts';
import type { EngineEvent } from '#shared/rpc/system.ts';
import type { Events } from './events.ts';
import type { Snapshots } from './snapshots.ts';

const isOver = (job: JobSnapshot): boolean => job.status === 'done' || job.status === 'cancelled';

/**
 * What a face hears: first all jobs that are not over, then what changed, a few times a second at most. Trouble of an
 * account is trouble of its running jobs as well.
 */
export async function* watchEngine(
  deps: { readonly store: Store; readonly events: Events; readonly snapshots: Snapshots },
  signal: AbortSignal,
): AsyncGenerator<EngineEvent, void> {
  const { events, snapshots } = deps;
  // Listens before it tells: nothing that changes in between is missed.
  const changes = events.watch(signal);
  yield { type: 'jobs', jobs: snapshots.list().filter((job) => !isOver(job)) };
  for await (const topics of changes) {
    const jobs = new Map<JobId, JobSnapshot>();
    for (const topic of topics) {
      const id = jobIdSchema.safeParse(topic);
      const job = id.success ? snapshots.find(id.data) : null;
      if (job) jobs.set(job.job, job);
    }
    if (topics.has('accounts')) {
      for (const job of snapshots.list()) if (job.status === 'running') jobs.set(job.job, job);
      yield { type: 'accounts' };
    }
    if (topics.has('settings')) yield { type: 'settings' };
    if (jobs.size > 0) yield { type: 'jobs', jobs: [...jobs.values()] };
  }
}
