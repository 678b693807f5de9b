import { dropDecimals, restoreExponents } from './exponent.ts';

/** Digits that stand together in a cell, and what their writing tells beyond them. */
export interface Piece {
  readonly digits: string;
  /** How many digits stand between two separators: "(11) 98765-4321" is 2, 5, 4. */
  readonly groups: readonly number[];
  /** Country code first by its form: `plus` (+55 …), `link` (wa.me/55…, 55…@c.us); null where it may or may not. */
  readonly international: 'plus' | 'link' | null;
}

/** What a cell holds, before any of it is taken for a number. */
export interface CellContent {
  readonly pieces: readonly Piece[];
  /** Letters stood around the digits, an extension or another address among them. */
  readonly text: boolean;
  readonly exponentRestored: boolean;
  /** A number stood there as an exponent that has lost digits. */
  readonly exponentLost: boolean;
  /** A letter in place of a digit, as in "9O765-4321": which digit was meant is anyone's guess. */
  readonly mistyped: boolean;
}

/** Takes a cell apart. A cell without digits has no pieces. */
export function openCell(cell: string): CellContent {
  const exponents = restoreExponents(dropDecimals(withoutTextMark(toAscii(cell))));
  const links: Piece[] = [];
  const unlinked = takeLinks(exponents.text, links);
  const clean = markTrunk(unlinked)
    .replace(foreignBodies, ' ; x ; ')
    .replace(extension, ' ; x ; ')
    .replace(conjunction, ' ; ');
  return {
    pieces: [...links, ...piecesOf(clean)],
    text: /\p{L}/u.test(clean),
    exponentRestored: exponents.restored,
    exponentLost: exponents.lost,
    mistyped: isMistyped(clean),
  };
}

/**
 * The same characters in ASCII where they have one: digits of any script, spaces, dashes, full-width forms. What copying
 * from web pages leaves between them (zero width, direction marks, keycaps) goes. Line breaks stay.
 */
function toAscii(text: string): string {
  if (!/[^ -~]/.test(text)) return text;
  return text
    .replace(/\p{Cf}|\p{Me}|\p{Variation_Selector}/gu, '')
    .replace(/[\uff01-\uff5e]/gu, (c) => String.fromCodePoint((c.codePointAt(0) ?? 0) - 0xfee0))
    .replace(/(?![0-9])\p{Nd}/gu, (c) => String(valueOfDigit(c)))
    .replace(/[\p{Pd}\u2212]/gu, '-')
    .replace(/\r\n?|[\p{Zl}\p{Zp}]/gu, '\n')
    .replace(/(?!\n)[\p{Zs}\p{Cc}]/gu, ' ');
}

/** Unicode keeps the ten digits of a script in a row, which starts where its code is a multiple of 16, or 6 beyond one. */
function valueOfDigit(char: string): number {
  const code = char.codePointAt(0) ?? 0;
  // The mathematical digits, the one exception, run on without gaps.
  if (code >= 0x1d7ce && code <= 0x1d7ff) return (code - 0x1d7ce) % 10;
  const low = code & 0xf;
  return /\p{Nd}/u.test(String.fromCodePoint(code - low)) ? low : low - 6;
}

/** ="11987654321" and '11987654321 keep Excel from making a number of it; tel: says that it is one. */
function withoutTextMark(text: string): string {
  return text
    .replace(/^\s*=\s*"([^"]*)"\s*$/u, '$1')
    .replace(/^\s*'/u, '')
    .replace(/^\s*(?:tel|callto|sms):(?=[+\d(])/iu, '');
}

// 55…@c.us and 55…@s.whatsapp.net are people; @g.us is a group, @lid hides the number.
const whatsappId = /(?<![\w@-])(\d{8,15})(?::\d+)?@(?:c\.us|s\.whatsapp\.net)(?!\w)/giu;
const longLink = /[\w.:/]*whatsapp[\w.:/]*\?(?:\S*?&)?phone=(?:\+|%2b|%20)*([\d().-]{8,})[^\s;,|]*/giu;
const shortLink = /(?:https?:\/\/)?(?:www\.)?wa\.me\/(?:\+|%2b)?([\d().-]{8,})[^\s;,|]*/giu;

function takeLinks(text: string, into: Piece[]): string {
  if (!/@|wa\.me|phone=/iu.test(text)) return text;
  const take = (_: string, number: string) => {
    const digits = number.replace(/\D/gu, '');
    into.push({ digits, groups: [digits.length], international: 'link' });
    return ' ; ';
  };
  return text
    .replace(whatsappId, take)
    .replace(longLink, take)
    .replace(shortLink, take)
    .replace(/(?:https?:\/\/)?wa\.me\/(?=[+\d])/giu, ' ');
}

/** 0XX11, (0xx11), 0**11 and OXX11: the carrier is left to whoever dials; a plain 0 says the same. */
function markTrunk(text: string): string {
  return text.replace(/(?<![\p{L}\d])(?:0\s?\*\*|[0O]?\s?XX)[\s.-]?(?=\(?\s?\d{2})/giu, ' 0');
}

/** Numbers that are no phone numbers: in other addresses, in the registers of people and companies (CPF, CNPJ), dates. */
const foreignBodies = new RegExp(
  [
    String.raw`[^\s;,/|()<>]+@[^\s;,/|()<>]+`,
    String.raw`(?:https?:\/\/|www\.|wa\.me\/)\S*`,
    String.raw`(?<!\d)\d{3}\.\d{3}\.\d{3}-\d{2}(?!\d)`,
    String.raw`(?<!\d)\d{2}\.?\d{3}\.?\d{3}\/\d{4}-?\d{2}(?!\d)`,
    String.raw`(?<![\d/.-])(?:0?[1-9]|[12]\d|3[01])([/.-])(?:0?[1-9]|1[0-2])\1(?:19|20)\d\d(?![\d/.-])`,
    String.raw`(?<![\d/.-])(?:19|20)\d\d([/.-])(?:0?[1-9]|1[0-2])\2(?:0?[1-9]|[12]\d|3[01])(?!\d|[/.-]\d)(?:[T ]\d\d:\d\d\S*)?`,
  ].join('|'),
  'giu',
);

const extension = /(?<!\p{L})(?:ramal(?:is)?|ram|extens[aã]o|ext(?:ension)?|r|x)\s?[.:=]?\s?\d{1,5}(?!\d|[-. ]?\d)/giu;

/** "and" and "or" between two numbers say nothing that is lost without them. */
const conjunction = /(?<=\d\)?\s?)(?:e\/ou|ou|e)(?=\s?[(+]?\d)/giu;

/** Letters that pass for digits, alone among five digits or more (98765-432l), or in place of an area code (1l). */
function isMistyped(text: string): boolean {
  for (const [word] of text.matchAll(/[\w.-]+/gu)) {
    if (/^(?:\d[OIL]|[OIL]\d)$/iu.test(word)) return true;
    if (!/(?<=\d)[OILSBZ](?![a-z])|(?<![a-z])[OILSBZ](?=\d)/iu.test(word)) continue;
    if (word.replace(/\D/gu, '').length >= 5) return true;
  }
  return false;
}

/** What may stand inside one number. Everything else ends it. */
const soft = /^[ .\-()[\]{}:='"_+~·]*$/u;
/** Digits after which "/", "," or a new line still leave the number open: 11/98765-4321. */
const areaOnly = /^(?:55)?0?[1-9]{2}$/u;

function piecesOf(text: string): readonly Piece[] {
  const pieces: Piece[] = [];
  let digits = '';
  let groups: number[] = [];
  let plus = false;
  const close = () => {
    if (digits !== '') pieces.push({ digits, groups, international: plus && !digits.startsWith('0') ? 'plus' : null });
    digits = '';
    groups = [];
  };
  for (const [, gap = '', run = ''] of text.matchAll(/(\D*)(\d*)/gu)) {
    if (endsNumber(gap, digits)) close();
    if (run === '') continue;
    if (digits === '') plus = /\+[ (]*$/u.test(gap);
    digits += run;
    groups.push(run.length);
  }
  close();
  return pieces;
}

function endsNumber(gap: string, before: string): boolean {
  if (before === '') return false;
  if (/^[ )]*[/,\n][ (]*$/u.test(gap)) return !areaOnly.test(before);
  if (!soft.test(gap) || gap.includes('+')) return true;
  // "(11) 98765-4321 (11) 3333-4444": a bracket behind a whole number opens the next one.
  return gap.includes('(') && before.length >= 8;
}
