import type { StoredImport } from '#main/store/imports.ts';
import type { Store } from '#main/store/store.ts';
import type { Clock } from '#shared/clock.ts';
import type { Mapping } from '#shared/mapping/mapping.ts';
import { columnsToSave, savedChoices, withSaved } from '#shared/mapping/saved.ts';
import { ProblemError } from '#shared/problem.ts';
import type { ImportDetail } from '#shared/rpc/imports.ts';
import type { SavedMappingView } from '#shared/rpc/mappings.ts';

/** Mappings that are kept under a name: what faces ask of them. */
export function createSavedMappingVerbs(deps: {
  readonly store: Pick<Store, 'savedMappings'>;
  readonly clock: Pick<Clock, 'now'>;
  readonly imports: {
    readonly get: (importId: number) => StoredImport;
    readonly configure: (importId: number, change: { readonly mapping: Mapping }) => Promise<ImportDetail>;
  };
}) {
  const { store, clock, imports } = deps;
  const headerOf = ({ findings }: StoredImport): readonly string[] => findings?.header ?? [];

  return {
    list(importId: number): SavedMappingView[] {
      const header = headerOf(imports.get(importId));
      return store.savedMappings.list().map(({ id, name, columns }) => ({
        ...{ id, name, columns: columns.length },
        found: savedChoices(columns, header).length,
      }));
    },

    save({ importId, name }: { readonly importId: number; readonly name: string }): void {
      const source = imports.get(importId);
      const columns = columnsToSave(headerOf(source), source.mapping);
      store.savedMappings.save({ name, columns, nowMs: clock.now() });
    },

    apply({ importId, mappingId }: { readonly importId: number; readonly mappingId: number }): Promise<ImportDetail> {
      const source = imports.get(importId);
      const saved = store.savedMappings.find(mappingId);
      if (saved === null) throw new ProblemError({ kind: 'savedMappingGone' });
      return imports.configure(importId, { mapping: withSaved(source.mapping, headerOf(source), saved.columns) });
    },

    remove: (mappingId: number): void => store.savedMappings.remove(mappingId),
  };
}
