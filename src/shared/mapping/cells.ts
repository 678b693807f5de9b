import { folded } from './key.ts';
import { isFirstName } from './names.ts';

/** What the sample cells of one column look like, as shares from 0 to 1. */
export interface CellsReading {
  /** Sample rows seen. */
  readonly rows: number;
  /** Of the rows: those with something in this column. Everything below is a share of these. */
  readonly filled: number;
  /** Numbers that can be written to. */
  readonly phones: number;
  /** At least the digits of a number, such as one without area code or damaged by Excel. */
  readonly digits: number;
  readonly mobiles: number;
  /** Something written in words, as names of people and companies are. */
  readonly texts: number;
  /** Words without digits, as names of people are. */
  readonly names: number;
  /** Such names that begin with one of the usual first names. */
  readonly firstNames: number;
  /** Different cells. */
  readonly distinct: number;
  /** Short words that come again and again. */
  readonly labels: boolean;
}

export function readCells(cells: readonly string[], looksLikePhone: (cell: string) => boolean): CellsReading {
  const filled = cells.map((cell) => cell.trim()).filter((cell) => cell !== '');
  const share = (test: (cell: string) => boolean): number =>
    filled.length === 0 ? 0 : filled.filter(test).length / filled.length;
  const isDocuments = share(isCpf) >= 0.8;
  const distinct = new Set(filled.map((cell) => cell.toLowerCase())).size;
  return {
    rows: cells.length,
    filled: cells.length === 0 ? 0 : filled.length / cells.length,
    phones: isDocuments
      ? 0
      : share((cell) => hasEnoughDigits.test(cell) && !isSomethingElse(cell) && looksLikePhone(cell)),
    digits: isDocuments ? 0 : share((cell) => !isSomethingElse(cell) && hasDigitsOfPhone(cell)),
    mobiles: share(isMobile),
    texts: share((cell) => cell.length <= 80 && /\p{L}{2}/u.test(cell) && !/@|:\/\//.test(cell)),
    names: share(isWords),
    firstNames: share((cell) => isWords(cell) && isFirstName(cell)),
    distinct: filled.length === 0 ? 0 : distinct / filled.length,
    labels:
      filled.every((cell) => cell.length <= 60 && /\p{L}/u.test(cell)) && distinct <= Math.max(5, filled.length / 4),
  };
}

// Asking about a cell is dear; fewer than eight digits are no number anywhere.
const hasEnoughDigits = /(\d\D*){8}/;

const somethingElse: readonly RegExp[] = [
  /@/,
  /^\d{1,4}[/.-]\d{1,2}[/.-]\d{1,4}([ T].*)?$/, // dates
  /^\d{1,2}:\d{2}/, // times
  /(R\$|US\$|\$|€|%)/, // money and shares
  /^-?\d{1,3}(\.\d{3})*,\d{1,2}$|^-?\d{1,9}[.,]\d{1,2}$/, // decimals of both worlds
  /^\d{5}-\d{3}$/, // CEP
  /^\d{3}\.\d{3}\.\d{3}-\d{2}$/, // CPF
  /^\d{2}\.\d{3}\.\d{3}\/\d{4}-\d{2}$/, // CNPJ
];

const isSomethingElse = (cell: string): boolean => somethingElse.some((shape) => shape.test(cell));

/** Eleven digits whose last two are the check digits of a CPF: one phone number in a hundred looks like that. */
function isCpf(cell: string): boolean {
  if (!/^[\d.\-\s]+$/.test(cell)) return false;
  const digits = Array.from(cell.replace(/\D/g, ''), Number);
  if (digits.length !== 11) return false;
  const check = (length: number): number => {
    const sum = digits.slice(0, length).reduce((total, digit, i) => total + digit * (length + 1 - i), 0);
    return ((sum * 10) % 11) % 10;
  };
  return check(9) === digits[9] && check(10) === digits[10];
}

const nationalDigits = (cell: string): string =>
  cell
    .replace(/\.0$/, '') // a number that came through a column of decimals
    .replace(/\D/g, '')
    .replace(/^0+/, '')
    .replace(/^55(?=\d{10,11}$)/, '');

function hasDigitsOfPhone(cell: string): boolean {
  if (/^\d[.,]\d+E\+?\d+$/i.test(cell)) return true;
  return /^[\d\s()+.\-/]+$/.test(cell) && /^\d{8,13}$/.test(nationalDigits(cell));
}

const isMobile = (cell: string): boolean => /^(\d{2}9\d{8}|\d{2}[6-9]\d{7}|9\d{8})$/.test(nationalDigits(cell));

const isWords = (cell: string): boolean =>
  cell.length <= 80 && /^\p{L}[\p{L}\p{M}\s.,'’&()-]*$/u.test(cell) && folded(cell).length > 1;
