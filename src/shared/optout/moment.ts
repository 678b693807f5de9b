import { folded } from '../mapping/key.ts';
import { dateOf } from '../template/date.ts';

const named = /\b(data|date|fecha|quando|when|dia)\b/;

/**
 * When the person of this row said no, as a list has it: in its first column that is called after a date and holds one. Unix
 * milliseconds, noon of that day: where the sheet does not tell, half a day off at most. Null where it tells no day.
 */
export function momentOf(header: readonly string[], cells: readonly string[]): number | null {
  for (const [column, name] of header.entries()) {
    if (!named.test(folded(name).replace(/[_-]/g, ' '))) continue;
    const [day, month, year] = (dateOf(cells[column] ?? '') ?? '').split('/').map(Number);
    if (day === undefined || month === undefined || year === undefined) continue;
    return Date.UTC(year, month - 1, day, 12);
  }
  return null;
}
