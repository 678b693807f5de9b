import type { JobSnapshot } from '#shared/rpc/jobs.ts';
import { problemSentence } from '#shared/sentences/translate.ts';
import { exitCodes } from '../../exit-codes.ts';
import { logLine } from '../bar.ts';
import { type Context, defineCommand } from '../command.ts';
import { outcomeOfJob, printCauses, printOutcome, waysOnHints } from '../ending.ts';
import { watch } from '../follow.ts';
import { readJob } from '../job-code.ts';
import { printJobs } from '../job-list.ts';

export const showCommand = defineCommand({
  verb: 'show',
  operands: 'JOB',
  positionals: [1, 1],
  about: 'cli.about.show',
  options: { watch: { type: 'boolean', about: 'cli.option.watch' } },
  read: ({ values, positionals: [code = ''] }) => {
    const job = readJob(code);
    return async (context) => {
      const engine = await context.engine('shared');
      const first = await engine.jobs.get({ job });
      if (values.watch === true) await watch(context, engine, [job]);
      const now = values.watch === true ? await engine.jobs.get({ job }) : first;
      const { lines, causes, ways } = await outcomeOfJob(context, engine, now);
      printSnapshot(context, now);
      printOutcome(context, lines);
      if (causes.length > 0) printCauses(context, causes);
      for (const hint of waysOnHints(context, now, ways)) context.output.print(hint);
      const { status, ...facts } = now;
      context.output.tell({ type: 'result', state: status, ...facts, causes, ...(ways === null ? {} : { ways }) });
      return exitCodes.done;
    };
  },
});

function printSnapshot(context: Context, job: JobSnapshot): void {
  const { output, translate } = context;
  printJobs(context, [job]);
  output.print('');
  if (job.status === 'running') output.print(logLine(context, job));
  if (job.reason !== null) output.print(problemSentence(translate, job.reason));
}
