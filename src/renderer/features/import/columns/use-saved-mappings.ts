import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { jobIdOf } from '#shared/rpc/errors.ts';
import type { SavedMappingView } from '#shared/rpc/mappings.ts';
import { engine } from '../../../rpc/engine.ts';
import { keys, queries } from '../../../rpc/queries.ts';

export interface SavedMappings {
  readonly saved: readonly SavedMappingView[];
  readonly save: (name: string) => void;
  readonly use: (mapping: SavedMappingView) => void;
  readonly remove: (mapping: SavedMappingView) => void;
  /** What was done last. */
  readonly done: { readonly what: 'saved' | 'applied'; readonly name: string } | null;
  readonly error: unknown;
}

/** The mappings that are kept under a name, and what can be done with them for one import. */
export function useSavedMappings(importId: number): SavedMappings {
  const queryClient = useQueryClient();
  const list = queries.savedMappings(importId);
  const [done, setDone] = useState<SavedMappings['done']>(null);
  const renew = () => void queryClient.invalidateQueries({ queryKey: list.queryKey });
  const save = useMutation({
    mutationFn: (name: string) => engine.mappings.save({ importId, name }),
    onSuccess: (_, name) => setDone({ what: 'saved', name }),
    onSettled: renew,
  });
  const use = useMutation({
    scope: { id: `configure-${importId}` },
    mutationFn: ({ id }: SavedMappingView) => engine.mappings.apply({ importId, mappingId: id }),
    onSuccess: (detail, { name }) => {
      queryClient.setQueryData(queries.import(importId).queryKey, detail);
      void queryClient.invalidateQueries({ queryKey: keys.job(jobIdOf.import(importId)) });
      setDone({ what: 'applied', name });
    },
    onError: renew,
  });
  const remove = useMutation({
    mutationFn: ({ id }: SavedMappingView) => engine.mappings.remove({ mappingId: id }),
    onSuccess: () => setDone(null),
    onSettled: renew,
  });
  return {
    saved: useQuery(list).data ?? [],
    save: save.mutate,
    use: use.mutate,
    remove: remove.mutate,
    done,
    error: save.error ?? use.error ?? remove.error,
  };
}
