import type { EngineClient } from '#shared/rpc/contract.ts';
import { jobIdOf } from '#shared/rpc/errors.ts';
import type { JobSnapshot } from '#shared/rpc/jobs.ts';
import { exitCodes } from '../../exit-codes.ts';
import { type Context, defineCommand } from '../command.ts';
import { confirm } from '../confirm.ts';
import { outcomeOfJob, printCauses, printOutcome, tellEnds } from '../ending.ts';
import { UsageError } from '../faults.ts';
import { workOn } from '../follow.ts';
import { readJob } from '../job-code.ts';

export const undoCommand = defineCommand({
  verb: 'undo',
  operands: 'JOB',
  positionals: [1, 1],
  about: 'cli.about.undo',
  options: { 'dry-run': { type: 'boolean', about: 'cli.option.dryRun' } },
  read: ({ values, positionals: [code = ''] }) => {
    const job = readJob(code);
    // Its own code names it as well.
    if (!/^[iu]/.test(job)) throw new UsageError('cli.usage.importCode', { job });
    const importId = Number(job.slice(1));
    const isDry = values['dry-run'] === true;
    return async (context) => {
      const { output, translate, options, console } = context;
      const mustAsk = !isDry && !options.yes;
      if (mustAsk && !console.isInteractive) throw new UsageError('cli.usage.undoYesMissing');
      const engine = await context.engine('own');
      await engine.undos.look({ importId });
      const undo = jobIdOf.undo(importId);
      const looked = await workOn(context, engine, [undo], { waits: false });
      const [found] = looked;
      // Nothing to take back, or something stands in the way.
      if (found?.status !== 'waiting') return tellEnds(context, engine, looked);
      await tellPreview(context, engine, found);
      if (isDry || (mustAsk && !(await mayUndo(context, engine, importId)))) {
        output.say(translate('cli.undoWaits', { job }));
        output.tell({ type: 'result', job: undo, state: found.status, counts: found.counts });
        return exitCodes.done;
      }
      context.signal.throwIfAborted();
      await engine.undos.start({ importId });
      return tellEnds(context, engine, await workOn(context, engine, [undo], { waits: false }));
    };
  },
});

/** What would be done to how many contacts, and why the others stay. */
async function tellPreview(context: Context, engine: EngineClient, job: JobSnapshot): Promise<void> {
  const { lines, causes } = await outcomeOfJob(context, engine, job);
  printOutcome(context, lines);
  if (causes.length > 0) printCauses(context, causes);
  const { job: id, status, phase, counts } = job;
  context.output.tell({ type: 'state', job: id, state: status, phase, reason: null, counts, causes });
}

async function mayUndo(context: Context, engine: EngineClient, importId: number): Promise<boolean> {
  const counts = (await engine.undos.get({ importId }))?.counts ?? [];
  const planned = (asked: 'delete' | 'restore') =>
    counts.reduce((sum, { state, action, count }) => sum + (state === 'planned' && action === asked ? count : 0), 0);
  return confirm(context, 'cli.askUndo', { deleted: planned('delete'), restored: planned('restore') });
}
