import type { StoredImport } from '#main/store/imports.ts';
import type { ScannedRow } from '#main/store/rows.ts';
import type { Store } from '#main/store/store.ts';
import type { Clock } from '#shared/clock.ts';
import { folded } from '#shared/mapping/key.ts';
import { laidOver, parseEdits } from '#shared/review/edits.ts';
import { isInFilter, type RowFilter, type RowOrder } from '#shared/rpc/imports.ts';
import { sortedInSlices } from './sort.ts';
import { walkRows } from './walk.ts';

/** Which rows, in which order. */
export interface View {
  readonly filter: RowFilter;
  readonly search: string;
  readonly order: RowOrder | null;
}

interface Kept {
  readonly key: string;
  /** Of the rows, as they were when it was made. */
  readonly stamp: string;
  readonly madeAt: number;
  readonly tookMs: number;
  readonly numbers: Promise<Uint32Array>;
}

/** Views that are kept: what a person has open, and what she just left. Each takes 4 bytes a row. */
const mostKept = 4;
/** A view of rows that change all the time is not made anew more often: in multiples of the time that it takes. */
const restFactor = 5;

const forever = new AbortController().signal;

/**
 * The numbers of the rows that a search finds, and their order: made once by going through the sheet, and kept, so that each
 * page of a million rows is a look-up of a hundred numbers.
 */
export function createViews(deps: { readonly store: Store; readonly clock: Clock }) {
  const { store, clock } = deps;
  let kept: readonly Kept[] = [];

  const stampOf = (importId: number): string =>
    JSON.stringify([store.rows.counts(importId), store.edits.lastDone(importId), store.edits.firstUndone(importId)]);

  async function make(source: StoredImport, view: View): Promise<Uint32Array> {
    const needle = folded(view.search.trim());
    const digits = /^[\d\s()+.-]+$/.test(needle) ? needle.replace(/\D/g, '') : '';
    const numbers: number[] = [];
    const keys: string[] = [];
    await walkRows(deps, {
      rowTotal: source.rowTotal,
      signal: forever,
      visit: (rows) => {
        for (const row of store.rows.scan(source.id, rows)) {
          if (!isInFilter(view.filter, row) || !isFound(row, needle, digits)) continue;
          numbers.push(row.rowNo);
          if (view.order) keys.push(sortKey(cellsOf(row)[view.order.column] ?? ''));
        }
      },
    });
    if (!view.order) return Uint32Array.from(numbers);
    const order = await sortedInSlices(
      { clock },
      { keys, descending: view.order.descending, isLast: (key) => key === '' },
    );
    return order.map((at) => numbers[at] ?? 0);
  }

  return {
    /** The numbers of the rows of a view, in its order. */
    numbers(source: StoredImport, view: View): Promise<Uint32Array> {
      const key = JSON.stringify([source.id, view]);
      const stamp = stampOf(source.id);
      const found = kept.find((one) => one.key === key);
      const now = clock.monotonic();
      if (found && (found.stamp === stamp || now - found.madeAt < restFactor * found.tookMs)) return found.numbers;
      const numbers = make(source, view);
      const others = kept.filter((one) => one.key !== key).slice(0, mostKept - 1);
      const made = { key, stamp, madeAt: now, tookMs: 0, numbers };
      kept = [made, ...others];
      void numbers.then(
        () => {
          const madeAt = clock.monotonic();
          kept = kept.map((one) => (one === made ? { ...made, madeAt, tookMs: madeAt - now } : one));
        },
        () => {
          kept = kept.filter((one) => one !== made);
        },
      );
      return numbers;
    },
  };
}

export type Views = ReturnType<typeof createViews>;

const cellsOf = (row: ScannedRow): readonly string[] => laidOver(JSON.parse(row.cells), parseEdits(row.edits));

function isFound(row: ScannedRow, needle: string, digits: string): boolean {
  if (needle === '') return true;
  if (digits.length >= 3 && row.phone?.includes(digits)) return true;
  // Most rows do not hold it anywhere: that is seen without taking their cells apart.
  const own = row.edits === null ? row.cells : row.cells + row.edits;
  if (!foldedQuickly(own).includes(JSON.stringify(needle).slice(1, -1))) return false;
  return cellsOf(row).some((cell) => foldedQuickly(cell).includes(needle));
}

// biome-ignore lint/suspicious/noControlCharactersInRegex: the whole of ASCII
const plain = /^[\u0000-\u007f]*$/;
const foldedQuickly = (text: string): string => (plain.test(text) ? text.toLowerCase() : folded(text));

/** Numbers in a text count as numbers: "Rua 9" comes before "Rua 10". */
const sortKey = (cell: string): string =>
  foldedQuickly(cell.trim()).replace(/\d+/g, (digits) => digits.padStart(15, '0'));
