/** What may be told of a broken thread. An error's own text may quote a row, so it stays out (law 7). */
export interface Crash {
  /** The error's name and code, such as `TypeError` or `Error ERR_WORKER_OUT_OF_MEMORY`. */
  readonly what: string;
  /** Places in the code, innermost first. */
  readonly where: readonly string[];
}

const mostPlaces = 12;

export function crashOf(error: unknown): Crash {
  if (!(error instanceof Error)) return { what: typeof error, where: [] };
  const code = 'code' in error && typeof error.code === 'string' ? ` ${error.code}` : '';
  const places = (error.stack ?? '').split('\n').filter((line) => /^\s+at /.test(line));
  return { what: `${error.name}${code}`, where: places.slice(0, mostPlaces).map((line) => line.trim()) };
}
