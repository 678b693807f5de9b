/**
 * A cell of a sheet that went through a spreadsheet program, as it was meant: what the program alone did to it on opening
 * and saving is taken back, so that `before` comes out where nobody touched the cell. What a person wrote is left as it
 * is, but for the apostrophe that keeps it from running as a formula.
 */
export function cellThroughSpreadsheet(before: string, after: string): string {
  if (isUntouched(before, after)) return before;
  return after.replace(/^'(?=\s*[=+\-@\t\r\n＝＋－＠])/, '');
}

function isUntouched(before: string, after: string): boolean {
  const [was, is] = [plain(before), plain(after)];
  if (was === is || is === `'${was}`) return true;
  if (isSameDigits(was, is) || isSameNumber(was, is) || isSameDay(was, is)) return true;
  return isTruth(was) && was.toLowerCase() === is.toLowerCase();
}

/** Line ends and blanks at the ends change when a cell is saved. */
const plain = (cell: string): string => cell.replace(/\r\n?/g, '\n').trim();

const isTruth = (cell: string): boolean => /^(true|false|verdadeiro|falso)$/i.test(cell);

/** Digits that became a number: zeros in front are lost, and more than eleven are shown as 5,51199E+12. */
function isSameDigits(was: string, is: string): boolean {
  if (!/^\d+$/.test(was)) return false;
  if (was.replace(/^0+(?=\d)/, '') === is) return true;
  const exponent = /^(\d)(?:[.,](\d+))?E\+(\d+)$/i.exec(is);
  if (exponent === null) return false;
  const [, first = '', decimals = '', power = ''] = exponent;
  return Number(was).toExponential(decimals.length) === `${first}${decimals && '.'}${decimals}e+${Number(power)}`;
}

/** 1.50 and 1,5: decimals lose their last zeros; and 1.500, where three digits are thousands, the point between. */
function isSameNumber(was: string, is: string): boolean {
  if (/^\d{1,3}(\.\d{3})+$/.test(was)) return was.replaceAll('.', '') === is;
  if (!/^-?\d{1,15}[.,]\d{1,10}$/.test(was) || !/^-?\d{1,15}([.,]\d{1,10})?$/.test(is)) return false;
  return Number(was.replace(',', '.')) === Number(is.replace(',', '.'));
}

/**
 * 2026-12-25 and 25/12/2026, 1/2/26 and 01/02/2026. Which of two is the day is for the program to say where it turned a date
 * around; between 3/4/2026 and 4/3/2026 it was a person.
 */
function isSameDay(was: string, is: string): boolean {
  const [a, b] = [readDay(was), readDay(is)];
  if (a === null || b === null || a.year !== b.year) return false;
  const isSame = a.first === b.first && a.second === b.second;
  return isSame || (a.isIso !== b.isIso && a.first === b.second && a.second === b.first);
}

function readDay(cell: string) {
  const iso = /^(\d{4})-(\d{1,2})-(\d{1,2})$/.exec(cell);
  if (iso) return { isIso: true, year: Number(iso[1]), first: Number(iso[2]), second: Number(iso[3]) };
  const written = /^(\d{1,2})[/.-](\d{1,2})[/.-](\d{2}|\d{4})$/.exec(cell);
  if (written === null) return null;
  const [, first, second, year = ''] = written;
  return {
    isIso: false,
    year: Number(year.length === 2 ? `20${year}` : year),
    first: Number(first),
    second: Number(second),
  };
}
