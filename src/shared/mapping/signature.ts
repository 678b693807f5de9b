import { variableKey } from './key.ts';

/**
 * The shape of a sheet: equal where the headers are the same in the same order, as `variableKey` compares them.
 * A mapping is remembered by it, so that next month's sheet needs no question. Empty columns at the end, which
 * Excel likes to add, do not count.
 */
export function sheetSignature(header: readonly string[]): string {
  const keys = header.map(variableKey);
  while (keys.at(-1) === '') keys.pop();
  return JSON.stringify(keys);
}
