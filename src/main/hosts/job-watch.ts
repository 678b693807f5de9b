import { setTimeout as pause } from 'node:timers/promises';
import type { EngineClient } from '#shared/rpc/contract.ts';
import type { JobSnapshot } from '#shared/rpc/jobs.ts';
import type { EngineEvent } from '#shared/rpc/system.ts';

/** What a host makes of the engine's events. */
export interface JobWatcher {
  /** All jobs that are not over, after each change. */
  readonly onJobs: (jobs: readonly JobSnapshot[]) => void;
  /** A job that was running has come to rest. */
  readonly onRest: (job: JobSnapshot) => void;
  /** At first, and each time that somebody changes them. A rejection is taken for a broken thread: asked again. */
  readonly onSettings: () => Promise<void>;
}

const askAgainAfterMs = 1_000;

/** Follows the engine until the signal aborts, across threads that break and come back. */
export async function watchJobs(client: EngineClient, watcher: JobWatcher, signal: AbortSignal): Promise<void> {
  while (!signal.aborted) {
    try {
      const follow = createFollower(watcher);
      await watcher.onSettings();
      for await (const event of await client.system.watch(undefined, { signal })) {
        if (event.type === 'settings') await watcher.onSettings();
        else follow(event);
      }
    } catch (error) {
      // A broken call is the thread's end or the signal's: the first comes back, and the supervisor tells when not.
      if (!(error instanceof Error)) throw error;
    }
    await pause(askAgainAfterMs, undefined, { signal }).catch(() => undefined);
  }
}

const isOver = (job: JobSnapshot): boolean =>
  job.status === 'done' || job.status === 'cancelled' || job.status === 'failed';

/** Keeps what each event leaves out: the first one of a stream tells all jobs, later ones what changed. */
export function createFollower(watcher: Pick<JobWatcher, 'onJobs' | 'onRest'>): (event: EngineEvent) => void {
  const jobs = new Map<string, JobSnapshot>();
  return (event) => {
    if (event.type !== 'jobs') return;
    for (const job of event.jobs) {
      const before = jobs.get(job.job);
      if (isOver(job)) jobs.delete(job.job);
      else jobs.set(job.job, job);
      if (before?.status === 'running' && job.status !== 'running') watcher.onRest(job);
    }
    watcher.onJobs([...jobs.values()]);
  };
}

export const runningAmong = (jobs: readonly JobSnapshot[]): readonly JobSnapshot[] =>
  jobs.filter((job) => job.status === 'running');
