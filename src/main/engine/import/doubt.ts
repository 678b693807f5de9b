import type { Store } from '#main/store/store.ts';

const rowsAtOnce = 500;

/**
 * Rows of an import that nobody works on, whose contacts may have been created: the process died, or their outcome could not
 * be written down as the disk was full. They are in doubt (law 2). Inside a transaction.
 */
export function doubtCreating(store: Pick<Store, 'rows'>, importId: number): void {
  for (;;) {
    const rows = store.rows.inState(importId, 'creating', rowsAtOnce);
    if (rows.length === 0) return;
    store.rows.apply(
      importId,
      rows.map((row) => ({ row, to: 'inDoubt' })),
    );
  }
}
