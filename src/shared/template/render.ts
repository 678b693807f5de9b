import { builtInVariables, variableKey } from '../mapping/key.ts';
import type { ProblemOf } from '../problem.ts';
import { err, ok, type Result } from '../result.ts';
import { applyFilter, type Filter, filterOf } from './filters.ts';
import { type PlainPiece, plainPieces, type Template } from './parse.ts';

/** The most a message may hold, in UTF-16 units: WhatsApp's bound for a text. */
export const mostCharacters = 4_096;

export type RenderProblem = ProblemOf<'missingVariable' | 'valueUnreadable' | 'templateTooLong'>;

/** A number from 0 up to 1 for the variants that stand at a place of the template, counted from 0. */
export type Draw = (place: number) => number;

const firstOnes: Draw = () => 0;

/**
 * The text one recipient gets. `variables` by `variableKey`, as `Draft` holds them; a blank value is no value, and one that
 * a filter cannot read counts as none. `draw` chooses among variants; left out, the first of each is taken.
 * Values go in as they are (braces in them mean nothing); afterwards control characters are dropped, line breaks
 * become \n and spaces at the end go. What is left out takes the space before it along, so that "Olá {{nome|}}, …"
 * reads "Olá, …".
 * Problems: missingVariable, also where the whole message would be blank; valueUnreadable; templateTooLong.
 */
export function renderTemplate(
  template: Template,
  variables: Readonly<Record<string, string>>,
  draw: Draw = firstOnes,
): Result<string, RenderProblem> {
  let text = '';
  let leftOut = false;
  let place = 0;
  let problem: RenderProblem | null = null;
  const say = (piece: Ready) => {
    if (problem !== null) return;
    if (piece.kind === 'text') {
      text = leftOut ? closeGap(text, piece.text) : text + piece.text;
      leftOut = false;
      return;
    }
    const value = saidOf(piece, variables);
    if (typeof value !== 'string') {
      problem = value;
      return;
    }
    text += value;
    leftOut = value === '';
  };
  for (const piece of readyOf(template)) {
    if (piece.kind !== 'variants') say(piece);
    else {
      const { options } = piece;
      const option = options[Math.floor(draw(place) * options.length)] ?? [];
      place += 1;
      if (option.length === 0) leftOut = true;
      for (const inner of option) say(inner);
    }
  }
  if (problem !== null) return err(problem);
  const clean = cleanText(text);
  const needed = clean === '' ? variablesOf(template)[0] : undefined;
  if (needed !== undefined) return err({ kind: 'missingVariable', name: needed });
  if (clean.length > mostCharacters)
    return err({ kind: 'templateTooLong', length: clean.length, most: mostCharacters });
  return ok(clean);
}

/** The variables of a template, each once, as it is first written. */
export function variablesOf(template: Template): readonly string[] {
  const names = new Map<string, string>();
  for (const piece of plainPieces(template)) {
    if (piece.kind !== 'variable') continue;
    const key = variableKey(piece.name);
    if (!names.has(key)) names.set(key, piece.name);
  }
  return [...names.values()];
}

/**
 * The variables that no recipient can have, as they are written; `known` are the names of the sheet. One with a
 * fallback counts as well: misspelt, it would say the fallback to everybody.
 */
export function unknownVariables(template: Template, known: Iterable<string>): readonly string[] {
  const keys = new Set(Array.from(known, variableKey));
  for (const aliases of Object.values(builtInVariables)) {
    if (aliases.some((alias) => keys.has(alias))) for (const alias of aliases) keys.add(alias);
  }
  return variablesOf(template).filter((name) => !keys.has(variableKey(name)));
}

/** A piece with its names understood: that is done once for a million recipients. */
type Ready =
  | { readonly kind: 'text'; readonly text: string }
  | {
      readonly kind: 'variable';
      readonly name: string;
      readonly key: string;
      readonly filters: readonly { readonly written: string; readonly filter: Filter }[];
      readonly fallback: string | null;
    };
type ReadyPiece = Ready | { readonly kind: 'variants'; readonly options: readonly (readonly Ready[])[] };

/** By the template itself, which is never changed. */
const understood = new WeakMap<Template, readonly ReadyPiece[]>();

function readyOf(template: Template): readonly ReadyPiece[] {
  const known = understood.get(template);
  if (known !== undefined) return known;
  const ready = template.map((piece): ReadyPiece => {
    return piece.kind === 'variants'
      ? { ...piece, options: piece.options.map((one) => one.map(toReady)) }
      : toReady(piece);
  });
  understood.set(template, ready);
  return ready;
}

function toReady(piece: PlainPiece): Ready {
  if (piece.kind === 'text') return piece;
  const filters = piece.filters.flatMap((written) => {
    const filter = filterOf(written);
    return filter === null ? [] : [{ written, filter }];
  });
  return { ...piece, key: variableKey(piece.name), filters };
}

function saidOf(
  { name, key, filters, fallback }: Extract<Ready, { kind: 'variable' }>,
  variables: Readonly<Record<string, string>>,
): string | RenderProblem {
  const value = Object.hasOwn(variables, key) ? variables[key] : undefined;
  if (value === undefined || value.trim() === '') return fallback ?? { kind: 'missingVariable', name };
  let said = value;
  for (const { written, filter } of filters) {
    const next = applyFilter[filter](said);
    if (next === null) return fallback ?? { kind: 'valueUnreadable', name, filter: written };
    said = next;
  }
  return said;
}

function closeGap(before: string, after: string): string {
  if (before.endsWith(' ') && /^[\s,.;:!?…)]/.test(after)) return before.slice(0, -1) + after;
  if (/^$|\n$/.test(before) && after.startsWith(' ')) return before + after.slice(1);
  return before + after;
}

// Anything that `cleanText` may change: one look is enough for most texts.
const unclean = /[^\P{Cc}\n]|[\u2028\u2029\ud800-\udfff]| (?:\n|$)/u;

/** Also kept in the store as what was sent, and compared with what the account says it sent. */
function cleanText(text: string): string {
  if (!unclean.test(text)) return text.trimEnd();
  // Half a surrogate pair does not survive the way to the account: it would come back as another text.
  return text
    .toWellFormed()
    .replace(/\r\n|[\r\v\f\u0085\u2028\u2029]/g, '\n')
    .replaceAll('\t', ' ')
    .replace(/(?!\n)\p{Cc}/gu, '')
    .replace(/ +$/gm, '')
    .trimEnd();
}
