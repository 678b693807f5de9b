const iso = /^(\d{4}-\d{2}-\d{2})(?:[t ]+(\d{2}:\d{2}(?::\d{2}(?:[.,]\d+)?)?)\s*(z|[+-]\d{2}(?::?\d{2})?)?)?$/i;

/** Below this, a number counts seconds (up to the year 5138); from it, milliseconds (from 1973 on). */
const firstMilliseconds = 1e11;

/**
 * A moment as accounts write it, as Unix milliseconds: ISO with its zone, ISO without (then UTC), seconds or
 * milliseconds, also as text. Null for anything else. Facts, section 12 row 34.
 */
export function momentMs(value: unknown): number | null {
  if (typeof value === 'number') return ofNumber(value);
  if (typeof value !== 'string') return null;
  const text = value.trim();
  if (/^\d+(\.\d+)?$/.test(text)) return ofNumber(Number(text));
  const parts = iso.exec(text);
  if (parts === null) return null;
  const [, day, time = '00:00', zone = 'Z'] = parts;
  const offset = zone.replace(/^([+-]\d{2}):?(\d{2})?$/, (_, hours, minutes = '00') => `${hours}:${minutes}`);
  const ms = Date.parse(`${day}T${time.replace(',', '.')}${offset.toUpperCase()}`);
  return Number.isNaN(ms) ? null : ms;
}

function ofNumber(value: number): number | null {
  if (!Number.isFinite(value) || value <= 0) return null;
  return Math.round(value < firstMilliseconds ? value * 1_000 : value);
}
