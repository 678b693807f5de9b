/**
 * From when on data is kept that is to be kept for so many months: the same day and hour of the month so long before, the last
 * day of it where it is shorter. Unix milliseconds in and out, by UTC.
 */
export function keptSince(nowMs: number, months: number): number {
  const now = new Date(nowMs);
  const month = now.getUTCMonth() - months;
  const lastDay = new Date(Date.UTC(now.getUTCFullYear(), month + 1, 0)).getUTCDate();
  const midnightMs = Date.UTC(now.getUTCFullYear(), month, Math.min(now.getUTCDate(), lastDay));
  return midnightMs + (nowMs % 86_400_000);
}
