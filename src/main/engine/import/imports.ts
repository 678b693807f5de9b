import type { StoredImport } from '#main/store/imports.ts';
import type { StoredRow } from '#main/store/rows.ts';
import type { Store } from '#main/store/store.ts';
import { openSheet } from '#main/tabular/open.ts';
import type { Sheet, SheetWishes, TabularDeps } from '#main/tabular/sheet.ts';
import { serviceFor } from '#shared/accounts/service.ts';
import type { Clock } from '#shared/clock.ts';
import { applyMapping } from '#shared/mapping/apply.ts';
import { guessMapping } from '#shared/mapping/guess.ts';
import { variableKey } from '#shared/mapping/key.ts';
import type { ColumnTarget, Guess, Mapping } from '#shared/mapping/mapping.ts';
import { columnsInOrder } from '#shared/mapping/preference.ts';
import { sheetSignature } from '#shared/mapping/signature.ts';
import { parsePhone } from '#shared/phone/parse.ts';
import { type Problem, ProblemError } from '#shared/problem.ts';
import { jobIdOf } from '#shared/rpc/errors.ts';
import { type ImportDetail, type ImportOptions, importOptionsSchema, type RowView } from '#shared/rpc/imports.ts';
import { readEncodingName } from '#shared/tabular/encoding.ts';
import { type Delimiter, type Dialect, delimiterSchema, type Encoding } from '#shared/tabular/table.ts';
import { openService } from '../account/open-service.ts';
import type { Sessions } from '../account/sessions.ts';
import type { Jobs } from '../jobs.ts';
import { inSlices } from '../slice.ts';
import type { Work } from '../work.ts';
import { recogniseCorrections } from './corrections.ts';
import { checkDepartments } from './departments.ts';
import type { View, Views } from './views.ts';

const skipped: ColumnTarget = { kind: 'skip' };
const rowsAtOnce = 2_000;

/** Phases in which nothing has been done on the account yet, so that everything can still be changed. */
const openPhases: readonly StoredImport['phase'][] = ['stage', 'map', 'normalise', 'review', 'check'];

interface StageAsk {
  readonly path: string;
  readonly fileName: string;
  readonly accountId: number | null;
  readonly sheet?: string | undefined;
  readonly encoding?: string | undefined;
  readonly delimiter?: string | undefined;
}

/** What a face wants changed; what it leaves out stays. */
type OptionsChange = { readonly [K in keyof ImportOptions]?: ImportOptions[K] | undefined };

const definedOf = (change: OptionsChange): object =>
  Object.fromEntries(Object.entries(change).filter(([, value]) => value !== undefined));

function encodingOf(name: string): Encoding {
  const encoding = readEncodingName(name);
  if (encoding === null) throw new ProblemError({ kind: 'encodingUnknown', encoding: name });
  return encoding;
}

function delimiterOf(text: string): Delimiter {
  const parsed = delimiterSchema.safeParse(/^(tab|\\t)$/i.test(text) ? '\t' : text);
  if (!parsed.success) throw new ProblemError({ kind: 'optionInvalid', option: '--delimiter', value: text });
  return parsed.data;
}

/** What an import is and does when somebody asks: reading, mapping, review; the work itself is the job's. */
export function createImports(deps: {
  readonly store: Store;
  readonly clock: Clock;
  readonly tabular: TabularDeps;
  readonly sessions: Sessions;
  readonly work: Work;
  readonly jobs: Jobs;
  readonly views: Views;
}) {
  const { store, clock, tabular, work, jobs, views } = deps;

  function get(importId: number): StoredImport {
    const found = store.imports.find(importId);
    if (!found) throw new ProblemError({ kind: 'jobUnknown', job: jobIdOf.import(importId) });
    return found;
  }
  function getOpen(importId: number): StoredImport {
    const source = get(importId);
    if (!openPhases.includes(source.phase) || source.status === 'cancelled') throw wrongState(source);
    return source;
  }
  const wrongState = (source: StoredImport) =>
    new ProblemError({ kind: 'jobWrongState', job: jobIdOf.import(source.id), state: source.status });

  async function look(path: string, wishes: SheetWishes): Promise<Sheet> {
    const opened = await openSheet(path, wishes, tabular);
    if (!opened.ok) throw new ProblemError(opened.error);
    return opened.value;
  }

  /** A guess per column; corrections, and a sheet of the same shape as an earlier one, are mapped as that one was. */
  function guess(importId: number, sheet: Sheet): { readonly guesses: readonly Guess[]; readonly signature: string } {
    const { header, head } = sheet.findings;
    const signature = sheetSignature(header);
    const corrections = recogniseCorrections(store, sheet.findings);
    if (corrections !== null) {
      return {
        signature,
        guesses: corrections.mapping.map((target) => ({ target, certainty: 1, from: 'remembered' })),
      };
    }
    const remembered = store.imports.rememberedMapping(signature, importId);
    if (remembered?.length === header.length) {
      return { signature, guesses: remembered.map((target) => ({ target, certainty: 1, from: 'remembered' })) };
    }
    const looksLikePhone = (cell: string) => parsePhone(cell, { country: 'BR', area: '11' }).ok;
    return { signature, guesses: guessMapping({ header, rows: head, looksLikePhone }) };
  }

  function saveFindings(importId: number, sheet: Sheet, mapping: Mapping | null): void {
    const { guesses, signature } = guess(importId, sheet);
    store.imports.saveFindings(importId, {
      findings: sheet.findings,
      guesses,
      signature,
      mapping: mapping ?? guesses.map(({ target }) => target),
      corrections: recogniseCorrections(store, sheet.findings)?.corrections ?? null,
    });
  }

  /** The only account there is: then nobody has to choose. */
  function onlyAccount(): number | null {
    const [only, another] = store.accounts.list();
    return only && !another ? only.id : null;
  }

  /** What still stands between an import and its creation, in the order in which to mend it. */
  function missing(source: StoredImport): readonly Problem[] {
    const problems: Problem[] = [];
    if (!source.mapping.some((target) => target.kind === 'number')) problems.push({ kind: 'noNumberColumn' });
    const account = source.options.accountId === null ? null : store.accounts.find(source.options.accountId);
    if (!account) return [...problems, { kind: 'noAccount' }];
    const service = serviceFor(account, source.options.serviceId);
    if (!service.ok) problems.push(service.error);
    return problems;
  }

  /** How much of a sheet of problems was corrected: known once all of it is read. */
  function correcting({ id, corrections, phase, rowTotal }: StoredImport): ImportDetail['corrections'] {
    if (corrections === null) return null;
    const left = store.rows.counts(id).find(({ problem }) => problem === 'notCorrected')?.count ?? 0;
    const { importId, fileName } = corrections;
    return { importId, fileName, corrected: phase === 'stage' ? null : rowTotal - left, rows: rowTotal };
  }

  function toDetail(source: StoredImport): ImportDetail {
    return {
      id: source.id,
      kind: source.kind,
      fileName: source.fileName,
      fileBytes: source.fileBytes,
      findings: source.findings,
      guesses: [...source.guesses],
      mapping: [...source.mapping],
      corrections: correcting(source),
      options: source.options,
      phase: source.phase,
      rows: source.rowTotal,
      mended: source.mended,
      counts: [...store.rows.counts(source.id)],
      missing: [...missing(source)],
    };
  }

  /** Where the numbers of an import are asked about; null where that is not plain yet. */
  function askedOf({ options }: StoredImport): { readonly accountId: number; readonly serviceId: string } | null {
    const account = options.accountId === null ? null : store.accounts.find(options.accountId);
    const service = account && serviceFor(account, options.serviceId);
    return account && service?.ok ? { accountId: account.id, serviceId: service.value.id } : null;
  }

  function toView(source: StoredImport, row: StoredRow, asked: ReturnType<typeof askedOf>): RowView {
    const draft = applyMapping(row.cells, source.findings?.header ?? [], source.mapping);
    const { rowNo, line, state, problem, phone, verdict, origin } = row;
    const toldAt = asked && phone !== null && verdict !== null ? store.checks.askedAt({ ...asked, phone }) : null;
    const written = Object.fromEntries(Object.keys(row.edits).map((i) => [i, row.written[Number(i)] ?? '']));
    const own = { cells: [...row.cells], written, notes: [...row.notes], name: draft.name, tags: [...draft.tags] };
    return { rowNo, line, state, problem, phone, verdict, toldAt, origin, ...own };
  }

  /** Rows come by their index where it has them in order; a search, or another order, by a view that is made first. */
  async function page(
    source: StoredImport,
    ask: View & { readonly offset: number; readonly limit: number },
  ): Promise<{ readonly total: number; readonly rows: readonly StoredRow[] }> {
    const { offset, limit, ...view } = ask;
    const { filter, search, order } = view;
    const isPlain = search.trim() === '' && order === null;
    const quick = isPlain ? store.rows.quickPage({ importId: source.id, filter, offset, limit }) : null;
    if (quick) return quick;
    const numbers = await views.numbers(source, { filter, search, order });
    const wanted = [...numbers.subarray(offset, offset + limit)];
    const byNumber = new Map(store.rows.byNumbers(source.id, wanted).map((row) => [row.rowNo, row]));
    return { total: numbers.length, rows: wanted.flatMap((rowNo) => byNumber.get(rowNo) ?? []) };
  }

  /** Numbers are made anew from the first row on; what a person left out stays out. */
  async function normaliseAnew(importId: number): Promise<void> {
    // A sheet that is still being read is normalised afterwards, as it is mapped by then.
    if (get(importId).phase === 'stage') return;
    await work.stop(jobIdOf.import(importId));
    const source = get(importId);
    store.imports.saveNormalisedTo(importId, 0);
    const canDo = source.mapping.some((target) => target.kind === 'number');
    store.imports.move(importId, {
      phase: canDo ? 'normalise' : 'map',
      status: canDo ? 'running' : 'waiting',
      reason: null,
      finishedAt: null,
    });
    if (canDo) jobs.start(jobIdOf.import(importId));
  }

  /** Moves an import on, from its review; whatever is missing is told first. */
  async function goOn(importId: number, phase: 'check' | 'create'): Promise<void> {
    const source = getOpen(importId);
    const isCheckedNow = source.phase === 'check' && phase === 'create';
    if (source.phase !== 'review' && !isCheckedNow) {
      if (source.phase === 'check') return jobs.resume(jobIdOf.import(importId));
      throw new ProblemError({ kind: 'importNotReady', job: jobIdOf.import(importId) });
    }
    const [first] = missing(source);
    if (first) throw new ProblemError(first);
    const { session } = await openService(deps, source.options);
    if (phase === 'create') await checkDepartments(deps, session, source);
    await work.stop(jobIdOf.import(importId));
    store.imports.move(importId, { phase, status: 'running', reason: null, finishedAt: null });
    jobs.start(jobIdOf.import(importId));
  }

  return {
    get,

    async stage(ask: StageAsk): Promise<number> {
      const { path, fileName, sheet: name, encoding, delimiter } = ask;
      const sheet = await look(path, {
        sheet: name,
        encoding: encoding === undefined ? undefined : encodingOf(encoding),
        delimiter: delimiter === undefined ? undefined : delimiterOf(delimiter),
      });
      // Corrections go where the rows came from, in the same way.
      const corrected = recogniseCorrections(store, sheet.findings)?.first.options ?? null;
      const earlier = corrected === null ? null : store.accounts.find(corrected.accountId ?? 0);
      const accountId = earlier?.id ?? ask.accountId ?? onlyAccount();
      const options: ImportOptions = {
        serviceId: null,
        defaultArea: null,
        country: 'BR',
        tags: [],
        departmentId: null,
        existing: 'leave',
        blanks: 'leave',
        tagRule: 'add',
        keep: 'first',
        legalBasis: null,
        legalNote: '',
        ...(corrected && earlier ? corrected : {}),
        accountId,
      };
      const { fileBytes } = sheet;
      const importId = store.transact(() => {
        const id = store.imports.create({ accountId, path, fileName, fileBytes, options, nowMs: clock.now() });
        saveFindings(id, sheet, null);
        return id;
      });
      jobs.start(jobIdOf.import(importId));
      return importId;
    },

    detail: (importId: number): ImportDetail => toDetail(get(importId)),

    async restage(importId: number, dialect: Dialect): Promise<ImportDetail> {
      getOpen(importId);
      await work.stop(jobIdOf.import(importId));
      const before = getOpen(importId);
      const sheet = await look(before.path, dialect);
      const chosen = new Map(
        (before.findings?.header ?? []).map((name, i) => [variableKey(name), before.mapping[i] ?? skipped]),
      );
      const { header } = sheet.findings;
      // Columns that are still there keep what they were for; a name that stands twice tells nothing.
      const isSame = header.length > 0 && header.every((name) => chosen.has(variableKey(name)));
      const mapping =
        isSame && chosen.size === header.length ? header.map((name) => chosen.get(variableKey(name)) ?? skipped) : null;
      store.transact(() => {
        store.imports.restart(importId);
        store.edits.forget(importId);
        saveFindings(importId, sheet, mapping);
      });
      jobs.start(jobIdOf.import(importId));
      return toDetail(get(importId));
    },

    async configure(
      importId: number,
      change: { readonly mapping?: Mapping | undefined; readonly options?: OptionsChange | undefined },
    ): Promise<ImportDetail> {
      const before = getOpen(importId);
      const width = before.findings?.header.length ?? 0;
      const mapping = change.mapping ?? before.mapping;
      const fitted = Array.from({ length: width }, (_, i) => mapping[i] ?? skipped);
      const options = importOptionsSchema.parse({ ...before.options, ...definedOf(change.options ?? {}) });
      store.imports.configure(importId, { mapping: fitted, options });

      const numbersOf = (targets: Mapping) => columnsInOrder(targets, 'number').join();
      const changesNumbers =
        numbersOf(fitted) !== numbersOf(before.mapping) ||
        options.country !== before.options.country ||
        options.defaultArea !== before.options.defaultArea ||
        options.keep !== before.options.keep ||
        // What one connection said of a number is nothing to another.
        options.accountId !== before.options.accountId ||
        options.serviceId !== before.options.serviceId;
      if (changesNumbers) await normaliseAnew(importId);
      return toDetail(get(importId));
    },

    async rows(ask: View & { readonly importId: number; readonly offset: number; readonly limit: number }) {
      const source = get(ask.importId);
      const { total, rows } = await page(source, ask);
      const asked = askedOf(source);
      return { total, rows: rows.map((row) => toView(source, row, asked)) };
    },

    check: (importId: number): Promise<void> => goOn(importId, 'check'),
    create: (importId: number): Promise<void> => goOn(importId, 'create'),

    /** Takes an import of which nothing came out of the log, with its rows. */
    async discard(importId: number): Promise<void> {
      const source = get(importId);
      const untouched = openPhases.includes(source.phase);
      if (!untouched) throw wrongState(source);
      await work.stop(jobIdOf.import(importId));
      store.imports.move(importId, { phase: source.phase, status: 'cancelled', reason: null, finishedAt: clock.now() });
      await inSlices(deps, {
        signal: new AbortController().signal,
        step: () => (store.rows.removeSome(importId, rowsAtOnce) > 0 ? 'more' : 'done'),
      });
      store.imports.remove(importId);
    },
  };
}
