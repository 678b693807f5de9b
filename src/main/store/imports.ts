import { z } from 'zod';
import { type Corrections, correctionsSchema } from '#shared/corrections/corrections.ts';
import { type Guess, guessSchema, type Mapping, mappingSchema } from '#shared/mapping/mapping.ts';
import type { Problem } from '#shared/problem.ts';
import { type ImportOptions, type ImportPhase, importOptionsSchema, importPhaseSchema } from '#shared/rpc/imports.ts';
import { type JobStatus, jobStatusSchema } from '#shared/rpc/jobs.ts';
import { type Mended, mendedNowhere, mendedSchema } from '#shared/tabular/mended.ts';
import { type Findings, findingsSchema } from '#shared/tabular/table.ts';
import { type Db, expectOne } from './database.ts';
import { parseProblemJson, problemJson } from './problems.ts';

export interface StoredImport {
  readonly id: number;
  /** A *list* are people whom Malote chose from elsewhere: it is complete from the start, and no job. */
  readonly kind: 'sheet' | 'list';
  readonly accountId: number | null;
  readonly path: string;
  readonly fileName: string;
  readonly fileBytes: number;
  readonly findings: Findings | null;
  readonly guesses: readonly Guess[];
  readonly mapping: Mapping;
  /** What it corrects, where it is a sheet of problems that came back. */
  readonly corrections: Corrections | null;
  readonly options: ImportOptions;
  readonly phase: ImportPhase;
  readonly status: JobStatus;
  readonly reason: Problem | null;
  readonly rowTotal: number;
  readonly bytesRead: number;
  /** In the rows that are staged. */
  readonly mended: Mended;
  readonly normalisedTo: number;
  readonly createdAt: number;
  readonly finishedAt: number | null;
}

interface ImportRow {
  id: number;
  kind: string;
  account_id: number | null;
  path: string;
  file_name: string;
  file_bytes: number;
  findings: string | null;
  guesses: string;
  mapping: string;
  corrections: string | null;
  options: string;
  phase: string;
  status: string;
  reason: string | null;
  row_total: number;
  bytes_read: number;
  mended: string | null;
  normalised_to: number;
  created_at: number;
  finished_at: number | null;
}

/** Sheets that are looked at again and again, page by page. */
const mostRemembered = 8;

/**
 * Reads JSON, and gives the same value for the same text: what a sheet is like is asked for with each page of its rows, and
 * takes longer to read than they do. Nobody changes what is given.
 */
function remembering<T>(read: (json: string) => T): (json: string) => T {
  const known = new Map<string, T>();
  return (json) => {
    const found = known.get(json);
    if (found !== undefined) return found;
    const value = read(json);
    if (known.size >= mostRemembered) known.clear();
    known.set(json, value);
    return value;
  };
}

const readFindings = remembering((json) => findingsSchema.parse(JSON.parse(json)));
const readGuesses = remembering((json) => z.array(guessSchema).parse(JSON.parse(json)));
const readMapping = remembering((json) => mappingSchema.parse(JSON.parse(json)));
const readOptions = remembering((json) => importOptionsSchema.parse(JSON.parse(json)));

const toImport = (row: ImportRow): StoredImport => ({
  id: row.id,
  kind: row.kind === 'list' ? 'list' : 'sheet',
  accountId: row.account_id,
  path: row.path,
  fileName: row.file_name,
  fileBytes: row.file_bytes,
  findings: row.findings === null ? null : readFindings(row.findings),
  guesses: readGuesses(row.guesses),
  mapping: readMapping(row.mapping),
  corrections: row.corrections === null ? null : correctionsSchema.parse(JSON.parse(row.corrections)),
  options: readOptions(row.options),
  phase: importPhaseSchema.parse(row.phase),
  status: jobStatusSchema.parse(row.status),
  reason: parseProblemJson(row.reason),
  rowTotal: row.row_total,
  bytesRead: row.bytes_read,
  mended: row.mended === null ? mendedNowhere : mendedSchema.parse(JSON.parse(row.mended)),
  normalisedTo: row.normalised_to,
  createdAt: row.created_at,
  finishedAt: row.finished_at,
});

const columns = `id, kind, account_id, path, file_name, file_bytes, findings, guesses, mapping, corrections, options, phase, status, reason,
  row_total, bytes_read, mended, normalised_to, created_at, finished_at`;

export function createImports(db: Db) {
  const byId = db.prepare<[number], ImportRow>(`SELECT ${columns} FROM imports WHERE id = ?`);
  const list = db.prepare<[], ImportRow>(`SELECT ${columns} FROM imports WHERE kind = 'sheet' ORDER BY id DESC`);
  const insert = db.prepare(
    `INSERT INTO imports (account_id, path, file_name, file_bytes, options, phase, status, created_at)
     VALUES (@accountId, @path, @fileName, @fileBytes, @options, 'stage', 'running', @nowMs)`,
  );
  const insertList = db.prepare(
    `INSERT INTO imports (kind, account_id, path, file_name, file_bytes, findings, guesses, mapping, options, phase, status,
       created_at)
     VALUES ('list', @accountId, '', @name, 0, @findings, '[]', @mapping, @options, 'create', 'paused', @nowMs)`,
  );
  const completeList = db.prepare(
    `UPDATE imports SET phase = 'done', status = 'done', row_total = @rowTotal, normalised_to = @rowTotal, finished_at = @nowMs
     WHERE id = @id AND kind = 'list'`,
  );
  const saveFindings = db.prepare(
    `UPDATE imports SET findings = @findings, guesses = @guesses, mapping = @mapping, signature = @signature,
       corrections = @corrections WHERE id = @id`,
  );
  const mappingOfShape = db.prepare<[string, number], { mapping: string }>(
    `SELECT mapping FROM imports WHERE signature = ? AND id <> ? AND phase IN ('create', 'done') ORDER BY id DESC LIMIT 1`,
  );
  const restart = db.prepare(
    "UPDATE imports SET phase = 'stage', status = 'running', reason = NULL, row_total = 0, bytes_read = 0, mended = NULL, normalised_to = 0 WHERE id = ?",
  );
  const saveStaged = db.prepare(
    'UPDATE imports SET row_total = @rowTotal, bytes_read = @bytesRead, mended = @mended WHERE id = @id',
  );
  const configure = db.prepare(
    'UPDATE imports SET mapping = @mapping, options = @options, account_id = @accountId WHERE id = @id',
  );
  const saveNormalisedTo = db.prepare('UPDATE imports SET normalised_to = @rowNo WHERE id = @id');
  const move = db.prepare(
    'UPDATE imports SET phase = @phase, status = @status, reason = @reason, finished_at = @finishedAt WHERE id = @id',
  );
  const interruptAll = db.prepare("UPDATE imports SET status = 'paused', reason = ? WHERE status = 'running'");
  const remove = db.prepare('DELETE FROM imports WHERE id = ?');

  const find = (id: number): StoredImport | null => {
    const row = byId.get(id);
    return row ? toImport(row) : null;
  };

  return {
    find,
    get(id: number): StoredImport {
      const found = find(id);
      if (!found) throw new Error(`import ${id} is not in the store`);
      return found;
    },
    /** Sheets, newest first. */
    list: (): readonly StoredImport[] => list.all().map(toImport),

    create(draft: {
      readonly accountId: number | null;
      readonly path: string;
      readonly fileName: string;
      readonly fileBytes: number;
      readonly options: ImportOptions;
      readonly nowMs: number;
    }): number {
      const result = insert.run({ ...draft, options: JSON.stringify(draft.options) });
      return Number(result.lastInsertRowid);
    },

    /** A list without its people yet; nobody can write to it before `completeList`. */
    createList(draft: {
      readonly accountId: number;
      readonly name: string;
      readonly findings: Findings;
      readonly mapping: Mapping;
      readonly options: ImportOptions;
      readonly nowMs: number;
    }): number {
      const { findings, mapping, options, ...values } = draft;
      const json = {
        findings: JSON.stringify(findings),
        mapping: JSON.stringify(mapping),
        options: JSON.stringify(options),
      };
      return Number(insertList.run({ ...values, ...json }).lastInsertRowid);
    },

    completeList(id: number, rowTotal: number, nowMs: number): void {
      expectOne(completeList.run({ id, rowTotal, nowMs }), 'completing a list');
    },

    saveFindings(
      id: number,
      found: {
        readonly findings: Findings;
        readonly guesses: readonly Guess[];
        readonly mapping: Mapping;
        readonly signature: string;
        readonly corrections?: Corrections | null;
      },
    ): void {
      const { corrections = null } = found;
      expectOne(
        saveFindings.run({
          id,
          findings: JSON.stringify(found.findings),
          guesses: JSON.stringify(found.guesses),
          mapping: JSON.stringify(found.mapping),
          signature: found.signature,
          corrections: corrections === null ? null : JSON.stringify(corrections),
        }),
        'saving what was found out about a sheet',
      );
    },

    /** How the last sheet of the same shape was mapped, other than this one; null where there was none. */
    rememberedMapping(signature: string, exceptId: number): Mapping | null {
      const row = mappingOfShape.get(signature, exceptId);
      return row ? mappingSchema.parse(JSON.parse(row.mapping)) : null;
    },

    /** Back to an empty sheet, to be read again. Its rows go with `rows.removeSome`. */
    restart(id: number): void {
      expectOne(restart.run(id), 'reading a sheet again');
    },

    saveStaged(
      id: number,
      staged: { readonly rowTotal: number; readonly bytesRead: number; readonly mended: Mended },
    ): void {
      const mended = staged.mended === mendedNowhere ? null : JSON.stringify(staged.mended);
      expectOne(saveStaged.run({ id, ...staged, mended }), 'saving the progress of staging');
    },

    configure(id: number, to: { readonly mapping: Mapping; readonly options: ImportOptions }): void {
      expectOne(
        configure.run({
          id,
          mapping: JSON.stringify(to.mapping),
          options: JSON.stringify(to.options),
          accountId: to.options.accountId,
        }),
        'configuring an import',
      );
    },

    saveNormalisedTo(id: number, rowNo: number): void {
      expectOne(saveNormalisedTo.run({ id, rowNo }), 'saving the progress of normalising');
    },

    move(
      id: number,
      to: {
        readonly phase: ImportPhase;
        readonly status: JobStatus;
        readonly reason: Problem | null;
        readonly finishedAt: number | null;
      },
    ): void {
      expectOne(move.run({ id, ...to, reason: problemJson(to.reason) }), 'moving an import');
    },

    /** What a process that died left running is paused, with that as its reason. Returns how many there were. */
    interruptAll: (reason: Problem): number => interruptAll.run(JSON.stringify(reason)).changes,

    /** Its rows and counts go with it. */
    remove(id: number): void {
      expectOne(remove.run(id), 'removing an import');
    },
  };
}
