import type { EngineClient } from '#shared/rpc/contract.ts';
import type { JobSnapshot, JobStatus } from '#shared/rpc/jobs.ts';
import { exitCodes } from '../../exit-codes.ts';
import { accountOfEnvironment, jobsOfAccount } from '../account.ts';
import { type Context, defineCommand } from '../command.ts';
import { confirm } from '../confirm.ts';
import { tellEnds } from '../ending.ts';
import { UsageError } from '../faults.ts';
import { workOn } from '../follow.ts';
import { createContacts, tellPlan } from '../importing.ts';
import { importOfJob, readJob } from '../job-code.ts';
import { tellState } from '../job-list.ts';

export const resumeCommand = defineCommand({
  verb: 'resume',
  operands: '[JOB]',
  positionals: [0, 1],
  about: 'cli.about.resume',
  options: {
    all: { type: 'boolean', about: 'cli.option.all' },
    wait: { type: 'boolean', about: 'cli.option.wait' },
  },
  read: ({ values, positionals: [code] }) => {
    if ((code === undefined) === (values.all !== true)) throw new UsageError('cli.usage.jobOrAll');
    const job = code === undefined ? null : readJob(code);
    return async (context) => {
      const { output, translate } = context;
      const engine = await context.engine('shared');
      await accountOfEnvironment(context, engine);
      const known = job === null ? await jobsOfAccount(context, engine) : [await engine.jobs.get({ job })];
      const missed: JobSnapshot[] = [];
      for (const one of known) if (isMissed(one) && !(await maySendLate(context, one, job === null))) missed.push(one);
      // Oldest first: a campaign stands on its import.
      const jobs = known
        .filter((one) => (job === null ? ofAll : ofOne).has(one.status) && !missed.includes(one))
        .toReversed();
      if (jobs.length === 0) {
        // Of a start that is not to be made up for all has been said.
        if (missed.length === 0)
          output.say(job === null ? translate('cli.nothingToResume') : translate('cli.notResumed', { job }));
        if (job === null) output.tell({ type: 'result', job: null, state: 'done', counts: {} });
        else for (const one of known) tellState(context, one);
        return exitCodes.done;
      }
      // What runs already (in a window, as a rule) is followed as it is; what waits is seen to behind.
      for (const one of jobs)
        if (one.status === 'paused' || one.status === 'failed') await engine.jobs.resume({ job: one.job });
      const ids = jobs.map((one) => one.job);
      const rested = await workOn(context, engine, ids, { waits: values.wait === true });
      const ends: JobSnapshot[] = [];
      for (const one of rested) ends.push(await finishImport(context, engine, one));
      return tellEnds(context, engine, ends);
    };
  },
});

const isMissed = ({ status, reason }: JobSnapshot): boolean => status === 'paused' && reason?.kind === 'startMissed';

/**
 * A person says whether a campaign still goes out whose start nobody was there for. Who names it without a terminal has
 * said so; who says "all" may not know of it: it is named, and left alone.
 */
async function maySendLate(context: Context, { job, counts }: JobSnapshot, isOfAll: boolean): Promise<boolean> {
  const { options, console, output, translate } = context;
  if (options.yes) return true;
  if (console.isInteractive && (await confirm(context, 'cli.askLate', { job, count: counts['queued'] ?? 0 })))
    return true;
  if (!console.isInteractive && !isOfAll) return true;
  output.warn(translate('cli.startMissed', { job }));
  return false;
}

/** What --all goes on with. An import under review was left to a person; that person names it. */
const ofAll: ReadonlySet<JobStatus> = new Set(['paused', 'running']);
const ofOne: ReadonlySet<JobStatus> = new Set(['paused', 'running', 'failed', 'waiting']);

/** An import that has come to its review: its contacts are created where that was allowed, as by `malote import`. */
async function finishImport(context: Context, engine: EngineClient, job: JobSnapshot): Promise<JobSnapshot> {
  const { options, console, output, translate } = context;
  if (job.kind !== 'import' || job.status !== 'waiting' || job.phase !== 'review') return job;
  if (!options.yes && !console.isInteractive) {
    output.warn(translate('cli.yesGoesOn', { job: job.job }));
    return job;
  }
  const importId = importOfJob(job);
  const detail = await engine.imports.get({ importId });
  if (!(await tellPlan(context, engine, { detail, mustAsk: !options.yes }))) return job;
  const [end = job] = await createContacts(context, engine, importId);
  return end;
}
