import { exitCodes } from '../../exit-codes.ts';
import { defineCommand } from '../command.ts';
import { watch } from '../follow.ts';
import { readJob } from '../job-code.ts';
import { tellState } from '../job-list.ts';

export const cancelCommand = defineCommand({
  verb: 'cancel',
  operands: 'JOB',
  positionals: [1, 1],
  about: 'cli.about.cancel',
  options: {},
  read: ({ positionals: [code = ''] }) => {
    const job = readJob(code);
    return async (context) => {
      const engine = await context.engine('shared');
      const asked = await engine.jobs.cancel({ job });
      // What is under way comes to its end first.
      const ended = asked.status === 'running' ? await watch(context, engine, [job]) : [];
      tellState(context, ended[0] ?? asked);
      return exitCodes.done;
    };
  },
});
