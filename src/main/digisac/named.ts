import { z } from 'zod';
import { ok } from '#shared/result.ts';
import { anything, id, isSet, word } from './answers.ts';
import { type Ask, brackets, readPage } from './ask.ts';
import type { Answer } from './digisac.ts';
import { pageSize, walkPages } from './pages.ts';

/** 10,000 tags: more than anybody chooses from. */
const mostPages = 50;

const namedSchema = z.object({
  id,
  label: word,
  name: word,
  title: word,
  type: word,
  allowed: anything,
  archivedAt: isSet,
  deletedAt: isSet,
});

/** A tag, a custom field, a department: something with an id and, under one key or another, a name. */
export interface Named {
  readonly id: string;
  readonly name: string | null;
  readonly type: string | null;
  /** What a custom field is for. */
  readonly allowed: unknown;
}

/** Null where it has no id, or is archived. `label` comes first, as tags have it. Facts, section 12 row 28. */
export function toNamed(value: unknown): Named | null {
  const parsed = namedSchema.safeParse(value);
  if (!parsed.success || parsed.data.id === null) return null;
  const { id: ownId, label, name, title, type, allowed, archivedAt, deletedAt } = parsed.data;
  if (archivedAt || deletedAt) return null;
  return { id: ownId, name: label ?? name ?? title, type, allowed };
}

/** A short list of these, all of it. */
export async function walkNamed<T>(
  ask: Ask,
  route: string,
  signal: AbortSignal | undefined,
  toOne: (named: Named) => T | null,
): Answer<readonly T[]> {
  const pathOf = (number: number) =>
    route +
    brackets([
      ['perPage', String(pageSize)],
      ['page', String(number)],
    ]);
  const walked = await walkPages({
    mostPages,
    ask: (number) => ask({ method: 'GET', route, path: pathOf(number), read: readPage }, signal),
  });
  if (!walked.ok) return walked;
  return ok(
    walked.value.rows.flatMap((row): readonly T[] => {
      const named = toNamed(row);
      const one = named && toOne(named);
      return one === null ? [] : [one];
    }),
  );
}
