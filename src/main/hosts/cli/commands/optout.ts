import { extname, resolve } from 'node:path';
import { accountNamed } from '#shared/accounts/named.ts';
import { formatPhone } from '#shared/phone/format.ts';
import { readSheetWishes, type SheetWishes } from '#shared/plan/import.ts';
import { ProblemError } from '#shared/problem.ts';
import type { EngineClient } from '#shared/rpc/contract.ts';
import { sheetFormatSchema } from '#shared/rpc/reports.ts';
import { type ExitCode, exitCodes } from '../../exit-codes.ts';
import { type Context, defineCommand } from '../command.ts';
import { orThrow, UsageError } from '../faults.ts';
import { watch } from '../follow.ts';
import { readNumber } from '../number.ts';
import { mappingOf, openSheet, sheetOptions, understandSheet } from '../sheet.ts';

export const optoutCommand = defineCommand({
  verb: 'optout',
  operands: 'list|add NUMBER|remove NUMBER|import FILE|export FILE',
  positionals: [1, 2],
  about: 'cli.about.optout',
  options: sheetOptions,
  read: ({ values, positionals: [action, subject] }) => {
    const wishes = orThrow(readSheetWishes(values));
    if (action === 'list' && subject === undefined) return list;
    if (subject === undefined) throw new UsageError('cli.usage.optout');
    if (action === 'add') return (context) => add(context, subject);
    if (action === 'remove') return (context) => remove(context, subject);
    if (action === 'import') return (context) => importAll(context, subject, wishes);
    if (action === 'export') return (context) => exportAll(context, subject);
    throw new UsageError('cli.usage.optout');
  },
});

const pageRows = 500;
const brazilian = { option: 'NUMBER', country: 'BR', area: null } as const;

/** The account that --account names, by its number; null where it names none. Problems: accountUnknown. */
async function accountId({ options }: Context, engine: EngineClient): Promise<number | null> {
  if (options.account === null) return null;
  return orThrow(accountNamed(await engine.accounts.list(), options.account)).id;
}

/** Those of an account, with the ones that hold for all of them; everybody where --account names none. */
async function list(context: Context): Promise<ExitCode> {
  const { output, translate } = context;
  const engine = await context.engine('shared');
  const ofAccount = await accountId(context, engine);
  let count = 0;
  for (let total = 1; count < total; ) {
    const page = await engine.optouts.list({ accountId: ofAccount, offset: count, limit: pageRows });
    if (page.optOuts.length === 0) break;
    total = page.total;
    count += page.optOuts.length;
    for (const { phone, accountId, addedAt, source, said } of page.optOuts) {
      // Of somebody whose data was erased, nothing is left to show.
      if (phone === '') continue;
      output.print(`${formatPhone(phone)}  ${translate(`cli.optoutBy.${source}`)}`);
      output.tell({ type: 'row', phone, accountId, addedAt, source, said });
    }
    await output.drained();
  }
  if (count === 0) output.say(translate('cli.noOptouts'));
  output.tell({ type: 'result', job: null, state: 'done', counts: { optOuts: count } });
  return exitCodes.done;
}

async function add(context: Context, number: string): Promise<ExitCode> {
  const { output, translate } = context;
  const digits = readNumber(number, brazilian);
  const engine = await context.engine('shared');
  // Without --account it is of all accounts: who says no means whoever writes.
  const ofAccount = (await accountId(context, engine)) ?? 0;
  const { skipped } = await engine.optouts.add({ number: `+${digits}`, accountId: ofAccount });
  output.say(translate('cli.optoutAdded', { count: skipped }));
  output.tell({ type: 'result', job: null, state: 'done', counts: { optOuts: 1, skipped } });
  return exitCodes.done;
}

async function remove(context: Context, number: string): Promise<ExitCode> {
  const { output, translate } = context;
  const digits = readNumber(number, brazilian);
  const engine = await context.engine('shared');
  const ofAccount = await accountId(context, engine);
  const { removed } = await engine.optouts.remove({ number: `+${digits}`, accountId: ofAccount });
  output.say(translate(removed ? 'cli.optoutRemoved' : 'cli.optoutAbsent'));
  output.tell({ type: 'result', job: null, state: 'done', counts: { removed: removed ? 1 : 0 } });
  return exitCodes.done;
}

/** Every number that a sheet holds. The sheet itself does not stay in the log. */
async function importAll(context: Context, file: string, wishes: SheetWishes): Promise<ExitCode> {
  const { output, translate } = context;
  const engine = await context.engine('shared');
  const ofAccount = (await accountId(context, engine)) ?? 0;
  const { detail, discard } = await openSheet(engine, { file, accountId: null, reading: wishes.reading });
  const isOver = context.atStop(discard);
  try {
    const mapping = mappingOf(detail, wishes.maps);
    if (!mapping.some(({ kind }) => kind === 'number')) throw new ProblemError({ kind: 'noNumberColumn' });
    const { id: importId } = detail;
    await understandSheet(context, engine, { importId, mapping, options: wishes.numbers, follow: watch });
    const { added, known, skipped, unreadable } = await engine.optouts.takeIn({ importId, accountId: ofAccount });
    output.print(translate('cli.optoutTaken', { added, known, skipped }));
    if (unreadable > 0) output.print(translate('cli.optoutUnreadable', { count: unreadable }));
    output.tell({
      type: 'result',
      job: null,
      state: 'done',
      counts: { optOuts: added + known, added, known, skipped, unreadable },
    });
    return unreadable > 0 ? exitCodes.rowsLeft : exitCodes.done;
  } finally {
    isOver();
    await discard();
  }
}

/** The register as a sheet: who, when, how it is known, in whose words. */
async function exportAll(context: Context, file: string): Promise<ExitCode> {
  const { output, translate, language } = context;
  const format = sheetFormatSchema.safeParse(extname(file).slice(1).toLowerCase());
  if (!format.success) throw new ProblemError({ kind: 'optionInvalid', option: 'FILE', value: file });
  const engine = await context.engine('shared');
  const ofAccount = await accountId(context, engine);
  const ask = { accountId: ofAccount, format: format.data, path: resolve(file), language };
  const written = await engine.optouts.export(ask);
  output.say(translate('cli.optoutExported', { count: written.rows }));
  output.print(translate('cli.reportAt', { path: written.path }));
  output.tell({ type: 'result', job: null, state: 'done', counts: { optOuts: written.rows }, path: written.path });
  return exitCodes.done;
}
