import { ok } from '#shared/result.ts';
import { type Ask, brackets, readPage } from './ask.ts';
import type { Answer } from './digisac.ts';
import { pageSize, walkPages } from './pages.ts';

/** A list that people choose from, all of it, by pages of the usual size; rows of which `toOne` makes null are left out. */
export async function readShortList<T>(
  ask: Ask,
  list: {
    readonly route: string;
    readonly mostPages: number;
    readonly toOne: (row: unknown) => T | null;
    readonly signal: AbortSignal | undefined;
  },
): Answer<readonly T[]> {
  const { route, mostPages, toOne, signal } = list;
  const pathOf = (page: number) =>
    route +
    brackets([
      ['perPage', String(pageSize)],
      ['page', String(page)],
    ]);
  const walked = await walkPages({
    mostPages,
    ask: (page) => ask({ method: 'GET', route, path: pathOf(page), read: readPage }, signal),
  });
  if (!walked.ok) return walked;
  return ok(
    walked.value.rows.flatMap((row): readonly T[] => {
      const one = toOne(row);
      return one === null ? [] : [one];
    }),
  );
}
