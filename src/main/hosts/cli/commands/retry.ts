import { exitCodes } from '../../exit-codes.ts';
import { accountOfEnvironment } from '../account.ts';
import { defineCommand } from '../command.ts';
import { tellEnds } from '../ending.ts';
import { workOn } from '../follow.ts';
import { readJob } from '../job-code.ts';
import { tellState } from '../job-list.ts';

export const retryCommand = defineCommand({
  verb: 'retry',
  operands: 'JOB',
  positionals: [1, 1],
  about: 'cli.about.retry',
  options: { wait: { type: 'boolean', about: 'cli.option.wait' } },
  read: ({ values, positionals: [code = ''] }) => {
    const job = readJob(code);
    return async (context) => {
      const engine = await context.engine('shared');
      await accountOfEnvironment(context, engine);
      const { retried } = await engine.jobs.retry({ job });
      if (retried === 0) {
        context.output.say(context.translate('cli.nothingToRetry', { job }));
        tellState(context, await engine.jobs.get({ job }));
        return exitCodes.done;
      }
      context.output.say(context.translate('cli.retried', { count: retried }));
      return tellEnds(context, engine, await workOn(context, engine, [job], { waits: values.wait === true }));
    };
  },
});
