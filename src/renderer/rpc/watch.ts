import type { QueryClient } from '@tanstack/react-query';
import type { JobId } from '#shared/rpc/errors.ts';
import type { JobSnapshot } from '#shared/rpc/jobs.ts';
import type { EngineEvent } from '#shared/rpc/system.ts';
import { keys } from './queries.ts';

/**
 * Keeps what the screens show as the engine has it: snapshots of jobs are put in place, everything else about what
 * changed is asked again. Goes on across broken connections until the signal aborts.
 */
export async function followEngine(deps: {
  /** `system.watch` of the engine. */
  readonly watch: (signal: AbortSignal) => Promise<AsyncIterable<EngineEvent>>;
  readonly queryClient: QueryClient;
  readonly pause: (ms: number) => Promise<void>;
  readonly signal: AbortSignal;
}): Promise<void> {
  const { queryClient, signal } = deps;
  const refresh = createRefresher(queryClient);
  for (let isFirst = true; !signal.aborted; isFirst = false) {
    try {
      const events = await deps.watch(signal);
      // What happened while nobody listened is not told.
      if (!isFirst) void queryClient.invalidateQueries();
      for await (const event of events) take(queryClient, refresh, event);
    } catch (error) {
      // The connection went, or the page: what else breaks shows in the questions that the screens ask.
      if (!(error instanceof Error)) throw error;
    }
    if (!signal.aborted) await deps.pause(300);
  }
}

function take(queryClient: QueryClient, refresh: (job: JobId) => void, event: EngineEvent): void {
  switch (event.type) {
    case 'jobs':
      for (const job of event.jobs) {
        queryClient.setQueryData(keys.snapshot(job.job), job);
        refresh(job.job);
      }
      queryClient.setQueryData<readonly JobSnapshot[]>(keys.jobs, (known) => known && merged(known, event.jobs));
      return;
    case 'accounts':
      void queryClient.invalidateQueries({ queryKey: keys.accounts });
      return;
    case 'settings':
      void queryClient.invalidateQueries({ queryKey: keys.settings });
      return;
  }
}

/** Jobs as known, with the news put in; newest first. */
export function merged(known: readonly JobSnapshot[], news: readonly JobSnapshot[]): readonly JobSnapshot[] {
  if (news.length === 0) return known;
  const byId = new Map(known.map((job) => [job.job, job]));
  for (const job of news) byId.set(job.job, job);
  return [...byId.values()].sort((a, b) => b.createdAt - a.createdAt || (a.job < b.job ? 1 : -1));
}

/**
 * Asks again what the screens show of a job, once at a time: events come faster than a slow page answers, and a
 * question that is broken off for each event would never be answered.
 */
function createRefresher(queryClient: QueryClient): (job: JobId) => void {
  const running = new Set<JobId>();
  const again = new Set<JobId>();
  const run = async (job: JobId): Promise<void> => {
    running.add(job);
    do {
      again.delete(job);
      await queryClient.invalidateQueries(
        { queryKey: keys.job(job), predicate: ({ queryKey }) => queryKey[2] !== 'snapshot' },
        { cancelRefetch: false },
      );
    } while (again.has(job));
    running.delete(job);
  };
  return (job) => {
    if (running.has(job)) again.add(job);
    else void run(job);
  };
}
