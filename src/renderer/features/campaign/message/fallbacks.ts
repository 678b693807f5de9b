import { variableKey } from '#shared/mapping/key.ts';
import { type Filter, filterNames, filterOf } from '#shared/template/filters.ts';
import { plainPieces, printTemplate, type Template, type Variable } from '#shared/template/parse.ts';

/** What happens to a recipient who has no value: nothing is sent, the variable is left out, or a word stands in. */
export type Absence =
  | { readonly kind: 'notSent' }
  | { readonly kind: 'leftOut' }
  | { readonly kind: 'said'; readonly text: string };

export interface UsedVariable {
  readonly name: string;
  readonly absence: Absence;
  /** What is made of its value; null: nothing. `several`: more than one thing, or different ones in different places. */
  readonly filter: Filter | 'several' | null;
}

/** The variables of a message, each once, in order. One that is written in two ways is as strict as its strictest. */
export function usedVariables(template: Template): readonly UsedVariable[] {
  const used = new Map<string, UsedVariable>();
  for (const piece of plainPieces(template)) {
    if (piece.kind !== 'variable') continue;
    const key = variableKey(piece.name);
    const known = used.get(key);
    const filter = filterIn(piece);
    if (known === undefined) {
      used.set(key, { name: piece.name, absence: toAbsence(piece.fallback), filter });
      continue;
    }
    used.set(key, {
      name: known.name,
      absence: piece.fallback === null ? { kind: 'notSent' } : known.absence,
      filter: filter === known.filter ? filter : 'several',
    });
  }
  return [...used.values()];
}

/** The message with another answer to a missing value, wherever the variable stands in it. */
export function withAbsence(template: Template, name: string, absence: Absence): string {
  const fallback = toFallback(absence);
  return withEach(template, name, (variable) => ({ ...variable, fallback }));
}

/** The message with one thing made of the variable's value, or nothing, wherever it stands. */
export function withFilter(template: Template, name: string, filter: Filter | null): string {
  const filters = filter === null ? [] : filterNames[filter].slice(0, 1);
  return withEach(template, name, (variable) => ({ ...variable, filters }));
}

function withEach(template: Template, name: string, change: (variable: Variable) => Variable): string {
  const key = variableKey(name);
  const changed = <P extends Template[number]>(piece: P) =>
    piece.kind === 'variable' && variableKey(piece.name) === key ? change(piece) : piece;
  return printTemplate(
    template.map((piece) =>
      piece.kind === 'variants'
        ? { ...piece, options: piece.options.map((option) => option.map((inner) => changed(inner))) }
        : changed(piece),
    ),
  );
}

function filterIn({ filters }: Variable): UsedVariable['filter'] {
  const [first, second] = filters;
  if (first === undefined) return null;
  return second === undefined ? filterOf(first) : 'several';
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
