/** A cell of a table: text, or a quantity that each format writes in its own way. */
export type PageCell = string | number;

export interface PageTable {
  readonly title: string;
  /** Said above the table; null where there is nothing to say. */
  readonly note: string | null;
  /** The first column is text at the left; others stand at the right, as numbers do. */
  readonly columns: readonly string[];
  readonly rows: readonly (readonly PageCell[])[];
}

/**
 * A report as something to read, in one language and ready to be drawn: each format draws the same. Shares go from 0 to 1.
 */
export interface ReportPage {
  /** BCP 47. */
  readonly language: string;
  /** What kind of document it is. */
  readonly kind: string;
  readonly title: string;
  readonly facts: readonly { readonly label: string; readonly value: string }[];
  /** Stands out below the title; null where all is said and done. */
  readonly warning: string | null;
  readonly funnel: {
    readonly title: string;
    readonly note: string;
    readonly steps: readonly {
      readonly label: string;
      readonly count: number;
      /** Of the first step. */
      readonly share: number;
      readonly hint: string;
      /** It stands beside the way, not on it. */
      readonly isApart: boolean;
    }[];
  };
  readonly hours: {
    readonly title: string;
    readonly columns: readonly [hour: string, sent: string, read: string];
    readonly bars: readonly { readonly hour: string; readonly sent: number; readonly read: number }[];
  } | null;
  readonly tables: readonly PageTable[];
  readonly foot: string;
}
