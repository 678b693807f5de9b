/** What a calendar shows: whole weeks of a month, or one week. Days as 2026-11-23. */
export type CalendarView = 'month' | 'week';

const dayMs = 86_400_000;
const noonOf = (day: string): number => Date.parse(`${day}T12:00Z`);

/** So many days later, or earlier. */
export const shiftDay = (day: string, days: number): string =>
  new Date(noonOf(day) + days * dayMs).toISOString().slice(0, 10);

/** The same day of another month; its last one where that is shorter. */
export function shiftMonth(day: string, months: number): string {
  const [year = 0, month = 1, date = 1] = day.split('-').map(Number);
  const last = new Date(Date.UTC(year, month - 1 + months + 1, 0)).getUTCDate();
  return new Date(Date.UTC(year, month - 1 + months, Math.min(date, last), 12)).toISOString().slice(0, 10);
}

/** The first day that is shown, and how many: whole weeks. `firstWeekday`: 0 is Sunday. */
export function spanOf(
  day: string,
  view: CalendarView,
  firstWeekday: 0 | 1,
): { readonly from: string; readonly days: number } {
  const start = view === 'month' ? `${day.slice(0, 8)}01` : day;
  const before = (new Date(noonOf(start)).getUTCDay() - firstWeekday + 7) % 7;
  const from = shiftDay(start, -before);
  if (view === 'week') return { from, days: 7 };
  const monthEnd = shiftDay(shiftMonth(start, 1), -1);
  const inMonth = Math.round((noonOf(monthEnd) - noonOf(from)) / dayMs) + 1;
  return { from, days: Math.ceil(inMonth / 7) * 7 };
}

/** Where a key leads in the grid; null where it is no key of a grid. */
export function dayByKey(day: string, key: string, firstWeekday: 0 | 1): string | null {
  switch (key) {
    case 'ArrowLeft':
      return shiftDay(day, -1);
    case 'ArrowRight':
      return shiftDay(day, 1);
    case 'ArrowUp':
      return shiftDay(day, -7);
    case 'ArrowDown':
      return shiftDay(day, 7);
    case 'PageUp':
      return shiftMonth(day, -1);
    case 'PageDown':
      return shiftMonth(day, 1);
    case 'Home':
      return spanOf(day, 'week', firstWeekday).from;
    case 'End':
      return shiftDay(spanOf(day, 'week', firstWeekday).from, 6);
    default:
      return null;
  }
}
