import { formatPhone } from '#shared/phone/format.ts';
import { ProblemError } from '#shared/problem.ts';
import type { EngineClient } from '#shared/rpc/contract.ts';
import { type ExitCode, exitCodes } from '../../exit-codes.ts';
import { type Context, defineCommand } from '../command.ts';
import { UsageError } from '../faults.ts';
import { watch } from '../follow.ts';
import { readNumber } from '../number.ts';
import { mappingOf, openSheet, readSheetOptions, type SheetWishes, sheetOptions, understandSheet } from '../sheet.ts';

export const optoutCommand = defineCommand({
  verb: 'optout',
  operands: 'list|add NUMBER|remove NUMBER|import FILE',
  positionals: [1, 2],
  about: 'cli.about.optout',
  options: sheetOptions,
  read: ({ values, positionals: [action, subject] }) => {
    const wishes = readSheetOptions(values);
    if (action === 'list' && subject === undefined) return list;
    if (subject === undefined) throw new UsageError('cli.usage.optout');
    if (action === 'add') return (context) => add(context, subject);
    if (action === 'remove') return (context) => remove(context, subject);
    if (action === 'import') return (context) => importAll(context, subject, wishes);
    throw new UsageError('cli.usage.optout');
  },
});

const pageRows = 500;
const brazilian = { option: 'NUMBER', country: 'BR', area: null } as const;

async function list(context: Context): Promise<ExitCode> {
  const { output, translate } = context;
  const engine = await context.engine('shared');
  let count = 0;
  for (let total = 1; count < total; ) {
    const page = await engine.optouts.list({ offset: count, limit: pageRows });
    if (page.optOuts.length === 0) break;
    total = page.total;
    count += page.optOuts.length;
    for (const { phone, addedAt, source } of page.optOuts) {
      output.print(`${formatPhone(phone)}  ${translate(`cli.optoutBy.${source}`)}`);
      output.tell({ type: 'row', phone, addedAt, source });
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
  const { skipped } = await engine.optouts.add({ number: `+${digits}` });
  output.say(translate('cli.optoutAdded', { count: skipped }));
  output.tell({ type: 'result', job: null, state: 'done', counts: { optOuts: 1, skipped } });
  return exitCodes.done;
}

async function remove(context: Context, number: string): Promise<ExitCode> {
  const { output, translate } = context;
  const digits = readNumber(number, brazilian);
  const engine = await context.engine('shared');
  const { removed } = await engine.optouts.remove({ number: `+${digits}` });
  output.say(translate(removed ? 'cli.optoutRemoved' : 'cli.optoutAbsent'));
  output.tell({ type: 'result', job: null, state: 'done', counts: { removed: removed ? 1 : 0 } });
  return exitCodes.done;
}

/** Every number that a sheet holds. The sheet itself does not stay in the log. */
async function importAll(context: Context, file: string, wishes: SheetWishes): Promise<ExitCode> {
  const { output, translate } = context;
  const engine = await context.engine('shared');
  const { detail, discard } = await openSheet(engine, { file, accountId: null, reading: wishes.reading });
  const isOver = context.atStop(discard);
  try {
    const mapping = mappingOf(detail, wishes.maps);
    if (!mapping.some(({ kind }) => kind === 'number')) throw new ProblemError({ kind: 'noNumberColumn' });
    const { id: importId } = detail;
    await understandSheet(context, engine, { importId, mapping, options: wishes.numbers, follow: watch });
    const counts = await addAll(context, engine, importId);
    output.print(translate('cli.optoutImported', { count: counts.optOuts }));
    if (counts.unreadable > 0) output.print(translate('cli.optoutUnreadable', { count: counts.unreadable }));
    output.tell({ type: 'result', job: null, state: 'done', counts });
    return counts.unreadable > 0 ? exitCodes.rowsLeft : exitCodes.done;
  } finally {
    isOver();
    await discard();
  }
}

async function addAll(
  { signal }: Context,
  engine: EngineClient,
  importId: number,
): Promise<{ readonly optOuts: number; readonly skipped: number; readonly unreadable: number }> {
  const counts = { optOuts: 0, skipped: 0, unreadable: 0 };
  for (let offset = 0, total = 1; offset < total; ) {
    const page = await engine.imports.rows({ importId, filter: {}, offset, limit: pageRows });
    if (page.rows.length === 0) break;
    total = page.total;
    offset += page.rows.length;
    for (const { phone, state } of page.rows) {
      signal.throwIfAborted();
      // The same person again, or known already: it is on the list, or will be by its first row.
      if (state === 'duplicate') continue;
      if (phone === null) counts.unreadable += 1;
      else {
        const { skipped } = await engine.optouts.add({ number: `+${phone}` });
        counts.optOuts += 1;
        counts.skipped += skipped;
      }
    }
  }
  return counts;
}
