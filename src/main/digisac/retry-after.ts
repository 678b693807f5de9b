/** What an account may ask to wait at most: more is a mistake, and no timer takes it. */
const mostMs = 24 * 3_600_000;

/**
 * Milliseconds to wait by a Retry-After header, which holds seconds or a date. A date is of the server's clock, so it
 * is held against the Date header of the same answer (`serverNowMs`). Null where there is none, or it cannot be read.
 */
export function retryAfterMs(header: string | null, serverNowMs: number): number | null {
  if (header === null) return null;
  const text = header.trim();
  const ms = /^\d+(\.\d+)?$/.test(text) ? Number(text) * 1_000 : dateMs(text) - serverNowMs;
  return Number.isNaN(ms) ? null : Math.min(Math.max(Math.ceil(ms), 0), mostMs);
}

/** `Date.parse` reads a lot that is no date of HTTP, "-5" for one. */
const dateMs = (text: string): number => (/^[a-z]{3}, /i.test(text) ? Date.parse(text) : Number.NaN);
