import type { Problem } from '../problem.ts';

/** When a campaign that paused for this reason goes on by itself, Unix milliseconds; null where a person has to. */
export function opensAt(reason: Problem | null): number | null {
  switch (reason?.kind) {
    case 'notYetTime':
      return Date.parse(reason.startsAt);
    case 'outsideWindow':
    case 'dailyLimitReached':
      return Date.parse(reason.opensAt);
    default:
      return null;
  }
}
