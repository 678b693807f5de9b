// biome-ignore-all lint/a11y/useSemanticElements: a table of a million rows has only the ones that are seen
// biome-ignore-all lint/a11y/useFocusableInteractive: the grid holds the focus, and tells which row is meant
import { useQueries } from '@tanstack/react-query';
import { type KeyboardEvent, type ReactNode, useId, useLayoutEffect, useMemo, useRef, useState } from 'react';
import type { RowSource } from '../../rpc/row-source.ts';
import { ErrorState } from '../ErrorState.tsx';
import { CellEditor } from './CellEditor.tsx';
import { HeadCell, type Sorting } from './HeadCell.tsx';
import { offsetShowing, rowsSeen } from './scroll-map.ts';
import { type Place, useCells } from './use-cells.ts';
import { useScroll } from './use-scroll.ts';
import './VirtualTable.css';

export interface Column<Row> {
  readonly key: string;
  readonly label: string;
  /** Pixels at least. */
  readonly width: number;
  /** Share of the room that is left; 0 stays as it is. */
  readonly grow?: number;
  readonly align?: 'start' | 'end';
  readonly cell: (row: Row) => ReactNode;
  /** What the rows can be put in order by; left out: not by this column. */
  readonly sortsBy?: number;
  /** The text of the cell, where it can be put right here; null: not in this row. */
  readonly textToEdit?: (row: Row) => string | null;
}

/** A cell that a person put right: which row it is stands in the row, whatever moved meanwhile. */
export interface CellEdit<Row> {
  readonly row: Row;
  readonly column: string;
  readonly text: string;
}

interface TableProps<Row> {
  readonly label: string;
  readonly columns: readonly Column<Row>[];
  readonly source: RowSource<Row>;
  /** Pixels; every row has them. */
  readonly rowHeight?: number;
  /** What stands in place of rows where there are none. */
  readonly empty: ReactNode;
  /** A row was chosen, by click or Enter: with its offset in the source. Where cells can be put right, from its first cell. */
  readonly onOpen?: (row: Row, index: number) => void;
  readonly onEdit?: (edit: CellEdit<Row>) => void;
  /** How a cell is called while it is being put right. */
  readonly editorLabel?: (row: Row, column: string) => string;
  readonly sorting?: Sorting;
}

const pageRows = 100;
const headHeight = 40;

/** A table of any length: what is seen is asked for, page by page, and nothing else. Scrolls within its own height. */
export function VirtualTable<Row>(props: TableProps<Row>) {
  const { label, columns, source, rowHeight = 40, empty, onOpen, onEdit, editorLabel, sorting } = props;
  const id = useId();
  const box = useRef<HTMLDivElement>(null);
  const [known, setKnown] = useState<number | null>(null);
  const [active, setActive] = useState<number | null>(null);
  const rows = known ?? 0;
  const { map, viewport, offset, scrollTo } = useScroll(box, { rows, rowHeight, headHeight });
  const { first, last } = rowsSeen({ offset, rows, rowHeight, viewport });
  const firstPage = Math.floor(first / pageRows);
  const pageCount = Math.max(1, Math.floor(Math.max(0, last) / pageRows) - firstPage + 1);

  const pages = useQueries({
    queries: Array.from({ length: pageCount }, (_, page) => {
      const range = { offset: (firstPage + page) * pageRows, limit: pageRows };
      return {
        queryKey: [...source.key, range.offset, range.limit],
        queryFn: ({ signal }: { readonly signal: AbortSignal }) => source.fetch(range, signal),
        gcTime: 30_000,
      };
    }),
  });
  const total = pages.find(({ data }) => data !== undefined)?.data?.total;
  if (total !== undefined && total !== known) setKnown(total);

  const template = useMemo(
    () =>
      columns.map(({ width, grow = 1 }) => `minmax(${width}px, ${grow === 0 ? `${width}px` : `${grow}fr`})`).join(' '),
    [columns],
  );
  const minWidth = columns.reduce((sum, { width }) => sum + width, 0);
  const rowAt = (index: number): Row | undefined =>
    pages[Math.floor(index / pageRows) - firstPage]?.data?.rows[index % pageRows];

  const goTo = (index: number) => {
    const target = Math.min(Math.max(0, index), rows - 1);
    setActive(target);
    scrollTo(offsetShowing(target, { offset, rowHeight, viewport }));
  };
  const sourceKey = JSON.stringify(source.key);
  const [shownKey, setShownKey] = useState(sourceKey);
  if (shownKey !== sourceKey) {
    // Other rows, or another order: nothing of before is meant any more.
    setShownKey(sourceKey);
    setKnown(null);
    setActive(null);
  }
  // biome-ignore lint/correctness/useExhaustiveDependencies: other rows begin at the top
  useLayoutEffect(() => scrollTo(0), [sourceKey]);
  const cells = useCells<Row>({ columns, isOn: onEdit !== undefined });
  /** From a cell that is not to be put right, the row opens. */
  const begin = (index: number, column: number, typed: string | null) => {
    const row = rowAt(index);
    if (row === undefined) return;
    if (!cells.begin({ row, index, column }, typed) && typed === null) onOpen?.(row, index);
  };
  const onKeyDown = (event: KeyboardEvent) => {
    // What stands in a cell or in the head has keys of its own.
    if (event.target !== event.currentTarget) return;
    if (cells.isOn && cells.walk(event.key)) {
      event.preventDefault();
      setActive((row) => row ?? first);
      return;
    }
    if (cells.isOn && active !== null && isTyping(event)) {
      event.preventDefault();
      begin(active, cells.column, event.key === 'F2' || event.key === 'Enter' ? null : typedBy(event.key));
      return;
    }
    const step = stepOf(event.key, { page: Math.max(1, Math.floor(viewport / rowHeight) - 1), rows });
    const from = active ?? Math.ceil(offset / rowHeight) - (step > 0 ? 1 : 0);
    if (step !== 0 && rows > 0) {
      event.preventDefault();
      goTo(from + step);
    } else if (event.key === 'Enter' && active !== null && onOpen) {
      const row = rowAt(active);
      if (row !== undefined) onOpen(row, active);
    }
  };

  const failed = pages.find(({ isError, data }) => isError && data === undefined);
  if (failed && known === null) {
    return <ErrorState error={failed.error} onRetry={() => pages.forEach(({ refetch }) => void refetch())} />;
  }
  const shown = Array.from({ length: Math.max(0, last - first + 1) }, (_, i) => first + i);
  const isActiveSeen = active !== null && active >= first && active <= last;
  const activeId = isActiveSeen ? cellId(id, active, cells.isOn ? cells.column : null) : undefined;
  const finish = (edit: CellEdit<Row> | null, then: Place) => {
    cells.end();
    if (edit) onEdit?.(edit);
    // A click elsewhere has taken the focus where it belongs.
    if (then !== 'elsewhere') box.current?.focus();
    if (then === 'below' && active !== null) goTo(active + 1);
    if (then === 'beside') cells.walk('ArrowRight');
  };
  return (
    <div
      ref={box}
      className="vtable"
      role="grid"
      tabIndex={0}
      aria-label={label}
      aria-rowcount={known === null ? -1 : rows + 1}
      aria-colcount={columns.length}
      aria-busy={known === null}
      aria-activedescendant={activeId}
      onKeyDown={onKeyDown}
      onFocus={() => setActive((row) => row ?? (rows > 0 ? Math.ceil(offset / rowHeight) : null))}
    >
      <div className="vtable-room" role="presentation" style={{ height: map.height + headHeight, minWidth }}>
        <div className="vtable-head" role="row" aria-rowindex={1} style={{ gridTemplateColumns: template }}>
          {columns.map((column) => (
            <HeadCell key={column.key} column={column} sorting={sorting} />
          ))}
        </div>
        <div className="vtable-window" role="presentation" style={{ height: viewport }}>
          {known === null && <Waiting rowHeight={rowHeight} viewport={viewport} />}
          {shown.map((index) => {
            const row = rowAt(index);
            return (
              // biome-ignore lint/a11y/useKeyWithClickEvents: Enter on the grid does the same
              <div
                key={index}
                id={cellId(id, index, null)}
                role="row"
                aria-rowindex={index + 2}
                className="vtable-row"
                data-active={index === active || undefined}
                data-opens={onOpen ? true : undefined}
                style={{
                  gridTemplateColumns: template,
                  height: rowHeight,
                  transform: `translateY(${index * rowHeight - offset}px)`,
                }}
                onClick={() => {
                  setActive(index);
                  if (row !== undefined && !cells.isOn) onOpen?.(row, index);
                }}
              >
                {columns.map((column, at) => {
                  const { editing } = cells;
                  const isEdited = editing !== null && editing.index === index && editing.column === at;
                  return (
                    // biome-ignore lint/a11y/useKeyWithClickEvents: the grid's own keys do the same
                    <div
                      key={column.key}
                      id={cells.isOn ? `${id}-${index}-${at}` : undefined}
                      role="gridcell"
                      aria-readonly={cells.isOn && row !== undefined ? !cells.canEdit(row, at) : undefined}
                      className="vtable-cell"
                      data-align={column.align}
                      data-active={(cells.isOn && index === active && at === cells.column) || undefined}
                      data-edits={(cells.isOn && row !== undefined && cells.canEdit(row, at)) || undefined}
                      onClick={() => {
                        if (!cells.isOn || isEdited) return;
                        const isAgain = index === active && at === cells.column;
                        cells.choose(at);
                        if (at === 0 || isAgain) begin(index, at, null);
                      }}
                    >
                      {isEdited ? (
                        <CellEditor
                          label={editorLabel?.(editing.row, column.key) ?? column.label}
                          text={editing.text}
                          onEnd={(text, then) =>
                            finish(text === null ? null : { row: editing.row, column: column.key, text }, then)
                          }
                        />
                      ) : row === undefined ? (
                        <span className="vtable-wait" />
                      ) : (
                        column.cell(row)
                      )}
                    </div>
                  );
                })}
              </div>
            );
          })}
        </div>
      </div>
      {known === 0 && <div className="vtable-empty">{empty}</div>}
    </div>
  );
}

const cellId = (id: string, row: number, column: number | null): string =>
  column === null ? `${id}-${row}` : `${id}-${row}-${column}`;

/** Keys that begin to put a cell right: as in any spreadsheet, letters take the place of what stands there. */
const isTyping = (event: KeyboardEvent): boolean =>
  event.key === 'Enter' ||
  event.key === 'F2' ||
  event.key === 'Delete' ||
  event.key === 'Backspace' ||
  (event.key.length === 1 && event.key !== ' ' && !event.ctrlKey && !event.metaKey && !event.altKey);
const typedBy = (key: string): string => (key.length === 1 ? key : '');

function Waiting(props: { readonly rowHeight: number; readonly viewport: number }) {
  const lines = Math.ceil(props.viewport / props.rowHeight);
  return Array.from({ length: lines }, (_, line) => (
    <div
      // biome-ignore lint/suspicious/noArrayIndexKey: the lines never move
      key={line}
      className="vtable-row"
      role="presentation"
      style={{ height: props.rowHeight, transform: `translateY(${line * props.rowHeight}px)` }}
    >
      <div className="vtable-cell">
        <span className="vtable-wait" />
      </div>
    </div>
  ));
}

function stepOf(key: string, table: { readonly page: number; readonly rows: number }): number {
  switch (key) {
    case 'ArrowDown':
      return 1;
    case 'ArrowUp':
      return -1;
    case 'PageDown':
      return table.page;
    case 'PageUp':
      return -table.page;
    case 'Home':
      return -table.rows;
    case 'End':
      return table.rows;
    default:
      return 0;
  }
}
