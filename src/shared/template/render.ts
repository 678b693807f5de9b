import { builtInVariables, variableKey } from '../mapping/key.ts';
import type { ProblemOf } from '../problem.ts';
import { err, ok, type Result } from '../result.ts';
import type { Template } from './parse.ts';

/** The most a message may hold, in UTF-16 units: WhatsApp's bound for a text. */
export const mostCharacters = 4_096;

export type RenderProblem = ProblemOf<'missingVariable' | 'templateTooLong'>;

/**
 * The text one recipient gets. `variables` by `variableKey`, as `Draft` holds them; a blank value is no value.
 * Values go in as they are (braces in them mean nothing); afterwards control characters are dropped, line breaks
 * become \n and spaces at the end go. What is left out takes the space before it along, so that "Olá {{nome|}}, …"
 * reads "Olá, …".
 * Problems: missingVariable, also where the whole message would be blank; templateTooLong.
 */
export function renderTemplate(
  template: Template,
  variables: Readonly<Record<string, string>>,
): Result<string, RenderProblem> {
  let text = '';
  let leftOut = false;
  for (const piece of template) {
    if (piece.kind === 'text') {
      text = leftOut ? closeGap(text, piece.text) : text + piece.text;
      leftOut = false;
      continue;
    }
    const said = valueFor(piece.name, variables) ?? piece.fallback;
    if (said === null) return err({ kind: 'missingVariable', name: piece.name });
    text += said;
    leftOut = said === '';
  }
  const clean = cleanText(text);
  const needed = variablesOf(template)[0];
  if (clean === '' && needed !== undefined) return err({ kind: 'missingVariable', name: needed });
  if (clean.length > mostCharacters)
    return err({ kind: 'templateTooLong', length: clean.length, most: mostCharacters });
  return ok(clean);
}

/** The variables of a template, each once, as it is first written. */
export function variablesOf(template: Template): readonly string[] {
  const names = new Map<string, string>();
  for (const piece of template) {
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

function valueFor(name: string, variables: Readonly<Record<string, string>>): string | null {
  const key = variableKey(name);
  const value = Object.hasOwn(variables, key) ? variables[key] : undefined;
  return value === undefined || value.trim() === '' ? null : value;
}

function closeGap(before: string, after: string): string {
  if (before.endsWith(' ') && /^[\s,.;:!?…)]/.test(after)) return before.slice(0, -1) + after;
  if (/^$|\n$/.test(before) && after.startsWith(' ')) return before + after.slice(1);
  return before + after;
}

/** Also kept in the store as what was sent, and compared with what the account says it sent. */
function cleanText(text: string): string {
  // Half a surrogate pair does not survive the way to the account: it would come back as another text.
  return text
    .toWellFormed()
    .replace(/\r\n|[\r\v\f\u0085\u2028\u2029]/g, '\n')
    .replaceAll('\t', ' ')
    .replace(/(?!\n)\p{Cc}/gu, '')
    .replace(/ +$/gm, '')
    .trimEnd();
}
