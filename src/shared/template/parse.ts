import type { ProblemOf } from '../problem.ts';
import { err, ok, type Result } from '../result.ts';

/** A piece of a message: plain text, or a variable with what to say where a recipient has no value for it. */
export type Piece =
  | { readonly kind: 'text'; readonly text: string }
  /** `fallback` null: the value must be there. An empty fallback: the variable is left out. */
  | { readonly kind: 'variable'; readonly name: string; readonly fallback: string | null };

export type Template = readonly Piece[];

export type TemplateProblem = ProblemOf<'templateEmpty' | 'templateBroken'>;

const escaped = '\\{{';

/**
 * The pieces of a message as people write it: `Olá {{nome|cliente}}, tudo bem?`. Spaces inside the braces do not
 * count, `\{{` is a literal `{{`, single braces and WhatsApp's own marks (*bold*) are plain text.
 * Problems: templateEmpty (nothing but spaces); templateBroken, with the position (from 1, in UTF-16 units) of the
 * braces that are not closed or hold no name.
 */
export function parseTemplate(source: string): Result<Template, TemplateProblem> {
  if (isBlank(source)) return err({ kind: 'templateEmpty' });
  const pieces: Piece[] = [];
  let text = '';
  let at = 0;
  while (at < source.length) {
    if (source.startsWith(escaped, at)) {
      text += '{{';
      at += escaped.length;
    } else if (opensVariable(source, at)) {
      const end = source.indexOf('}}', at + 2);
      const variable = end < 0 ? null : toVariable(source.slice(at + 2, end));
      if (variable === null) return err({ kind: 'templateBroken', position: at + 1 });
      if (text !== '') pieces.push({ kind: 'text', text });
      pieces.push(variable);
      text = '';
      at = end + 2;
    } else {
      text += source.charAt(at);
      at += 1;
    }
  }
  if (text !== '') pieces.push({ kind: 'text', text });
  return ok(pieces);
}

/** A template as text again: parsing it gives the same pieces. */
export function printTemplate(template: Template): string {
  return template
    .map((piece) => {
      if (piece.kind === 'text') return piece.text.replaceAll('{{', escaped);
      return piece.fallback === null
        ? `{{${piece.name}}}`
        : `{{${piece.name}|${piece.fallback.replaceAll('{{', escaped)}}}`;
    })
    .join('');
}

// Control and zero-width characters show nothing either.
const isBlank = (text: string): boolean => /^[\s\p{Cc}\p{Cf}]*$/u.test(text);

// Of three braces in a row the first is text: "{{{nome}}}" is a variable between single braces.
const opensVariable = (source: string, at: number): boolean =>
  source.startsWith('{{', at) && !source.startsWith('{{{', at);

function toVariable(inside: string): Extract<Piece, { kind: 'variable' }> | null {
  const bar = inside.indexOf('|');
  const name = (bar < 0 ? inside : inside.slice(0, bar)).trim();
  const fallback = bar < 0 ? null : inside.slice(bar + 1).trim();
  // A brace in a name, or another opening in a fallback, means that the closing one was forgotten before it.
  if (name === '' || /[{}]/.test(name)) return null;
  if (fallback?.replaceAll(escaped, '').includes('{{')) return null;
  return { kind: 'variable', name, fallback: fallback?.replaceAll(escaped, '{{') ?? null };
}
