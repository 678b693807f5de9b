import { exitCodes } from '../../exit-codes.ts';
import { jobsOfAccount } from '../account.ts';
import { defineCommand } from '../command.ts';
import { printJobs } from '../job-list.ts';

export const jobsCommand = defineCommand({
  verb: 'jobs',
  operands: '',
  positionals: [0, 0],
  about: 'cli.about.jobs',
  options: {},
  read: () => async (context) => {
    const { output, translate } = context;
    const engine = await context.engine('shared');
    const jobs = await jobsOfAccount(context, engine);
    if (jobs.length === 0) output.print(translate('cli.noJobs'));
    else printJobs(context, jobs);
    const counts: Record<string, number> = {};
    for (const { status, ...job } of jobs) {
      counts[status] = (counts[status] ?? 0) + 1;
      output.tell({ type: 'state', state: status, ...job });
    }
    output.tell({ type: 'result', job: null, state: 'done', counts });
    return exitCodes.done;
  },
});
