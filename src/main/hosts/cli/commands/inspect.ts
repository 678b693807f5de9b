import { importPlan, importSetupOf } from '#shared/mapping/plan.ts';
import { formatTarget } from '#shared/mapping/target.ts';
import { readSheetWishes } from '#shared/plan/import.ts';
import { wholePlan } from '#shared/plan/write.ts';
import type { ImportDetail } from '#shared/rpc/imports.ts';
import { problemSentence } from '#shared/sentences/translate.ts';
import { doubtful } from '#shared/tabular/table.ts';
import { exitCodes } from '../../exit-codes.ts';
import { type Context, defineCommand } from '../command.ts';
import { importLines, outcomeOfImport, printCauses, printOutcome } from '../ending.ts';
import { orThrow } from '../faults.ts';
import { watch } from '../follow.ts';
import { mappingLines, mappingOf, openSheet, sheetOptions, understandSheet } from '../sheet.ts';

export const inspectCommand = defineCommand({
  verb: 'inspect',
  operands: 'FILE',
  positionals: [1, 1],
  about: 'cli.about.inspect',
  options: { ...sheetOptions, plan: { type: 'boolean', about: 'cli.option.plan' } },
  read: ({ values, positionals: [file = ''] }) => {
    const { maps, reading, numbers } = orThrow(readSheetWishes(values));
    return async (context) => {
      const engine = await context.engine('shared');
      const { detail, discard } = await openSheet(engine, { file, accountId: null, reading });
      const isOver = context.atStop(discard);
      try {
        const mapping = mappingOf(detail, maps);
        const hasNumber = mapping.some(({ kind }) => kind === 'number');
        const { id: importId } = detail;
        const read = await understandSheet(context, engine, { importId, mapping, options: numbers, follow: watch });
        const { causes } = await outcomeOfImport(context, engine, importId);
        const plan = planOf(read);
        if (values.plan === true) {
          context.output.print(plan.trimEnd());
          context.output.tell({ type: 'result', job: null, state: 'done', counts: countsOf(read), plan });
          return exitCodes.done;
        }
        printFindings(context, read);
        for (const line of mappingLines(context, read, mapping)) context.output.print(line);
        printHead(context, read);
        if (hasNumber) printOutcome(context, importLines(context, read.counts));
        if (causes.length > 0) printCauses(context, causes);
        const missing = read.missing.filter(({ kind }) => kind === 'noNumberColumn');
        for (const problem of missing) context.output.print(problemSentence(context.translate, problem));
        context.output.tell({
          type: 'result',
          job: null,
          state: 'done',
          counts: countsOf(read),
          file: read.fileName,
          rows: read.rows,
          findings: read.findings,
          mended: read.mended,
          mapping: (read.findings?.header ?? []).map((column, i) => ({
            column,
            target: mapping[i] === undefined ? 'skip' : formatTarget(mapping[i]),
            guess: read.guesses[i] ?? null,
          })),
          problems: causes,
          missing,
        });
        return exitCodes.done;
      } finally {
        isOver();
        await discard();
      }
    };
  },
});

/** As `malote run` takes it. Of an account nothing is known here. */
const planOf = (read: ImportDetail): string =>
  wholePlan(importPlan(importSetupOf(read, { account: null, department: null })), null, 0);

function countsOf({ counts }: ImportDetail): Readonly<Record<string, number>> {
  const sums: Record<string, number> = {};
  for (const { state, count } of counts) sums[state] = (sums[state] ?? 0) + count;
  return sums;
}

function printFindings(
  { output, translate, language }: Context,
  { findings, fileName, fileBytes, rows }: ImportDetail,
): void {
  if (findings === null) return;
  const { dialect, certainty, sheets } = findings;
  const numbers = new Intl.NumberFormat(language, { maximumFractionDigits: 1 });
  const look = (sure: number) => (sure < doubtful ? ` (${translate('cli.lookAtIt')})` : '');
  const lines: (readonly [string, string])[] = [
    [translate('cli.fact.file'), `${fileName} (${numbers.format(fileBytes / 1024)} KB)`],
    [translate('cli.fact.rows'), numbers.format(rows)],
  ];
  if (dialect.format === 'text') {
    lines.push([translate('cli.fact.encoding'), `${dialect.encoding}${look(certainty.encoding)}`]);
    const delimiter = dialect.delimiter === '\t' ? 'tab' : dialect.delimiter;
    lines.push([translate('cli.fact.delimiter'), `${delimiter}${look(certainty.delimiter)}`]);
  } else if (sheets.length > 0) {
    lines.push([translate('cli.fact.sheet'), dialect.sheet]);
    lines.push([translate('cli.fact.sheets'), sheets.join(', ')]);
  }
  const first = dialect.headerLines === 2 ? `${numbers.format(dialect.headerRow)}–` : '';
  const header = dialect.headerRow < 0 ? translate('cli.noHeader') : `${first}${numbers.format(dialect.headerRow + 1)}`;
  lines.push([translate('cli.fact.header'), `${header}${look(certainty.header)}`]);
  output.printTable([{ title: translate('cli.column.found') }, { title: '', most: 200 }], lines);
  output.print('');
}

const headRows = 5;

function printHead({ output }: Context, { findings }: ImportDetail): void {
  if (findings === null || findings.head.length === 0) return;
  output.print('');
  output.printTable(
    findings.header.map((title, i) => ({ title: title.trim() === '' ? `#${i + 1}` : title, most: 24 })),
    findings.head.slice(0, headRows),
  );
  output.print('');
}
