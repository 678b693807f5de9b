export interface Report {
  /** The name of the sheet, where the format has such a thing. */
  readonly title: string;
  readonly columns: readonly string[];
  readonly rows: Iterable<readonly string[]> | AsyncIterable<readonly string[]>;
  /** A sheet before that of the rows, where the format can have more than one. Numbers stay numbers. */
  readonly summary?: { readonly title: string; readonly rows: readonly (readonly (string | number)[])[] };
}

/** A report whose cells cannot run as formulas any more (see `defused`), or are meant for no spreadsheet program. */
export interface SafeReport extends Report {
  readonly rows: AsyncIterable<readonly string[]>;
}
