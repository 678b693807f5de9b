import type { NumberFormat } from './number-format.ts';

/**
 * The text of a numeric cell as a Brazilian Excel shows it in a column that is wide enough, but for separators of thousands and
 * signs of currency: comma before decimals, dd/mm/yyyy, never an exponent. `value` is what stands in the file.
 */
export function numberText(value: string, format: NumberFormat, date1904: boolean): string {
  const number = Number(value);
  if (value.trim() === '' || !Number.isFinite(number)) return value;
  switch (format.kind) {
    case 'plain':
      return plainText(value, number);
    case 'decimals':
      return decimalText(value, number, format);
    case 'mask':
      return Number.isInteger(number) ? maskText(integerText(value, number), format.pieces) : plainText(value, number);
    case 'moment':
      return momentText(number, format, date1904) ?? plainText(value, number);
  }
}

/** All digits of a whole number; 15 significant ones of any other, as Excel, which drops the noise of 0.1 + 0.2. */
function plainText(value: string, number: number): string {
  if (Number.isInteger(number)) return integerText(value, number);
  const exact = Number(number.toPrecision(15));
  const text = String(exact);
  const written = text.includes('e') ? exact.toFixed(20).replace(/0+$/, '') : text;
  return written.replace('.', ',');
}

const integerText = (value: string, number: number): string =>
  /^-?\d+$/.test(value) ? value : BigInt(number).toString();

/** An amount of eight digits is a telephone or a document in a column that was formatted by mistake: no decimals. */
const identifierFrom = 10_000_000;

function decimalText(value: string, number: number, format: Extract<NumberFormat, { kind: 'decimals' }>): string {
  if (!format.percent && Number.isInteger(number) && Math.abs(number) >= identifierFrom)
    return integerText(value, number);
  const seen = format.percent ? number * 100 : number;
  const [whole = '0', decimals = ''] = roundedText(seen, format.most).split('.');
  const kept = decimals.replace(/0+$/, '').padEnd(format.least, '0');
  return whole + (kept === '' ? '' : `,${kept}`) + (format.percent ? '%' : '');
}

/** Rounds what people read, 1.005 to 1.01, not the binary fraction next to it. */
function roundedText(number: number, decimals: number): string {
  const exact = Math.abs(Number(number.toPrecision(15)));
  const text = String(exact);
  if (text.includes('e')) return number.toFixed(Math.min(decimals, 100));
  const shifted = Math.round(Number(`${text}e${decimals}`));
  const rounded = Number(`${shifted}e-${decimals}`).toFixed(Math.min(decimals, 100));
  return number < 0 && Number(rounded) !== 0 ? `-${rounded}` : rounded;
}

/** Digits from the right; the first place takes all that are left over. */
function maskText(value: string, pieces: Extract<NumberFormat, { kind: 'mask' }>['pieces']): string {
  let digits = value.replace('-', '');
  let text = '';
  const first = pieces.findIndex((piece) => 'digit' in piece);
  for (const [i, piece] of [...pieces.entries()].reverse()) {
    if ('literal' in piece) {
      text = piece.literal + text;
      continue;
    }
    const taken = i === first ? digits : digits.slice(-1);
    text = (taken === '' && piece.digit === '0' ? '0' : taken) + text;
    digits = i === first ? '' : digits.slice(0, -1);
  }
  return value.startsWith('-') ? `-${text}` : text;
}

const dayMs = 86_400_000;
/** The last day that Excel knows: 31 December 9999. */
const lastSerial = 2_958_465;

type Moment = Extract<NumberFormat, { kind: 'moment' }>;

/** Null for a number that is no moment, such as a negative one. */
function momentText(serial: number, format: Moment, date1904: boolean): string | null {
  if (serial < 0 || serial > lastSerial + 1) return null;
  const seconds = Math.round(serial * 86_400);
  if (format.elapsed) return clockText(seconds, format.time);
  const hasDate = format.date || (seconds >= 86_400 && format.time === 'none');
  const time = clockText(seconds % 86_400, format.time);
  if (!hasDate) return time;
  const date = dateText(Math.floor(seconds / 86_400), date1904);
  return format.time === 'none' || seconds % 86_400 === 0 ? date : `${date} ${time}`;
}

function clockText(seconds: number, precision: Moment['time']): string {
  const two = (n: number): string => String(n).padStart(2, '0');
  const minutes = Math.floor(seconds / 60);
  const clock = `${two(Math.floor(minutes / 60))}:${two(minutes % 60)}`;
  return precision === 'seconds' ? `${clock}:${two(seconds % 60)}` : clock;
}

/**
 * Day 1 is 1 January 1900 or, in files of old Macintoshes, day 0 is 1 January 1904. Excel believes in 29 February
 * 1900 (day 60), as Lotus 1-2-3 did: days before it are one off.
 */
function dateText(day: number, date1904: boolean): string {
  if (!date1904 && day === 60) return '29/02/1900';
  const epoch = date1904 ? Date.UTC(1904, 0, 1) : day < 60 ? Date.UTC(1899, 11, 31) : Date.UTC(1899, 11, 30);
  return isoDateText(new Date(epoch + day * dayMs).toISOString());
}

/** 2026-11-24T10:30:00 as 24/11/2026 10:30, for cells that hold a date as text. */
export function isoDateText(iso: string): string {
  const match = /^(\d{4})-(\d\d)-(\d\d)(?:T(\d\d:\d\d)(:\d\d)?)?/.exec(iso);
  if (match === null) return iso;
  const [, year, month, day, clock, seconds] = match;
  const hasTime = clock !== undefined && `${clock}${seconds ?? ''}`.replace(/[0:]/g, '') !== '';
  return `${day}/${month}/${year}${hasTime ? ` ${clock}${seconds === ':00' ? '' : (seconds ?? '')}` : ''}`;
}
