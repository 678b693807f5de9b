import { useState } from 'react';

interface EditableColumn<Row> {
  readonly key: string;
  readonly textToEdit?: (row: Row) => string | null;
}

/** Where the grid goes when a cell is done: stays, the cell below, the one beside, or wherever a click went. */
export type Place = 'here' | 'below' | 'beside' | 'elsewhere';

interface Editing<Row> {
  /** The row as it was when it began: that one is meant, whatever stands there in the end. */
  readonly row: Row;
  readonly index: number;
  readonly column: number;
  readonly text: string;
}

/** The cells of a grid that can be put right: which column is meant, and what is being typed. */
export function useCells<Row>(grid: { readonly columns: readonly EditableColumn<Row>[]; readonly isOn: boolean }) {
  const { columns, isOn } = grid;
  const [column, setColumn] = useState(0);
  const [editing, setEditing] = useState<Editing<Row> | null>(null);
  const canEdit = (row: Row, at: number): boolean => typeof columns[at]?.textToEdit?.(row) === 'string';

  return {
    isOn,
    column: Math.min(column, columns.length - 1),
    editing,
    canEdit,
    choose: setColumn,

    /** Whether the key went from column to column. */
    walk(key: string): boolean {
      if (key !== 'ArrowLeft' && key !== 'ArrowRight') return false;
      setColumn((at) => Math.min(Math.max(0, at + (key === 'ArrowRight' ? 1 : -1)), columns.length - 1));
      return true;
    },

    /** False where the cell is not to be put right. `typed` takes the place of its text. */
    begin(place: Omit<Editing<Row>, 'text'>, typed: string | null): boolean {
      const text = columns[place.column]?.textToEdit?.(place.row) ?? null;
      if (text === null) return false;
      setEditing({ ...place, text: typed ?? text });
      return true;
    },

    end: () => setEditing(null),
  };
}
