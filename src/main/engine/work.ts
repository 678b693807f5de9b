import type { Problem } from '#shared/problem.ts';
import type { JobId } from '#shared/rpc/errors.ts';
import type { Events } from './events.ts';
import type { Log } from './log.ts';

/**
 * How a stage of a job came to an end: all its work is done; it was told to stop (what is left, is left); or
 * something that only a person can mend stands in the way.
 */
export type StageEnd =
  | { readonly kind: 'finished' }
  | { readonly kind: 'stopped' }
  | { readonly kind: 'blocked'; readonly problem: Problem };

export const finished: StageEnd = { kind: 'finished' };
export const stopped: StageEnd = { kind: 'stopped' };
export const blocked = (problem: Problem): StageEnd => ({ kind: 'blocked', problem });

interface Running {
  readonly stop: AbortController;
  readonly ended: Promise<void>;
}

/**
 * The jobs that are being worked on right now, by name. Whoever starts one can stop it and await its end; what a job
 * throws is a bug, and is handed to `onCrash` instead of being lost.
 */
export function createWork(deps: {
  readonly log: Log;
  readonly events: Events;
  readonly onCrash: (job: JobId, error: unknown) => void;
}) {
  const { log, events, onCrash } = deps;
  const running = new Map<JobId, Running>();

  return {
    isRunning: (job: JobId): boolean => running.has(job),
    running: (): readonly JobId[] => [...running.keys()],

    /** Starts work on a job, unless somebody is at it already. */
    start(job: JobId, run: (signal: AbortSignal) => Promise<void>): void {
      if (running.has(job)) return;
      const stop = new AbortController();
      const ended = run(stop.signal)
        .catch((error: unknown) => {
          log.crash('job.crashed', error);
          onCrash(job, error);
        })
        .finally(() => {
          running.delete(job);
          events.changed(job);
        });
      running.set(job, { stop, ended });
      events.changed(job);
    },

    /** Tells the job to stop, and waits until its last request has its answer. */
    async stop(job: JobId): Promise<void> {
      const work = running.get(job);
      if (!work) return;
      work.stop.abort();
      await work.ended;
    },

    async stopAll(): Promise<void> {
      const all = [...running.values()];
      for (const work of all) work.stop.abort();
      await Promise.all(all.map((work) => work.ended));
    },
  };
}

export type Work = ReturnType<typeof createWork>;
