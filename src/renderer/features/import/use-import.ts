import { useIsMutating, useMutation, useQueryClient } from '@tanstack/react-query';
import type { Mapping } from '#shared/mapping/mapping.ts';
import { jobIdOf } from '#shared/rpc/errors.ts';
import type { ImportDetail, ImportOptions } from '#shared/rpc/imports.ts';
import type { Dialect } from '#shared/tabular/table.ts';
import { engine } from '../../rpc/engine.ts';
import { keys, queries } from '../../rpc/queries.ts';

interface Change {
  readonly mapping?: Mapping;
  readonly options?: Partial<ImportOptions>;
}

/** Changes of an import, one after the other; the screen shows each at once, and takes it back where it is refused. */
export function useConfigure(importId: number) {
  const queryClient = useQueryClient();
  const { queryKey } = queries.import(importId);
  const mutationKey = ['configure', importId];
  const mutation = useMutation({
    mutationKey,
    // One after the other: the later one builds on the earlier.
    scope: { id: `configure-${importId}` },
    mutationFn: (change: Change) => engine.imports.configure({ importId, ...change }),
    onMutate: async (change) => {
      await queryClient.cancelQueries({ queryKey });
      queryClient.setQueryData(queryKey, (detail) => detail && applied(detail, change));
    },
    // Of several changes under way the answer to the last one tells all.
    onSuccess: (detail) => {
      if (queryClient.isMutating({ mutationKey }) <= 1) queryClient.setQueryData(queryKey, detail);
    },
    onSettled: () => {
      if (queryClient.isMutating({ mutationKey }) > 1) return;
      void queryClient.invalidateQueries({ queryKey: keys.job(jobIdOf.import(importId)) });
    },
  });
  const underWay = useIsMutating({ mutationKey });
  return { configure: mutation.mutate, error: mutation.error, isBusy: underWay > 0 };
}

const applied = (detail: ImportDetail, change: Change): ImportDetail => ({
  ...detail,
  mapping: change.mapping ?? detail.mapping,
  options: { ...detail.options, ...change.options },
});

/** Reads the sheet again in another way. */
export function useRestage(importId: number) {
  const queryClient = useQueryClient();
  const mutation = useMutation({
    mutationFn: (dialect: Dialect) => engine.imports.restage({ importId, dialect }),
    onSuccess: (detail) => {
      queryClient.setQueryData(queries.import(importId).queryKey, detail);
      void queryClient.invalidateQueries({ queryKey: keys.job(jobIdOf.import(importId)) });
    },
  });
  return { restage: mutation.mutate, error: mutation.error, isBusy: mutation.isPending };
}

/** Checks or creates: what starts work on the account. */
export function useStart(importId: number, what: 'check' | 'create') {
  const queryClient = useQueryClient();
  const mutation = useMutation({
    mutationFn: () => engine.imports[what]({ importId }),
    onSuccess: () => {
      void queryClient.invalidateQueries({ queryKey: keys.job(jobIdOf.import(importId)) });
      void queryClient.invalidateQueries({ queryKey: keys.jobs });
    },
  });
  return { start: () => mutation.mutate(), error: mutation.error, isBusy: mutation.isPending };
}
