import { folded } from '../mapping/key.ts';

/** Three letters of each month are enough to tell it, in Portuguese, English and Spanish. */
const months: ReadonlyMap<string, number> = new Map(
  [
    'jan ene',
    'fev feb',
    'mar',
    'abr apr',
    'mai may',
    'jun',
    'jul',
    'ago aug',
    'set sep',
    'out oct',
    'nov',
    'dez dec dic',
  ].flatMap((names, index) => names.split(' ').map((name) => [name, index + 1] as const)),
);

/** Longer cells are no dates. */
const longest = 40;

// Fixed shapes, day before month as Brazil writes it; the year may come first. A time behind it is not said.
const numeric = /^(\d{1,4})([/.-])(\d{1,2})\2(\d{1,4})(?:[ T,].*)?$/;
const worded = /^(\d{1,2})[ºo]?[ /.-]+(?:de +)?([a-z]{3,10})\.?[ /.-]+(?:de +|del +)?(\d{2}|\d{4})(?:[ ,].*)?$/;

/**
 * A date as sheets have it, as 27/11/2026. Day and month are never turned about: 11/27/2026 is no date, and null. Years of
 * two digits: up to 49 are of this century.
 */
export function dateOf(value: string): string | null {
  const text = value.trim();
  if (text.length > longest) return null;
  const numbers = numeric.exec(text);
  if (numbers !== null) {
    const [, first = '', , month = '', last = ''] = numbers;
    return first.length > 2 ? written(last, month, first) : written(first, month, last);
  }
  const words = worded.exec(folded(text));
  if (words === null) return null;
  const [, day = '', name = '', year = ''] = words;
  const month = months.get(name.slice(0, 3));
  return month === undefined ? null : written(day, String(month), year);
}

function written(dayText: string, monthText: string, yearText: string): string | null {
  if (dayText.length > 2 || (yearText.length !== 2 && yearText.length !== 4)) return null;
  const [day, month, short] = [Number(dayText), Number(monthText), Number(yearText)];
  const year = yearText.length === 4 ? short : short < 50 ? 2_000 + short : 1_900 + short;
  if (year < 1_000 || month < 1 || month > 12 || day < 1 || day > daysOf(month, year)) return null;
  return `${String(day).padStart(2, '0')}/${String(month).padStart(2, '0')}/${year}`;
}

function daysOf(month: number, year: number): number {
  if (month === 2) return (year % 4 === 0 && year % 100 !== 0) || year % 400 === 0 ? 29 : 28;
  return month === 4 || month === 6 || month === 9 || month === 11 ? 30 : 31;
}
