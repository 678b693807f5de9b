/** Rows that are asked for by pages, never in bulk. Two sources with one key are the same rows. */
export interface RowSource<Row> {
  /** Begins with `keys.job(job)`, so that changes of the job are seen. */
  readonly key: readonly unknown[];
  readonly fetch: (
    range: { readonly offset: number; readonly limit: number },
    signal: AbortSignal,
  ) => Promise<{ readonly total: number; readonly rows: readonly Row[] }>;
}
