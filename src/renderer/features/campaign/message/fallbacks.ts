import { variableKey } from '#shared/mapping/key.ts';
import { type Piece, printTemplate, type Template } from '#shared/template/parse.ts';

/** What happens to a recipient who has no value: nothing is sent, the variable is left out, or a word stands in. */
export type Absence =
  | { readonly kind: 'notSent' }
  | { readonly kind: 'leftOut' }
  | { readonly kind: 'said'; readonly text: string };

export interface UsedVariable {
  readonly name: string;
  readonly absence: Absence;
}

/** The variables of a message, each once, in order. One that is written in two ways is as strict as its strictest. */
export function usedVariables(template: Template): readonly UsedVariable[] {
  const used = new Map<string, UsedVariable>();
  for (const piece of template) {
    if (piece.kind !== 'variable') continue;
    const key = variableKey(piece.name);
    const known = used.get(key);
    if (known === undefined) used.set(key, { name: piece.name, absence: toAbsence(piece.fallback) });
    else if (piece.fallback === null) used.set(key, { ...known, absence: { kind: 'notSent' } });
  }
  return [...used.values()];
}

/** The message with another answer to a missing value, wherever the variable stands in it. */
export function withAbsence(template: Template, name: string, absence: Absence): string {
  const key = variableKey(name);
  const fallback = toFallback(absence);
  return printTemplate(
    template.map(
      (piece): Piece => (piece.kind === 'variable' && variableKey(piece.name) === key ? { ...piece, fallback } : piece),
    ),
  );
}

function toAbsence(fallback: string | null): Absence {
  if (fallback === null) return { kind: 'notSent' };
  return fallback === '' ? { kind: 'leftOut' } : { kind: 'said', text: fallback };
}

function toFallback(absence: Absence): string | null {
  switch (absence.kind) {
    case 'notSent':
      return null;
    case 'leftOut':
      return '';
    // Braces would end the variable, and a line break would break the field it is typed in.
    case 'said':
      return absence.text.replace(/[{}\n\r]/g, '').trim();
  }
}
