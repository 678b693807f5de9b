import { exitCodes } from '../../exit-codes.ts';
import { defineCommand } from '../command.ts';
import { readJob } from '../job-code.ts';
import { tellState } from '../job-list.ts';

export const pauseCommand = defineCommand({
  verb: 'pause',
  operands: 'JOB',
  positionals: [1, 1],
  about: 'cli.about.pause',
  options: {},
  read: ({ positionals: [code = ''] }) => {
    const job = readJob(code);
    return async (context) => {
      const engine = await context.engine('shared');
      const now = await engine.jobs.get({ job });
      // What is paused already (its process was closed) need not be paused again.
      tellState(context, now.status === 'paused' ? now : await engine.jobs.pause({ job }));
      return exitCodes.done;
    };
  },
});
