import { basename, resolve } from 'node:path';
import type { Mapping } from '#shared/mapping/mapping.ts';
import { formatTarget } from '#shared/mapping/target.ts';
import { mappingOfWishes, type SheetWishes } from '#shared/plan/import.ts';
import { ProblemError } from '#shared/problem.ts';
import type { EngineClient } from '#shared/rpc/contract.ts';
import { jobIdOf } from '#shared/rpc/errors.ts';
import type { ImportDetail, ImportOptions } from '#shared/rpc/imports.ts';
import type { JobSnapshot } from '#shared/rpc/jobs.ts';
import { linesToName } from '#shared/tabular/mended.ts';
import type { OptionSpecs } from './args.ts';
import type { Context } from './command.ts';
import type { watch } from './follow.ts';
import { tableLines } from './table.ts';

/** How a sheet is to be read, for every command that reads one. */
export const sheetOptions = {
  map: { type: 'string', multiple: true, value: "'COLUMN=TARGET'", about: 'cli.option.map' },
  'default-area': { type: 'string', value: 'DDD', about: 'cli.option.defaultArea' },
  country: { type: 'string', value: 'BR', about: 'cli.option.country' },
  sheet: { type: 'string', value: 'NAME', about: 'cli.option.sheet' },
  encoding: { type: 'string', value: 'NAME', about: 'cli.option.encoding' },
  delimiter: { type: 'string', value: "';'", about: 'cli.option.delimiter' },
} as const satisfies OptionSpecs;

/** A sheet that is being read: understood so far that its columns are known. */
interface OpenedSheet {
  readonly detail: ImportDetail;
  /** Takes it out of the log again. */
  readonly discard: () => Promise<void>;
}

/** Starts reading a sheet, and answers when its columns are understood. Problems: all of the file. */
export async function openSheet(
  engine: EngineClient,
  sheet: { readonly file: string; readonly accountId: number | null; readonly reading: SheetWishes['reading'] },
): Promise<OpenedSheet> {
  const { file, accountId, reading } = sheet;
  const { importId } = await engine.imports.stage({
    path: resolve(file),
    fileName: basename(file),
    accountId,
    ...reading,
  });
  return {
    detail: await engine.imports.get({ importId }),
    discard: async () => {
      await engine.imports.discard({ importId });
    },
  };
}

/** What the columns are for. Problems: columnUnknown, targetUnknown, optionInvalid. */
export function mappingOf(detail: ImportDetail, maps: readonly string[], columnRules: readonly string[] = []): Mapping {
  const { mapping, problems } = mappingOfWishes(detail, { maps, columnRules });
  const [first] = problems;
  if (first !== undefined) throw new ProblemError(first);
  return mapping;
}

/** Each column and what it is for, as words to people. */
export function mappingLines(
  { translate, language }: Context,
  detail: ImportDetail,
  mapping: Mapping,
): readonly string[] {
  const percent = new Intl.NumberFormat(language, { style: 'percent' });
  const header = detail.findings?.header ?? [];
  return tableLines(
    [
      { title: translate('cli.column.column'), most: 40 },
      { title: translate('cli.column.target'), most: 40 },
      { title: translate('cli.column.certainty'), align: 'right' },
    ],
    header.map((name, i) => {
      const target = mapping[i];
      const guess = detail.guesses[i];
      if (target === undefined) return [name];
      const isGuess = guess !== undefined && formatTarget(guess.target) === formatTarget(target);
      const certainty = isGuess ? percent.format(guess.certainty) : translate('cli.chosen');
      return [name.trim() === '' ? `#${i + 1}` : name, formatTarget(target), certainty];
    }),
  );
}

/**
 * Sets what the columns are for and reads the sheet to its end, with progress. Answers with the numbers understood;
 * throws the problem that kept the sheet from being read whole.
 */
export async function understandSheet(
  context: Context,
  engine: EngineClient,
  sheet: {
    readonly importId: number;
    readonly mapping: Mapping;
    readonly options: Partial<ImportOptions>;
    /** `watch` where the sheet is read for the moment only. */
    readonly follow: typeof watch;
  },
): Promise<ImportDetail> {
  const { importId, mapping, options, follow } = sheet;
  await engine.imports.configure({ importId, mapping: [...mapping], options });
  throwIfStopped(await follow(context, engine, [jobIdOf.import(importId)]));
  const read = await engine.imports.get({ importId });
  for (const line of [...correctionsLines(context, read), ...mendedLines(context, read)]) context.output.say(line);
  return read;
}

/** What a sheet of problems that came back corrects, and how much of it was corrected. */
function correctionsLines({ translate }: Context, { corrections }: ImportDetail): readonly string[] {
  if (corrections === null) return [];
  const { fileName: name, corrected, rows: total } = corrections;
  return [translate('cli.corrections', { name, corrected: corrected ?? 0, total })];
}

/** Lines that did not come in order, as a sentence for each kind. */
function mendedLines({ translate }: Context, { mended }: ImportDetail): readonly string[] {
  const { letters, quotes } = mended;
  return [
    ...(letters.count > 0 ? [translate('cli.mendedLetters', linesToName(letters))] : []),
    ...(quotes.count > 0 ? [translate('cli.mendedQuotes', linesToName(quotes))] : []),
  ];
}

/** A stage that came to rest before its end has a reason, which is the command's problem. */
export function throwIfStopped(jobs: readonly JobSnapshot[]): void {
  for (const { status, reason } of jobs) {
    const isStopped = status === 'paused' || status === 'failed' || status === 'cancelled';
    if (isStopped) throw new ProblemError(reason ?? { kind: 'interrupted' });
  }
}
