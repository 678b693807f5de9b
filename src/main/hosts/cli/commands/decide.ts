import { z } from 'zod';
import { ProblemError } from '#shared/problem.ts';
import type { EngineClient } from '#shared/rpc/contract.ts';
import type { JobId } from '#shared/rpc/errors.ts';
import { exitCodes } from '../../exit-codes.ts';
import { accountOfEnvironment } from '../account.ts';
import { defineCommand, type Task } from '../command.ts';
import { tellEnds } from '../ending.ts';
import { orInvalid, UsageError } from '../faults.ts';
import { workOn } from '../follow.ts';
import { campaignNumber, readJob } from '../job-code.ts';
import { tellState } from '../job-list.ts';

const decisionSchema = z.enum(['sent', 'send', 'drop']);
const actionDecisionSchema = z.enum(['done', 'again']);
const lineSchema = z.coerce.number().int().positive();
const pageRows = 500;

/** A person's word on messages of which the account could not tell what became of them: all that are held, or one. */
export const decideCommand = defineCommand({
  verb: 'decide',
  operands: 'JOB',
  positionals: [1, 1],
  about: 'cli.about.decide',
  options: {
    as: { type: 'string', value: 'sent|send|drop|done|again', about: 'cli.option.as' },
    line: { type: 'string', value: 'N', about: 'cli.option.line' },
    wait: { type: 'boolean', about: 'cli.option.wait' },
  },
  read: ({ values, positionals: [code = ''] }) => {
    const job = readJob(code);
    if (values.as === undefined) throw new UsageError('cli.usage.optionMissing', { option: '--as' });
    if (job.startsWith('a')) return decideAction(job, values.as);
    const campaignId = campaignNumber(job);
    const decision = orInvalid(decisionSchema.safeParse(values.as).data ?? null, '--as', values.as);
    const line =
      values.line === undefined
        ? null
        : orInvalid(lineSchema.safeParse(values.line).data ?? null, '--line', values.line);
    return async (context) => {
      const { output, translate } = context;
      const engine = await context.engine('shared');
      await accountOfEnvironment(context, engine);
      const deliveryId = line === null ? null : await heldOnLine(engine, campaignId, line);
      const { decided } = await engine.campaigns.decide({ campaignId, deliveryId, decision });
      if (decided === 0) {
        output.say(translate('cli.nothingHeld', { job }));
        tellState(context, await engine.jobs.get({ job }));
        return exitCodes.done;
      }
      output.say(translate('cli.decided', { count: decided }));
      return tellEnds(context, engine, await workOn(context, engine, [job], { waits: values.wait === true }));
    };
  },
});

/** A person's word on all contacts of a bulk action of which nobody can tell whether it was done to them. */
function decideAction(job: JobId, given: string): Task {
  const as = orInvalid(actionDecisionSchema.safeParse(given).data ?? null, '--as', given);
  return async (context) => {
    const { output, translate } = context;
    const engine = await context.engine('shared');
    await accountOfEnvironment(context, engine);
    const { decided } = await engine.actions.decide({ actionId: Number(job.slice(1)), as });
    if (decided === 0) {
      output.say(translate('cli.action.nothingHeld', { job }));
      tellState(context, await engine.jobs.get({ job }));
      return exitCodes.done;
    }
    output.say(translate('cli.action.decided', { count: decided }));
    return tellEnds(context, engine, await workOn(context, engine, [job], { waits: false }));
  };
}

/** The held message to the person of a line of the sheet. Throws optionInvalid where there is none. */
async function heldOnLine(engine: EngineClient, campaignId: number, line: number): Promise<number> {
  for (let offset = 0, total = 1; offset < total; offset += pageRows) {
    const page = await engine.campaigns.rows({ campaignId, filter: { states: ['held'] }, offset, limit: pageRows });
    total = page.total;
    const found = page.rows.find((row) => row.line === line);
    if (found !== undefined) return found.id;
  }
  throw new ProblemError({ kind: 'optionInvalid', option: '--line', value: String(line) });
}
