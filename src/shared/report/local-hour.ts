/** The hour of the day, from 0, in which a moment falls. Unix milliseconds. */
export type LocalHour = (atMs: number) => number;

/** Every zone of the world is a multiple of a quarter of an hour from UTC, so that a quarter has one hour. */
const quarterMs = 900_000;

/** By the clocks of a time zone (IANA). Remembers what it was asked: a million messages fall into a few hundred quarters. */
export function localHourIn(timeZone: string): LocalHour {
  const hours = new Intl.DateTimeFormat('en', { hour: 'numeric', hourCycle: 'h23', timeZone });
  const known = new Map<number, number>();
  return (atMs) => {
    const quarter = Math.floor(atMs / quarterMs);
    const found = known.get(quarter);
    if (found !== undefined) return found;
    const hour = Number(hours.format(quarter * quarterMs));
    known.set(quarter, hour);
    return hour;
  };
}
