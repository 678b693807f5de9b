import { keepPreviousData, queryOptions } from '@tanstack/react-query';
import { type JobId, jobIdOf } from '#shared/rpc/errors.ts';
import type { RowFilter, RowView } from '#shared/rpc/imports.ts';
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
  importRows: (importId: number, filter: RowFilter, offset: number, limit: number) =>
    queryOptions({
      queryKey: [...keys.job(jobIdOf.import(importId)), 'rows', filter, offset, limit],
      queryFn: ({ signal }) => engine.imports.rows({ importId, filter, offset, limit }, { signal }),
      gcTime: 30_000,
    }),
};

/** The rows of an import behind a filter, for a table. */
export const importRowSource = (importId: number, filter: RowFilter): RowSource<RowView> => ({
  key: [...keys.job(jobIdOf.import(importId)), 'rows', filter],
  fetch: (range, signal) => engine.imports.rows({ importId, filter, ...range }, { signal }),
});
