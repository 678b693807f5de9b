import { serviceNamed } from '#shared/accounts/named.ts';
import { type AudienceDefinition, audienceDefinitionSchema } from '#shared/audience/definition.ts';
import { readAudienceFile, rootOf } from '#shared/audience/file.ts';
import { ProblemError } from '#shared/problem.ts';
import type { EngineClient } from '#shared/rpc/contract.ts';
import { jobIdOf } from '#shared/rpc/errors.ts';
import { type ExitCode, exitCodes } from '../../exit-codes.ts';
import { accountOfEnvironment, chooseAccount } from '../account.ts';
import { type Context, defineCommand } from '../command.ts';
import { printCauses } from '../ending.ts';
import { orThrow, UsageError } from '../faults.ts';
import { readWords } from '../plan.ts';

/** Whom to write to, as a file says or as it was kept in the window: how many that is, and the list for a campaign. */
export const audienceCommand = defineCommand({
  verb: 'audience',
  operands: '[FILE.json|NAME]',
  positionals: [0, 1],
  about: 'cli.about.audience',
  options: {
    count: { type: 'boolean', about: 'cli.option.audienceCount' },
    name: { type: 'string', value: 'NAME', about: 'cli.option.audienceName' },
  },
  read: ({ values: { count: onlyCounts = false, name }, positionals: [wanted] }) => {
    if (wanted === undefined && (onlyCounts || name !== undefined)) throw new UsageError('cli.usage.audience');
    return async (context) => {
      const engine = await context.engine('shared');
      if (wanted === undefined) return list(context, engine);
      const found = /\.json$/i.test(wanted)
        ? { definition: await definitionIn(context, engine, wanted), name: wanted.replace(/^.*[\\/]|\.json$/gi, '') }
        : await savedAudience(context, engine, wanted);
      const isWorthwhile = await tellCount(context, engine, found.definition, onlyCounts);
      return isWorthwhile
        ? make(context, engine, { ...found, name: (name ?? found.name).slice(0, 200) })
        : exitCodes.done;
    };
  },
});

async function list({ output, translate }: Context, engine: EngineClient): Promise<ExitCode> {
  const all = await engine.audiences.saved();
  for (const { name, definition, savedAt } of all) {
    output.print(name);
    output.tell({ type: 'row', name, definition, savedAt });
  }
  if (all.length === 0) output.say(translate('cli.audience.none'));
  output.tell({ type: 'result', job: null, state: 'done', counts: { audiences: all.length } });
  return exitCodes.done;
}

/** One that was kept in the window, by its name. Problems: audienceUnknown. */
export async function savedAudience(context: Context, engine: EngineClient, wanted: string) {
  // Its account may be the one of the environment, whose token nobody keeps.
  await accountOfEnvironment(context, engine);
  const all = await engine.audiences.saved();
  const key = wanted.trim().toLowerCase();
  const found = all.find(({ name }) => name.toLowerCase() === key);
  if (found !== undefined) return found;
  throw new ProblemError({ kind: 'audienceUnknown', name: wanted, names: all.map(({ name }) => name).join(', ') });
}

async function definitionIn(context: Context, engine: EngineClient, path: string): Promise<AudienceDefinition> {
  const { service, who } = orThrow(readAudienceFile(await readWords({ path })));
  const account = await chooseAccount(context, engine);
  const accountId = account.id;
  const tags = (await engine.accounts.tags({ accountId })).map(({ id, label: name }) => ({ id, name }));
  const fields = await engine.accounts.customFields({ accountId });
  const definition = audienceDefinitionSchema.safeParse({
    accountId,
    serviceId: orThrow(serviceNamed(account.services, service)).id,
    root: orThrow(rootOf(who, { tags, fields })),
  });
  // Too deep, or of too many parts.
  if (!definition.success) throw new ProblemError({ kind: 'audienceFileWrong', place: 'who' });
  return definition.data;
}

/** Says how many are meant, and why some would be left out. False: that was all that was wanted. */
async function tellCount(
  context: Context,
  engine: EngineClient,
  definition: AudienceDefinition,
  onlyCounts: boolean,
): Promise<boolean> {
  const { output, translate, signal } = context;
  for await (const event of await engine.audiences.count({ definition }, { signal })) {
    if (event.type === 'reading') {
      output.tell({ ...event, type: 'progress', job: null });
      continue;
    }
    const { people, recipients, leftOut } = event;
    output.print(translate('cli.audience.counted', { people, recipients }));
    if (leftOut.length > 0) printCauses(context, leftOut);
    if (!onlyCounts) continue;
    output.tell({ type: 'result', job: null, state: 'done', counts: { people, recipients }, leftOut });
  }
  return !onlyCounts;
}

async function make(
  { output, translate, signal }: Context,
  engine: EngineClient,
  ask: { readonly definition: AudienceDefinition; readonly name: string },
): Promise<ExitCode> {
  const { definition, name } = ask;
  for await (const event of await engine.audiences.make({ definition, name }, { signal })) {
    if (event.type !== 'made') {
      output.tell({ ...event, type: 'progress', job: null });
      continue;
    }
    const job = jobIdOf.import(event.importId);
    output.print(translate('cli.audience.made', { job, name, count: event.people }));
    output.tell({ type: 'result', job, state: 'done', counts: { people: event.people }, name });
  }
  return exitCodes.done;
}
