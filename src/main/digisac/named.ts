import { z } from 'zod';
import { anything, id, isSet, word } from './answers.ts';
import type { Ask } from './ask.ts';
import type { Answer } from './digisac.ts';
import { readShortList } from './short-list.ts';

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
export const walkNamed = <T>(
  ask: Ask,
  route: string,
  signal: AbortSignal | undefined,
  toOne: (named: Named) => T | null,
): Answer<readonly T[]> =>
  readShortList(ask, {
    ...{ route, mostPages, signal },
    toOne: (row) => {
      const named = toNamed(row);
      return named && toOne(named);
    },
  });
