import type { StoredImport } from '#main/store/imports.ts';
import type { StoredRow } from '#main/store/rows.ts';
import { type Content, textsOf } from '#shared/campaign/content.ts';
import { draw, shareOf } from '#shared/campaign/draw.ts';
import type { Payload } from '#shared/campaign/payload.ts';
import { applyMapping, variablesOfMapping } from '#shared/mapping/apply.ts';
import { type Problem, ProblemError } from '#shared/problem.ts';
import { parseTemplate, type Template } from '#shared/template/parse.ts';
import { renderTemplate, unknownVariables } from '#shared/template/render.ts';

type Sheet = Pick<StoredImport, 'findings' | 'mapping'>;

/** What one recipient would be written, or why not. */
export interface Written {
  readonly name: string;
  readonly text: string;
  /** Which of the texts it is, from 0. */
  readonly version: number;
  /** What leaves beside the text; null where there is nothing. */
  readonly payload: Payload | null;
  readonly problem: Problem | null;
}

/** What a campaign says, understood: `versions` as its texts, in their order. */
export interface Understood {
  readonly content: Content;
  readonly seed: number;
  readonly texts: readonly Template[];
}

/** The names that a template of this import may use, as people see them. */
export const variablesOfImport = (source: Sheet): readonly string[] =>
  variablesOfMapping(source.findings?.header ?? [], source.mapping);

/** A campaign's texts, understood, with only variables that this import has. Throws the problem for the edge to tell. */
export function understandContent(source: Sheet, content: Content, seed: number): Understood {
  return { content, seed, texts: textsOf(content).map((text) => understandTemplate(source, text)) };
}

function understandTemplate(source: Sheet, text: string): Template {
  const parsed = parseTemplate(text);
  if (!parsed.ok) throw new ProblemError(parsed.error);
  const names = variablesOfImport(source);
  const [unknown] = unknownVariables(parsed.value, names);
  if (unknown !== undefined) {
    throw new ProblemError({ kind: 'templateUnknownVariable', name: unknown, names: names.join(', ') });
  }
  return parsed.value;
}

/**
 * The final text of one recipient: what the preview shows is what is sent. Which of several texts it is depends on the seed
 * and the person alone, so it is the same in every preview and after every restart.
 */
export function writeTo(source: Sheet, understood: Understood, row: Pick<StoredRow, 'cells' | 'person'>): Written {
  const { content, seed, texts } = understood;
  const draft = applyMapping(row.cells, source.findings?.header ?? [], source.mapping);
  const subject = row.person ?? '';
  const version =
    content.kind === 'approved'
      ? 0
      : shareOf(
          content.versions.map(({ share }) => share),
          draw(seed, `version ${subject}`),
        );
  const rendered = renderTemplate(texts[version] ?? [], draft.variables);
  return {
    name: draft.name,
    text: rendered.ok ? rendered.value : '',
    version,
    payload: null,
    problem: rendered.ok ? null : rendered.error,
  };
}
