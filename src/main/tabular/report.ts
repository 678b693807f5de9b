export interface Report {
  /** The name of the sheet, where the format has such a thing. */
  readonly title: string;
  readonly columns: readonly string[];
  readonly rows: Iterable<readonly string[]> | AsyncIterable<readonly string[]>;
}

/** A report whose cells cannot run as formulas any more (see `defused`). */
export interface SafeReport extends Report {
  readonly rows: AsyncIterable<readonly string[]>;
}
