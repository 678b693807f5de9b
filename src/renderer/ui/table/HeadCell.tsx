// biome-ignore-all lint/a11y/useSemanticElements: a table of a million rows has only the ones that are seen
// biome-ignore-all lint/a11y/useFocusableInteractive: the grid holds the focus; heads that do something hold a button
import { IconArrowDown, IconArrowUp } from '@tabler/icons-react';

export interface Order {
  readonly column: number;
  readonly descending: boolean;
}

/** How the rows of a table are put in order, and what a click on a head does: up, down, as they came. */
export interface Sorting {
  readonly order: Order | null;
  readonly onOrder: (order: Order | null) => void;
}

interface HeadColumn {
  readonly label: string;
  readonly align?: 'start' | 'end';
  readonly sortsBy?: number;
}

export function HeadCell(props: { readonly column: HeadColumn; readonly sorting: Sorting | undefined }) {
  const { column, sorting } = props;
  const { label, align, sortsBy } = column;
  if (sorting === undefined || sortsBy === undefined) {
    return (
      <div role="columnheader" className="vtable-cell" data-align={align}>
        <span className="vtable-text">{label}</span>
      </div>
    );
  }
  const { order, onOrder } = sorting;
  const own = order?.column === sortsBy ? order : null;
  const next =
    own === null ? { column: sortsBy, descending: false } : own.descending ? null : { ...own, descending: true };
  const Arrow = own?.descending ? IconArrowDown : IconArrowUp;
  return (
    <div
      role="columnheader"
      className="vtable-cell"
      data-align={align}
      aria-sort={own === null ? 'none' : own.descending ? 'descending' : 'ascending'}
    >
      <button type="button" className="vtable-sort" onClick={() => onOrder(next)}>
        <span className="vtable-text">{label}</span>
        <Arrow size={14} stroke={2} aria-hidden data-shown={own !== null || undefined} />
      </button>
    </div>
  );
}
