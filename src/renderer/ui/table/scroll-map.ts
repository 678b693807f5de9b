/** Browsers cap what can be scrolled at some 16 to 33 million pixels; a million rows need more. */
const mostPixels = 8_000_000;

/** How far a table is scrolled, and where its scroll bar stands: the same for small tables, in proportion for large. */
export interface ScrollMap {
  /** Of what the browser scrolls, in pixels. */
  readonly height: number;
  /** The largest offset: the last row stands at the foot. */
  readonly mostOffset: number;
  readonly isScaled: boolean;
  /** From the browser's scrollTop to the offset in pixels of rows. */
  readonly toOffset: (scrollTop: number) => number;
  readonly toScrollTop: (offset: number) => number;
}

export function scrollMap(table: {
  readonly rows: number;
  readonly rowHeight: number;
  /** Pixels of rows that are seen at once. */
  readonly viewport: number;
}): ScrollMap {
  const full = table.rows * table.rowHeight;
  const height = Math.min(full, Math.max(mostPixels, table.viewport));
  const mostOffset = Math.max(0, full - table.viewport);
  const mostTop = Math.max(0, height - table.viewport);
  const scale = mostTop === 0 ? 1 : mostOffset / mostTop;
  const within = (offset: number) => Math.min(Math.max(0, offset), mostOffset);
  return {
    height,
    mostOffset,
    isScaled: full > height,
    toOffset: (scrollTop) => within(scrollTop * scale),
    toScrollTop: (offset) => within(offset) / scale,
  };
}

/** The rows that are seen at an offset, with a few beyond either edge. */
export function rowsSeen(table: {
  readonly offset: number;
  readonly rows: number;
  readonly rowHeight: number;
  readonly viewport: number;
}): { readonly first: number; readonly last: number } {
  const beyond = 4;
  const first = Math.max(0, Math.floor(table.offset / table.rowHeight) - beyond);
  const last = Math.min(table.rows - 1, Math.ceil((table.offset + table.viewport) / table.rowHeight) + beyond);
  return { first, last };
}

/** The offset that shows a row whole, moving as little as possible. */
export function offsetShowing(
  row: number,
  table: { readonly offset: number; readonly rowHeight: number; readonly viewport: number },
): number {
  const top = row * table.rowHeight;
  if (top < table.offset) return top;
  const foot = top + table.rowHeight - table.viewport;
  return Math.max(foot, table.offset);
}
