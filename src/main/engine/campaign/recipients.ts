import type { StoredImport } from '#main/store/imports.ts';
import type { StoredRow } from '#main/store/rows.ts';
import { applyMapping, variablesOfMapping } from '#shared/mapping/apply.ts';
import type { Problem } from '#shared/problem.ts';
import { ProblemError } from '#shared/problem.ts';
import { parseTemplate, type Template } from '#shared/template/parse.ts';
import { renderTemplate, unknownVariables } from '#shared/template/render.ts';

/** What one recipient would be written, or why not. */
export interface Written {
  readonly name: string;
  readonly text: string;
  readonly problem: Problem | null;
}

/** The names that a template of this import may use, as people see them. */
export const variablesOfImport = (source: Pick<StoredImport, 'findings' | 'mapping'>): readonly string[] =>
  variablesOfMapping(source.findings?.header ?? [], source.mapping);

/** The template, understood, with only variables that this import has. Throws the problem for the edge to tell. */
export function understandTemplate(source: Pick<StoredImport, 'findings' | 'mapping'>, text: string): Template {
  const parsed = parseTemplate(text);
  if (!parsed.ok) throw new ProblemError(parsed.error);
  const names = variablesOfImport(source);
  const [unknown] = unknownVariables(parsed.value, names);
  if (unknown !== undefined) {
    throw new ProblemError({ kind: 'templateUnknownVariable', name: unknown, names: names.join(', ') });
  }
  return parsed.value;
}

/** The final text of one recipient: what the preview shows is what is sent. */
export function writeTo(
  source: Pick<StoredImport, 'findings' | 'mapping'>,
  template: Template,
  row: Pick<StoredRow, 'cells'>,
): Written {
  const draft = applyMapping(row.cells, source.findings?.header ?? [], source.mapping);
  const rendered = renderTemplate(template, draft.variables);
  return {
    name: draft.name,
    text: rendered.ok ? rendered.value : '',
    problem: rendered.ok ? null : rendered.error,
  };
}
