// biome-ignore-all lint/a11y/useSemanticElements: a table of a million rows has only the ones that are seen
// biome-ignore-all lint/a11y/useFocusableInteractive: the grid holds the focus, and tells which row is meant
import { useQueries } from '@tanstack/react-query';
import { type KeyboardEvent, type ReactNode, useId, useMemo, useRef, useState } from 'react';
import type { RowSource } from '../../rpc/row-source.ts';
import { ErrorState } from '../ErrorState.tsx';
import { offsetShowing, rowsSeen } from './scroll-map.ts';
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
}

interface TableProps<Row> {
  readonly label: string;
  readonly columns: readonly Column<Row>[];
  readonly source: RowSource<Row>;
  /** Pixels; every row has them. */
  readonly rowHeight?: number;
  /** What stands in place of rows where there are none. */
  readonly empty: ReactNode;
  /** A row was chosen, by click or Enter: with its offset in the source. */
  readonly onOpen?: (row: Row, index: number) => void;
}

const pageRows = 100;
const headHeight = 40;

/** A table of any length: what is seen is asked for, page by page, and nothing else. Scrolls within its own height. */
export function VirtualTable<Row>(props: TableProps<Row>) {
  // Other rows begin at the top.
  return <Rows key={JSON.stringify(props.source.key)} {...props} />;
}

function Rows<Row>({ label, columns, source, rowHeight = 40, empty, onOpen }: TableProps<Row>) {
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
  const onKeyDown = (event: KeyboardEvent) => {
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
  const activeId = active !== null && active >= first && active <= last ? `${id}-${active}` : undefined;
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
            <div key={column.key} role="columnheader" className="vtable-cell" data-align={column.align}>
              {column.label}
            </div>
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
                id={`${id}-${index}`}
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
                  if (row !== undefined) onOpen?.(row, index);
                }}
              >
                {columns.map((column) => (
                  <div key={column.key} role="gridcell" className="vtable-cell" data-align={column.align}>
                    {row === undefined ? <span className="vtable-wait" /> : column.cell(row)}
                  </div>
                ))}
              </div>
            );
          })}
        </div>
      </div>
      {known === 0 && <div className="vtable-empty">{empty}</div>}
    </div>
  );
}

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
