import type { StoredImport } from '#main/store/imports.ts';
import type { RowChange, StoredRow } from '#main/store/rows.ts';
import type { Store } from '#main/store/store.ts';
import type { Clock } from '#shared/clock.ts';
import { type Corrections, compareRow, findRowCodes, matchColumns } from '#shared/corrections/corrections.ts';
import { isSealed, parseRowCode } from '#shared/corrections/row-code.ts';
import type { Mapping } from '#shared/mapping/mapping.ts';
import type { Findings } from '#shared/tabular/table.ts';
import { inSlices } from '../slice.ts';

/** Rows of one transaction, each with a look at the row that it corrects. */
const rowsAtOnce = 250;

/** A sheet of problems that came back, with the import whose rows it has. */
interface Recognised {
  readonly corrections: Corrections;
  readonly first: StoredImport;
  readonly mapping: Mapping;
}

/** Null where a sheet has no rows of an import of this data folder: it is a sheet as any other. */
export function recogniseCorrections(
  store: Pick<Store, 'imports'>,
  findings: Pick<Findings, 'header' | 'head'>,
): Recognised | null {
  const found = findRowCodes(findings.head);
  if (found === null) return null;
  for (const code of found.codes) {
    const first = store.imports.find(code.importId);
    if (first === null || first.findings === null || !isSealed(code, sourceOf(first))) continue;
    const columns = matchColumns({ header: findings.header, codeColumn: found.column }, first.findings.header);
    const mapping = columns.columns.map((column) => (column === null ? null : first.mapping[column]) ?? skipped);
    const { id: importId, fileName } = first;
    return { corrections: { importId, fileName, codeColumn: found.column, ...columns }, first, mapping };
  }
  return null;
}

const skipped = { kind: 'skip' } as const;
const sourceOf = ({ id, createdAt }: StoredImport) => ({ importId: id, createdAt });

/**
 * Leaves out the rows that nobody corrected, and takes back in the others what a spreadsheet program alone did to their cells.
 * A row without a code, or with one of another import, is new. False when it was told to stop.
 */
export async function leaveOutUncorrected(
  deps: { readonly store: Store; readonly clock: Clock },
  options: { readonly importId: number; readonly signal: AbortSignal },
): Promise<boolean> {
  const { store } = deps;
  const { importId, signal } = options;
  const { corrections } = store.imports.get(importId);
  if (corrections === null) return true;
  const first = store.imports.find(corrections.importId);
  if (first === null) return true;
  let after = 0;
  const step = () => {
    const rows = store.rows.after(importId, after, rowsAtOnce);
    const last = rows.at(-1);
    if (last === undefined) return 'done';
    store.transact(() => {
      store.rows.apply(
        importId,
        rows.flatMap((row) => compared(store, { row, importId, corrections, first }) ?? []),
      );
    });
    after = last.rowNo;
    return 'more';
  };
  return inSlices(deps, { step, signal });
}

function compared(
  store: Store,
  {
    row,
    importId,
    corrections,
    first,
  }: {
    readonly row: StoredRow;
    readonly importId: number;
    readonly corrections: Corrections;
    readonly first: StoredImport;
  },
): RowChange | null {
  if (row.state !== 'staged') return null;
  const code = parseRowCode(row.written[corrections.codeColumn] ?? '');
  const before = code && isSealed(code, sourceOf(first)) ? store.rows.find(first.id, code.rowNo) : null;
  const { isCorrected, meant } = compareRow(row.written, before?.cells ?? [], corrections.columns);
  if (Object.keys(meant).length > 0) store.rows.saveEdits(importId, row.rowNo, meant);
  return before === null || isCorrected ? null : { row, to: 'excluded', problem: { kind: 'notCorrected' } };
}
