import { z } from 'zod';
import { momentMs } from './moments.ts';

/**
 * What stands in answers of the API, strict on what is used, deaf to the rest. Accounts differ, so each part is read in
 * the forms that it is known to have, and is null in any other: no answer throws.
 */
const loose = <T>(read: (value: unknown) => T) => z.unknown().optional().transform(read);

/** A text that is not blank. */
export const word = loose((value) => (typeof value === 'string' && value.trim() !== '' ? value.trim() : null));
/** A text as it stands. */
export const raw = loose((value) => (typeof value === 'string' ? value : null));
export const flag = loose(booleanOf);
/** Ids are texts; whole numbers are taken for them as well. */
export const id = loose((value) =>
  Number.isSafeInteger(value) || (typeof value === 'string' && value !== '') ? String(value) : null,
);
export const moment = loose(momentMs);
export const digits = loose(digitsOf);
export const list = loose((value): readonly unknown[] | null => (Array.isArray(value) ? value : null));
/** A whole number from 0, also as text. */
export const count = loose((value) => {
  const number = typeof value === 'string' && /^\d+$/.test(value) ? Number(value) : value;
  return typeof number === 'number' && Number.isSafeInteger(number) && number >= 0 ? number : null;
});
export const anything = z.unknown().optional();
/** Is there anything: a date in whatever form. */
export const isSet = loose((value) => value !== undefined && value !== null && value !== false && value !== '');
/** An object inside; undefined where there is none. */
export const part = <S extends z.core.$ZodLooseShape>(shape: S) => z.object(shape).optional().catch(undefined);

/** A boolean, also as text. */
export function booleanOf(value: unknown): boolean | null {
  if (typeof value === 'boolean') return value;
  if (typeof value !== 'string') return null;
  const said = value.trim().toLowerCase();
  if (said === 'true') return true;
  return said === 'false' ? false : null;
}

const jid = z.object({ _serialized: anything, server: raw, user: anything });

/**
 * Digits of a number as channels write it: `5511…@c.us`, `5511…:12@s.whatsapp.net`, `+55 11 …`, or an object of these.
 * Null where it is none.
 */
export function digitsOf(value: unknown): string | null {
  const text = Number.isSafeInteger(value) ? String(value) : value;
  if (typeof text === 'string') {
    // A hidden id or a group is no number, though it is made of digits.
    if (/@(lid|g\.us|broadcast|newsletter)\b/i.test(text)) return null;
    const local = text.replace(/@.*$/, '').replace(/:\d+$/, '').trim();
    return /^\+?\d[\d\s().-]*$/.test(local) ? local.replace(/\D/g, '') : null;
  }
  const parts = jid.safeParse(text);
  if (!parts.success) return null;
  const { _serialized: whole, server, user } = parts.data;
  return digitsOf(whole ?? (server === 'lid' ? null : user) ?? null);
}

const record = z.record(z.string(), z.unknown());

/** An object as a map of its keys; null for anything else, lists included. */
export function recordOf(value: unknown): Readonly<Record<string, unknown>> | null {
  const parsed = record.safeParse(value);
  return parsed.success ? parsed.data : null;
}

const wrapped = z.object({ id, data: anything });

/**
 * One object, bare as recorded or inside `data`. Contacts and messages have a `data` of their own, so it is only taken
 * out where the root has no id. Facts, section 12 row 9.
 */
export function oneOf(body: unknown): unknown {
  const root = wrapped.safeParse(body);
  if (!root.success || root.data.id !== null) return body;
  const inner = wrapped.safeParse(root.data.data);
  return inner.success && inner.data.id !== null ? root.data.data : body;
}

/** A page of a list. */
export interface Page {
  readonly rows: readonly unknown[];
  /** The page size in use, of the page itself, of the last one, and all rows that match; null where it is not told. */
  readonly limit: number | null;
  readonly page: number | null;
  readonly lastPage: number | null;
  readonly total: number | null;
}

const envelope = z.object({ data: list, limit: count, currentPage: count, lastPage: count, total: count });

/** The envelope as recorded, or a bare list. Null for anything else. Facts, section 2 and section 12 row 7. */
export function pageOf(body: unknown): Page | null {
  if (Array.isArray(body)) return { rows: body, limit: null, page: null, lastPage: null, total: null };
  const parsed = envelope.safeParse(body);
  if (!parsed.success || parsed.data.data === null) return null;
  const { data: rows, limit, currentPage: page, lastPage, total } = parsed.data;
  return { rows, limit: limit === 0 ? null : limit, page, lastPage, total };
}

/** Is nothing to come after page `asked`? Only what the account tells counts; else an empty page tells. */
export function isLastPage(page: Page, asked: number): boolean {
  if (page.rows.length === 0) return true;
  // The first page again: this account does not turn pages.
  if (page.page === 1 && asked > 1) return true;
  if (page.lastPage !== null) return asked >= page.lastPage;
  return page.limit !== null && page.rows.length < page.limit;
}

const identified = z.object({ id });

/** The id of a row; null where it has none. */
export function idOf(row: unknown): string | null {
  const parsed = identified.safeParse(row);
  return parsed.success ? parsed.data.id : null;
}
