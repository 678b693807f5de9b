import { keepPreviousData, queryOptions } from '@tanstack/react-query';
import { type JobId, jobIdOf } from '#shared/rpc/errors.ts';
import type { RowFilter, RowOrder, RowView } from '#shared/rpc/imports.ts';
import { engine } from './engine.ts';
import type { RowSource } from './row-source.ts';

/**
 * Names of what was asked. Everything about a job begins with `job(id)`: the engine's events make it be asked again.
 * So do `accounts` (whatever an account has) and `settings`.
 */
export const keys = {
  settings: ['settings'] as const,
  accounts: ['accounts'] as const,
  jobs: ['jobs'] as const,
  job: (job: JobId) => ['job', job] as const,
  snapshot: (job: JobId) => ['job', job, 'snapshot'] as const,
  savedAudiences: ['audiences', 'saved'] as const,
  /** What an import follows changes by this window's hand alone. */
  plan: (importId: number) => ['plan', importId] as const,
  /** What is dear to ask of the rows of an import: again after an edit, not with each event of a check. */
  rowsOf: (importId: number) => ['rows', importId] as const,
};

/** Questions to the engine that more than one screen asks: `useQuery(queries.account(id))`. */
export const queries = {
  settings: () =>
    queryOptions({ queryKey: keys.settings, queryFn: ({ signal }) => engine.settings.get(undefined, { signal }) }),

  accounts: () =>
    queryOptions({
      queryKey: [...keys.accounts, 'list'],
      queryFn: ({ signal }) => engine.accounts.list(undefined, { signal }),
    }),
  customFields: (accountId: number) =>
    queryOptions({
      queryKey: [...keys.accounts, accountId, 'customFields'],
      queryFn: ({ signal }) => engine.accounts.customFields({ accountId }, { signal }),
    }),
  tags: (accountId: number) =>
    queryOptions({
      queryKey: [...keys.accounts, accountId, 'tags'],
      queryFn: ({ signal }) => engine.accounts.tags({ accountId }, { signal }),
    }),
  departments: (accountId: number) =>
    queryOptions({
      queryKey: [...keys.accounts, accountId, 'departments'],
      queryFn: ({ signal }) => engine.accounts.departments({ accountId }, { signal }),
    }),

  /** What the account did not allow. */
  refused: (accountId: number) =>
    queryOptions({
      queryKey: [...keys.accounts, accountId, 'refused'],
      queryFn: ({ signal }) => engine.desk.refused({ accountId }, { signal }),
    }),
  /** By name, of all accounts. */
  savedAudiences: () =>
    queryOptions({
      queryKey: keys.savedAudiences,
      queryFn: ({ signal }) => engine.audiences.saved(undefined, { signal }),
    }),

  /** All jobs, newest first; live. */
  jobs: () => queryOptions({ queryKey: keys.jobs, queryFn: ({ signal }) => engine.jobs.list(undefined, { signal }) }),
  /** One job; live. */
  job: (job: JobId) =>
    queryOptions({ queryKey: keys.snapshot(job), queryFn: ({ signal }) => engine.jobs.get({ job }, { signal }) }),

  import: (importId: number) =>
    queryOptions({
      queryKey: [...keys.job(jobIdOf.import(importId)), 'detail'],
      queryFn: ({ signal }) => engine.imports.get({ importId }, { signal }),
    }),
  importPlan: (importId: number) =>
    queryOptions({
      queryKey: [...keys.job(jobIdOf.import(importId)), 'plan'],
      queryFn: ({ signal }) => engine.imports.plan({ importId }, { signal }),
      placeholderData: keepPreviousData,
    }),
  /** A bulk action; live. */
  action: (actionId: number) =>
    queryOptions({
      queryKey: [...keys.job(jobIdOf.action(actionId)), 'detail'],
      queryFn: ({ signal }) => engine.actions.get({ actionId }, { signal }),
    }),
  /** The plan that an import follows; null where it follows none. */
  followedPlan: (importId: number) =>
    queryOptions({
      queryKey: [...keys.plan(importId), 'followed'],
      queryFn: ({ signal }) => engine.plans.get({ importId }, { signal }),
    }),
  /** Taking an import back; null where nobody has asked for it. */
  undo: (importId: number) =>
    queryOptions({
      queryKey: [...keys.job(jobIdOf.undo(importId)), 'detail'],
      queryFn: ({ signal }) => engine.undos.get({ importId }, { signal }),
    }),
  comparison: (importId: number, rowNo: number) =>
    queryOptions({
      queryKey: [...keys.rowsOf(importId), 'comparison', rowNo],
      queryFn: ({ signal }) => engine.imports.compare({ importId, rowNo }, { signal }),
      gcTime: 30_000,
    }),
  importRows: (importId: number, view: RowsView, offset: number, limit: number) =>
    queryOptions({
      queryKey: [...keys.job(jobIdOf.import(importId)), 'rows', view, offset, limit],
      queryFn: ({ signal }) => engine.imports.rows({ importId, ...view, offset, limit }, { signal }),
      gcTime: 30_000,
    }),
  /** Mappings kept under a name, as far as they fit the sheet. */
  savedMappings: (importId: number) =>
    queryOptions({
      queryKey: [...keys.job(jobIdOf.import(importId)), 'savedMappings'],
      queryFn: ({ signal }) => engine.mappings.list({ importId }, { signal }),
    }),
  /** What *undo* and *redo* would do. */
  editHistory: (importId: number) =>
    queryOptions({
      queryKey: [...keys.job(jobIdOf.import(importId)), 'editHistory'],
      queryFn: ({ signal }) => engine.review.history({ importId }, { signal }),
    }),
  /** How many cells of a column hold exactly a text. */
  alike: (importId: number, column: number, text: string) =>
    queryOptions({
      queryKey: [...keys.rowsOf(importId), 'alike', column, text],
      queryFn: ({ signal }) => engine.review.count({ importId, column, find: { text, match: 'whole' } }, { signal }),
      gcTime: 30_000,
    }),
};

/** Which rows of an import, in which order. */
export interface RowsView {
  readonly filter: RowFilter;
  readonly search: string;
  readonly order: RowOrder | null;
}

/** The same rows, for a table. */
export const importRowSource = (importId: number, view: RowsView): RowSource<RowView> => ({
  key: [...keys.job(jobIdOf.import(importId)), 'rows', view],
  fetch: (range, signal) => engine.imports.rows({ importId, ...view, ...range }, { signal }),
});
