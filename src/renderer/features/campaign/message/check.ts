import type { ProblemOf } from '#shared/problem.ts';
import { parseTemplate, type Template, type TemplateProblem } from '#shared/template/parse.ts';
import { unknownVariables } from '#shared/template/render.ts';

export type MessageCheck =
  | { readonly kind: 'fine'; readonly template: Template }
  | { readonly kind: 'faulty'; readonly problem: TemplateProblem | ProblemOf<'templateUnknownVariable'> };

/** Can this message be sent to the recipients of a sheet with these variables? As the engine judges it. */
export function checkMessage(source: string, variables: readonly string[]): MessageCheck {
  const template = parseTemplate(source);
  if (!template.ok) return { kind: 'faulty', problem: template.error };
  const [unknown] = unknownVariables(template.value, variables);
  if (unknown === undefined) return { kind: 'fine', template: template.value };
  return { kind: 'faulty', problem: { kind: 'templateUnknownVariable', name: unknown, names: variables.join(', ') } };
}
