import type { Dialect } from './dialect.ts';

/** A moment of the account's clock as this account writes it. */
export function dateOf(ms: number | null, { dates, clockSkewMs }: Dialect): string | number | null {
  if (ms === null) return null;
  const shown = ms + clockSkewMs;
  switch (dates) {
    case 'iso':
      return new Date(shown).toISOString();
    case 'isoWithoutZone':
      return new Date(shown).toISOString().slice(0, -1);
    case 'seconds':
      return Math.floor(shown / 1_000);
    case 'secondsText':
      return String(Math.floor(shown / 1_000));
    case 'milliseconds':
      return shown;
    default:
      return dates satisfies never;
  }
}
