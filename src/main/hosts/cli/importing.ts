import { type ImportPlace, type ImportWishes, optionsOfWishes } from '#shared/plan/import.ts';
import { ProblemError } from '#shared/problem.ts';
import type { EngineClient } from '#shared/rpc/contract.ts';
import { type JobId, jobIdOf } from '#shared/rpc/errors.ts';
import type { ImportDetail } from '#shared/rpc/imports.ts';
import type { JobSnapshot } from '#shared/rpc/jobs.ts';
import type { Context } from './command.ts';
import { confirm } from './confirm.ts';
import { importLines, printOutcome } from './ending.ts';
import { UsageError } from './faults.ts';
import { workOn } from './follow.ts';
import { mappingLines, mappingOf, openSheet, throwIfStopped, understandSheet } from './sheet.ts';

const toItsRest = (context: Context, engine: EngineClient, jobs: readonly JobId[]): Promise<readonly JobSnapshot[]> =>
  workOn(context, engine, jobs, { waits: false });

/**
 * Reads a sheet into the log, its columns understood and its numbers checked on the account: all of an import that has
 * no effect. A sheet whose columns can't be understood is taken out again. Problems: of the file, of the columns and
 * of the account.
 */
export async function prepareImport(
  context: Context,
  engine: EngineClient,
  sheet: {
    readonly file: string;
    readonly place: ImportPlace;
    readonly wishes: ImportWishes;
    /** Hears of the import as soon as it is there. */
    readonly onOpened?: (importId: number) => Promise<void>;
    /** Hears of it once its cells are read, and before the account is asked; what it throws takes the import out again. */
    readonly onUnderstood?: (importId: number) => Promise<void>;
  },
): Promise<ImportDetail> {
  const { output, translate } = context;
  const { file, place, wishes } = sheet;
  const { accountId } = place;
  const { detail, discard } = await openSheet(engine, { file, accountId, reading: wishes.sheet.reading });
  const importId = detail.id;
  await sheet.onOpened?.(importId);
  output.say(translate('cli.importMade', { job: jobIdOf.import(importId), name: detail.fileName }));
  const mapping = await orDiscard(discard, async () => {
    const understood = mappingOf(detail, wishes.sheet.maps, wishes.columnRules);
    for (const line of mappingLines(context, detail, understood)) output.say(line);
    if (!understood.some(({ kind }) => kind === 'number')) throw new ProblemError({ kind: 'noNumberColumn' });
    return understood;
  });
  const options = optionsOfWishes(wishes, place, { corrects: detail.corrections !== null });
  const read = await understandSheet(context, engine, { importId, mapping, options, follow: toItsRest });
  await orDiscard(discard, async () => sheet.onUnderstood?.(importId));
  return checkNumbers(context, engine, read);
}

/** Asks the account about the numbers of an import that is under review. Problems: what is missing still. */
export async function checkNumbers(context: Context, engine: EngineClient, read: ImportDetail): Promise<ImportDetail> {
  const [missing] = read.missing;
  if (missing !== undefined) throw new ProblemError(missing);
  const importId = read.id;
  context.signal.throwIfAborted();
  await engine.imports.check({ importId });
  throwIfStopped(await toItsRest(context, engine, [jobIdOf.import(importId)]));
  return engine.imports.get({ importId });
}

/** Creates what the plan says, and follows it to its rest. */
export async function createContacts(
  context: Context,
  engine: EngineClient,
  importId: number,
): Promise<readonly JobSnapshot[]> {
  // Told to stop in the last moment: nothing is begun any more.
  context.signal.throwIfAborted();
  await engine.imports.create({ importId });
  return toItsRest(context, engine, [jobIdOf.import(importId)]);
}

/** Whether contacts may be created: --yes, or the answer of whoever sits there. To be asked before anything is done. */
export function mayCreate({ options, console }: Context): 'yes' | 'ask' {
  if (options.yes) return 'yes';
  if (!console.isInteractive) throw new UsageError('cli.usage.yesMissing');
  return 'ask';
}

/** Says what creating is about to do, with its numbers, and asks where it has to. */
export async function tellPlan(
  context: Context,
  engine: EngineClient,
  { detail, mustAsk }: { readonly detail: ImportDetail; readonly mustAsk: boolean },
): Promise<boolean> {
  const { output, translate } = context;
  const { accountName, status } = await engine.jobs.get({ job: jobIdOf.import(detail.id) });
  const plan = await engine.imports.plan({ importId: detail.id });
  const { contacts, unverified, leftOut } = plan;
  printOutcome(context, importLines(context, detail.counts));
  output.print('');
  output.print(translate('cli.plan.contacts', { count: contacts, account: accountName }));
  if (unverified > 0) output.print(translate('cli.plan.unverified', { count: unverified }));
  if (leftOut > 0) output.print(translate('cli.plan.leftOut', { count: leftOut }));
  if (plan.newTags.length > 0) output.print(translate('cli.plan.newTags', { names: plan.newTags.join(', ') }));
  if (plan.newFields.length > 0) output.print(translate('cli.plan.newFields', { names: plan.newFields.join(', ') }));
  const { phase, id } = detail;
  output.tell({ type: 'state', job: jobIdOf.import(id), state: status, phase, reason: null, plan });
  return !mustAsk || (await confirm(context, 'cli.askCreate'));
}

/** An import that waits as it is: its rows can be looked at, and it can be gone on with. */
export async function leaveWaiting(
  { output, translate }: Context,
  engine: EngineClient,
  { job, sentence }: { readonly job: JobId; readonly sentence: 'cli.dryRunOver' | 'cli.nothingCreated' },
): Promise<void> {
  const { status, counts } = await engine.jobs.get({ job });
  output.say(translate(sentence, { job }));
  output.tell({ type: 'result', job, state: status, counts });
}

async function orDiscard<T>(discard: () => Promise<void>, work: () => Promise<T>): Promise<T> {
  try {
    return await work();
  } catch (error) {
    await discard();
    throw error;
  }
}
