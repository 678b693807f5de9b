import type { ProblemKind } from '#shared/problem.ts';
import type { EngineClient } from '#shared/rpc/contract.ts';
import type { JobId } from '#shared/rpc/errors.ts';
import type { JobSnapshot } from '#shared/rpc/jobs.ts';
import type { Context } from './command.ts';
import { problemOf } from './faults.ts';

/** Limits that pass with time: the engine goes on by itself when they are over, for as long as somebody waits. */
const passing: ReadonlySet<ProblemKind> = new Set(['outsideWindow', 'dailyLimitReached', 'notYetTime']);

const askAgainAfterMs = 1_000;
/** An engine that broke is started anew up to three times, after half a minute at most. */
const mostFailures = 60;

/**
 * Follows jobs until each is at rest, with their progress on the output, and holds the machine awake meanwhile. Should
 * the command be told to stop, they are paused. `waits`: a campaign outside its sending hours or at its daily limit is
 * not at rest yet.
 */
export async function workOn(
  context: Context,
  engine: EngineClient,
  jobs: readonly JobId[],
  options: { readonly waits: boolean },
): Promise<readonly JobSnapshot[]> {
  const { output, host } = context;
  const isOver = context.atStop(() => pauseAll(context, engine, jobs));
  host.keepAwake(true);
  try {
    return await follow(context, engine, { jobs, ...options });
  } finally {
    isOver();
    output.settle();
    host.keepAwake(false);
  }
}

/** Shows how jobs go on until they are at rest, and leaves them alone. `show`: in another way than as bars. */
export async function watch(
  context: Context,
  engine: EngineClient,
  jobs: readonly JobId[],
  show?: (job: JobSnapshot) => Promise<void>,
): Promise<readonly JobSnapshot[]> {
  try {
    return await follow(context, engine, { jobs, waits: false, show });
  } finally {
    context.output.settle();
  }
}

/** Shows each change until every job is at rest, across an engine that breaks and comes back. */
async function follow(
  { console, output, signal, translate }: Context,
  engine: EngineClient,
  {
    jobs,
    waits,
    show = async (job) => output.progress(job),
  }: {
    readonly jobs: readonly JobId[];
    readonly waits: boolean;
    readonly show?: ((job: JobSnapshot) => Promise<void>) | undefined;
  },
): Promise<readonly JobSnapshot[]> {
  const latest = new Map<JobId, JobSnapshot>();
  const isWaiting = (job: JobSnapshot | undefined): boolean =>
    waits && job?.status === 'paused' && job.reason !== null && passing.has(job.reason.kind);
  const isAtRest = (id: JobId): boolean => {
    const job = latest.get(id);
    return job !== undefined && job.status !== 'running' && !isWaiting(job);
  };
  const hear = async (job: JobSnapshot) => {
    if (!jobs.includes(job.job)) return;
    const wasWaiting = isWaiting(latest.get(job.job));
    latest.set(job.job, job);
    await show(job);
    if (isWaiting(job) && !wasWaiting) output.say(translate('cli.waiting'));
  };
  for (let failures = 0; !jobs.every(isAtRest); ) {
    signal.throwIfAborted();
    try {
      let isFirst = true;
      for await (const event of await engine.system.watch(undefined, { signal })) {
        failures = 0;
        // Once events come in nothing is missed any more: whatever happened before is asked for.
        if (isFirst) for (const job of jobs) await hear(await engine.jobs.get({ job }));
        else if (event.type === 'jobs') for (const job of event.jobs) await hear(job);
        isFirst = false;
        if (jobs.every(isAtRest)) break;
      }
    } catch (error) {
      signal.throwIfAborted();
      failures += 1;
      if (problemOf(error) !== null || failures > mostFailures) throw error;
    }
    if (!jobs.every(isAtRest)) await console.sleep(askAgainAfterMs, signal);
  }
  return jobs.flatMap((id) => latest.get(id) ?? []);
}

/** What Ctrl-C does: everything comes to a clean rest, and the way to go on is told. */
async function pauseAll(context: Context, engine: EngineClient, jobs: readonly JobId[]): Promise<void> {
  const { output, translate } = context;
  for (const id of jobs) {
    const job = await paused(engine, id);
    if (job === null) continue;
    const { status: state, phase, reason, counts } = job;
    output.tell({ type: 'state', job: id, state, phase, reason, counts });
    output.tell({ type: 'result', job: id, state, counts, reason });
    if (state !== 'paused') continue;
    output.warn(translate('cli.pausedHint'));
    output.warn(translate('cli.resumeHint', { job: id }));
  }
}

/** The job at rest; null where it could not be paused, because it came to its end by itself. */
async function paused(engine: EngineClient, job: JobId): Promise<JobSnapshot | null> {
  try {
    const now = await engine.jobs.get({ job });
    return now.status === 'running' ? await engine.jobs.pause({ job }) : now;
  } catch (error) {
    if (problemOf(error) === null) throw error;
    return null;
  }
}
