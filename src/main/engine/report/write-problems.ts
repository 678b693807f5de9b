import { setImmediate as letOthersRun } from 'node:timers/promises';
import type { StoredImport } from '#main/store/imports.ts';
import type { StoredRow } from '#main/store/rows.ts';
import type { Store } from '#main/store/store.ts';
import { writeReport } from '#main/tabular/write.ts';
import type { Clock } from '#shared/clock.ts';
import { isProblemRow } from '#shared/corrections/problem-rows.ts';
import { formatRowCode } from '#shared/corrections/row-code.ts';
import type { Problem } from '#shared/problem.ts';
import { err, ok, type Result } from '#shared/result.ts';
import { jobIdOf } from '#shared/rpc/errors.ts';
import type { SheetFormat } from '#shared/rpc/reports.ts';
import type { Language } from '#shared/sentences/languages.ts';
import { ownPlace } from './place.ts';
import { type Words, wordsOf } from './words.ts';

/** Rows read at once: most of them are in order, and only looked at. */
const pageRows = 500;

interface Deps {
  readonly store: Pick<Store, 'rows' | 'imports'>;
  readonly clock: Pick<Clock, 'now'>;
  /** Files without a path of their own go to `reports` in it. */
  readonly dataFolder: string;
}

/**
 * The rows with which something is wrong as the sheet that they came from: its columns in their order, its cells as the
 * user has them now, then why, and where the row came from, by which it is known again when the file is imported.
 * Problems: jobUnknown, reportNotWritten, diskFull.
 */
export async function writeProblems(
  deps: Deps,
  wish: {
    readonly importId: number;
    readonly format: SheetFormat;
    /** Absolute; null for a place in the data folder. */
    readonly path: string | null;
    readonly language: Language;
    readonly signal?: AbortSignal;
  },
): Promise<Result<{ readonly path: string; readonly rows: number }, Problem>> {
  const { importId, format, signal } = wish;
  const job = jobIdOf.import(importId);
  const source = deps.store.imports.find(importId);
  if (source === null) return err({ kind: 'jobUnknown', job });
  const words = wordsOf(wish.language, undefined);
  const name = `${words.translate('cli.problems.file')} ${source.fileName}`;
  const place =
    wish.path === null ? ownPlace(deps.dataFolder, { job, name, format, nowMs: deps.clock.now() }) : ok(wish.path);
  if (!place.ok) return place;

  const columns = ownColumns(source);
  const header = source.findings?.header ?? [];
  const nameOf = (column: number) =>
    header[column]?.trim() || words.translate('cli.problems.column', { position: column + 1 });
  const written = await writeReport(
    place.value,
    {
      title: name,
      columns: [...columns.map(nameOf), words.translate('cli.problems.reason'), words.translate('cli.problems.row')],
      rows: lines(deps.store, { source, words, columns }),
    },
    { format, ...(signal === undefined ? {} : { signal }) },
  );
  return written.ok ? ok({ path: place.value, rows: written.value.rows }) : written;
}

/** The columns of the sheet; of corrections not those that were added to it, which are made anew. */
function ownColumns({ findings, corrections }: StoredImport): readonly number[] {
  const columns = (findings?.header ?? []).map((_, column) => column);
  if (corrections === null) return columns;
  return columns.filter((column) => column !== corrections.codeColumn && column !== corrections.reasonColumn);
}

async function* lines(
  store: Deps['store'],
  sheet: { readonly source: StoredImport; readonly words: Words; readonly columns: readonly number[] },
): AsyncGenerator<readonly string[]> {
  const { source, words, columns } = sheet;
  const width = source.findings?.header.length ?? 0;
  let rowNo = 0;
  while (true) {
    const rows = store.rows.after(source.id, rowNo, pageRows);
    const last = rows.at(-1);
    if (last === undefined) return;
    for (const row of rows) {
      if (!isProblemRow({ state: row.state, problem: row.problem?.kind ?? null })) continue;
      yield [
        ...columns.map((column) => row.cells[column] ?? ''),
        reasonOf(source, row, words),
        formatRowCode({ importId: source.id, createdAt: source.createdAt }, row),
        // What a row has beyond its header stands behind everything else, and moves nothing.
        ...row.cells.slice(width),
      ];
    }
    rowNo = last.rowNo;
    await letOthersRun();
  }
}

/** A row that nobody corrected has the reason that it had. */
function reasonOf({ corrections }: StoredImport, row: StoredRow, words: Words): string {
  const before = corrections?.reasonColumn == null ? '' : (row.cells[corrections.reasonColumn] ?? '');
  if (row.problem?.kind === 'notCorrected' && before !== '') return before;
  return row.problem === null ? words.translate(`state.row.${row.state}.label`) : words.problem(row.problem);
}
