import type { ProblemOf } from '../problem.ts';
import { err, ok, type Result } from '../result.ts';
import { filterOf } from './filters.ts';

/** Plain text, or a variable with what to make of its value, and what to say where a recipient has none. */
export type PlainPiece =
  | { readonly kind: 'text'; readonly text: string }
  | {
      readonly kind: 'variable';
      readonly name: string;
      /** As written, in the order in which they are applied: see `filterOf`. */
      readonly filters: readonly string[];
      /** Null: the value must be there. Empty: the variable is left out. */
      readonly fallback: string | null;
    };

export type Variable = Extract<PlainPiece, { kind: 'variable' }>;

/** A piece of a message. `variants`: each recipient gets one of the options, drawn anew wherever such a piece stands. */
export type Piece = PlainPiece | { readonly kind: 'variants'; readonly options: readonly (readonly PlainPiece[])[] };

export type Template = readonly Piece[];

export type TemplateProblem = ProblemOf<'templateEmpty' | 'templateBroken' | 'templateNested'>;

const escaped = '\\{{';

/**
 * The pieces of a message as people write it: `{Oi|Olá}, {{nome|primeiro_nome|cliente}}!`. docs/mensagens.md has the grammar.
 * Spaces inside the double braces do not count, `\{` is a literal `{`, a single brace without a bar behind it and WhatsApp's
 * own marks (*bold*) are plain text. Never throws.
 * Problems, with the position from 1 in UTF-16 units: templateEmpty (nothing but spaces); templateBroken, of double braces
 * that are not closed or hold no name; templateNested, of variants inside of variants.
 */
export function parseTemplate(source: string): Result<Template, TemplateProblem> {
  if (isBlank(source)) return err({ kind: 'templateEmpty' });
  const pieces: Piece[] = [];
  let text = '';
  const push = (piece: Piece) => {
    if (text !== '') pieces.push({ kind: 'text', text });
    text = '';
    pieces.push(piece);
  };
  let at = 0;
  while (at < source.length) {
    const literal = escapeAt(source, at);
    if (literal !== null) {
      text += literal.text;
      at = literal.end;
    } else if (opensVariable(source, at)) {
      const read = readVariable(source, at);
      if (read === null) return err({ kind: 'templateBroken', position: at + 1 });
      push(read.variable);
      at = read.end;
    } else {
      const read = source[at] === '{' ? readVariants(source, at) : null;
      if (read?.kind === 'nested') return err({ kind: 'templateNested', position: read.at + 1 });
      if (read?.kind === 'variants') push({ kind: 'variants', options: read.options });
      else text += source.charAt(at);
      at = read?.end ?? at + 1;
    }
  }
  if (text !== '') pieces.push({ kind: 'text', text });
  return ok(pieces);
}

/** A template as text again: parsing it gives the same pieces. Braces are escaped only where they have to be. */
export function printTemplate(template: Template): string {
  const kind = print(template, (text) => text.replaceAll('{{', escaped));
  const again = parseTemplate(kind);
  if (again.ok && JSON.stringify(again.value) === JSON.stringify(template)) return kind;
  return print(template, (text) => text.replaceAll('{', '\\{'));
}

/** All texts and variables of a template, those inside of variants among them, in the order in which they are written. */
export const plainPieces = (template: Template): readonly PlainPiece[] =>
  template.flatMap((piece) => (piece.kind === 'variants' ? piece.options.flat() : [piece]));

/** Shows nothing: control and zero-width characters do not either. */
export const isBlank = (text: string): boolean => /^[\s\p{Cc}\p{Cf}]*$/u.test(text);

// Of three braces in a row the first is text: "{{{nome}}}" is a variable between single braces.
const opensVariable = (source: string, at: number): boolean =>
  source.startsWith('{{', at) && !source.startsWith('{{{', at);

/** A backslash before braces: both of two, one of three. Inside of variants before `|` and `}` as well. */
function escapeAt(
  source: string,
  at: number,
  inVariants = false,
): { readonly text: string; readonly end: number } | null {
  if (source[at] !== '\\') return null;
  if (opensVariable(source, at + 1)) return { text: '{{', end: at + 3 };
  const next = source.charAt(at + 1);
  if (next === '{' || (inVariants && (next === '|' || next === '}'))) return { text: next, end: at + 2 };
  return null;
}

function readVariable(source: string, at: number): { readonly variable: Variable; readonly end: number } | null {
  const end = source.indexOf('}}', at + 2);
  const variable = end < 0 ? null : toVariable(source.slice(at + 2, end));
  return variable && { variable, end: end + 2 };
}

function toVariable(inside: string): Variable | null {
  const [before = '', ...behind] = inside.split('|');
  const name = before.trim();
  const filters: string[] = [];
  while (behind[0] !== undefined && filterOf(behind[0]) !== null) filters.push((behind.shift() ?? '').trim());
  const fallback = behind.length === 0 ? null : behind.join('|').trim();
  // A brace in a name, or another opening in a fallback, means that the closing one was forgotten before it.
  if (name === '' || /[{}]/.test(name)) return null;
  if (fallback?.replaceAll(escaped, '').includes('{{')) return null;
  return { kind: 'variable', name, filters, fallback: fallback === null ? null : unescaped(fallback) };
}

/** A fallback that reads like a filter has a backslash before it. */
const unescaped = (fallback: string): string =>
  (isLikeFilter(fallback, true) ? fallback.slice(1) : fallback).replaceAll(escaped, '{{');

function isLikeFilter(fallback: string, withBackslash: boolean): boolean {
  const word = fallback.split('|', 1)[0] ?? '';
  const bare = word.replace(/^\\+/, '');
  return filterOf(bare) !== null && (!withBackslash || bare !== word);
}

type ReadVariants =
  | { readonly kind: 'variants'; readonly options: readonly (readonly PlainPiece[])[]; readonly end: number }
  | { readonly kind: 'nested'; readonly at: number; readonly end: number };

/** `{a|b}` from its brace on; null where that is plain text: no bar, no end, or another brace before the first bar. */
function readVariants(source: string, from: number): ReadVariants | null {
  const options: PlainPiece[][] = [];
  let option: PlainPiece[] = [];
  let text = '';
  const endText = () => {
    if (text !== '') option.push({ kind: 'text', text });
    text = '';
  };
  const endOption = () => {
    endText();
    options.push(option);
    option = [];
  };
  let at = from + 1;
  while (at < source.length) {
    const literal = escapeAt(source, at, true);
    const letter = source.charAt(at);
    if (literal !== null) {
      text += literal.text;
      at = literal.end;
    } else if (opensVariable(source, at)) {
      const read = readVariable(source, at);
      if (read === null) return null;
      endText();
      option.push(read.variable);
      at = read.end;
    } else if (letter === '{') {
      if (options.length === 0 || !source.includes('}', at)) return null;
      return { kind: 'nested', at, end: at };
    } else if (letter === '}') {
      endOption();
      return options.length < 2 ? null : { kind: 'variants', options, end: at + 1 };
    } else if (letter === '|') {
      endOption();
      at += 1;
    } else {
      text += letter;
      at += 1;
    }
  }
  return null;
}

function print(template: Template, escapeText: (text: string) => string): string {
  return template
    .map((piece) => {
      if (piece.kind === 'text') return escapeText(piece.text);
      if (piece.kind === 'variable') return printVariable(piece);
      return `{${piece.options.map((option) => option.map(printInOption).join('')).join('|')}}`;
    })
    .join('');
}

const printInOption = (piece: PlainPiece): string =>
  piece.kind === 'variable' ? printVariable(piece) : piece.text.replace(/[{|}]/g, '\\$&');

function printVariable({ name, filters, fallback }: Variable): string {
  const before = [name, ...filters].join('|');
  if (fallback === null) return `{{${before}}}`;
  const mark = isLikeFilter(fallback, false) ? '\\' : '';
  return `{{${before}|${mark}${fallback.replaceAll('{{', escaped)}}}`;
}
