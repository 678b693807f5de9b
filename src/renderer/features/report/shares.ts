/** A part of a whole, from 0 to 1; of nothing, nothing. */
export const ratio = (part: number, whole: number): number => (whole === 0 ? 0 : part / whole);

/** Versions are called by letters: A, B, C, D. */
export const versionName = (version: number): string => String.fromCharCode(65 + version);

/** The hours with anything in them, and one to each side, so that a morning does not stand in an empty day. */
export function hoursShown(byHour: readonly { readonly sent: number; readonly read: number }[]): readonly number[] {
  const busy = byHour.flatMap(({ sent, read }, hour) => (sent + read > 0 ? [hour] : []));
  const [first, last] = [busy[0], busy.at(-1)];
  if (first === undefined || last === undefined) return [];
  const from = Math.max(0, Math.min(first - 1, 12));
  const to = Math.min(23, Math.max(last + 1, from + 11));
  return Array.from({ length: to - from + 1 }, (_, index) => from + index);
}

/** The hour in which there were most, and how many; null without any. */
export function busiest(counts: readonly number[]): { readonly hour: number; readonly count: number } | null {
  const count = Math.max(0, ...counts);
  return count === 0 ? null : { hour: counts.indexOf(count), count };
}
