import type { Content } from '#shared/campaign/content.ts';
import { problemOfShape } from '#shared/campaign/shape.ts';
import type { ProblemOf } from '#shared/problem.ts';
import { parseTemplate, type Template, type TemplateProblem } from '#shared/template/parse.ts';
import { unknownVariables } from '#shared/template/render.ts';

export type TextProblem = TemplateProblem | ProblemOf<'templateUnknownVariable'>;

export type MessageCheck =
  | { readonly kind: 'fine'; readonly template: Template }
  | { readonly kind: 'faulty'; readonly problem: TextProblem };

/** Can this message be sent to the recipients of a sheet with these variables? As the engine judges it. */
export function checkMessage(source: string, variables: readonly string[]): MessageCheck {
  const template = parseTemplate(source);
  if (!template.ok) return { kind: 'faulty', problem: template.error };
  const [unknown] = unknownVariables(template.value, variables);
  if (unknown === undefined) return { kind: 'fine', template: template.value };
  return { kind: 'faulty', problem: { kind: 'templateUnknownVariable', name: unknown, names: variables.join(', ') } };
}

/** What keeps a content from being sent: nothing chosen or written, or something in it that must be put right. */
export type ContentFault = 'empty' | 'notChosen' | 'blank' | 'broken' | 'shape';

/**
 * The first thing that is in the way, or null. `blank`: a placeholder of an approved template without words; `shape`: parts that
 * do not go together, of which `problemOfShape` tells.
 */
export function contentFault(content: Content, variables: readonly string[]): ContentFault | null {
  if (content.kind === 'approved') {
    if (content.hsmId === '') return 'notChosen';
    const texts = approvedTexts(content);
    if (texts.some((text) => text.trim() === '')) return 'blank';
    return texts.some((text) => checkMessage(text, variables).kind === 'faulty') ? 'broken' : null;
  }
  const mayBeSilent = content.kind === 'message' && content.attachment !== null;
  for (const { template } of content.versions) {
    const check = checkMessage(template, variables);
    if (check.kind === 'fine') continue;
    if (check.problem.kind !== 'templateEmpty') return 'broken';
    if (!mayBeSilent) return 'empty';
  }
  return problemOfShape(content) === null ? null : 'shape';
}

const approvedTexts = (content: Extract<Content, { kind: 'approved' }>): readonly string[] => [
  ...content.parameters,
  ...content.headerParameters,
  ...(content.header === null ? [] : [content.header.link]),
  ...content.buttons.map(({ suffix }) => suffix),
];
