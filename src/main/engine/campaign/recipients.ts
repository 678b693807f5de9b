import type { StoredImport } from '#main/store/imports.ts';
import type { StoredRow } from '#main/store/rows.ts';
import { type Filling, inAddress, inOneLine, isFetchable, payloadOf } from '#shared/campaign/approved.ts';
import { type Approved, type Content, textsOf } from '#shared/campaign/content.ts';
import { draw, shareOf } from '#shared/campaign/draw.ts';
import type { Payload } from '#shared/campaign/payload.ts';
import { filledIn } from '#shared/campaign/placeholders.ts';
import { mostOf, problemOfShape } from '#shared/campaign/shape.ts';
import { applyMapping, variablesOfMapping } from '#shared/mapping/apply.ts';
import { type Problem, ProblemError } from '#shared/problem.ts';
import { err, ok, type Result } from '#shared/result.ts';
import { isBlank, parseTemplate, type Template } from '#shared/template/parse.ts';
import { mostCharacters, renderTemplate, unknownVariables } from '#shared/template/render.ts';

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

/**
 * A campaign's texts, understood, with only variables that this import has, in a form that can be sent. Throws the problem for
 * the edge to tell.
 */
export function understandContent(source: Sheet, content: Content, seed: number): Understood {
  const problem = problemOfShape(content);
  if (problem !== null) throw new ProblemError(problem);
  // A file says it all, where nothing is written beside it.
  const mayBeBlank = content.kind === 'message' && content.attachment !== null;
  const texts = textsOf(content).map((text) => (mayBeBlank && isBlank(text) ? [] : understandTemplate(source, text)));
  return { content, seed, texts };
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
 * The final text of one recipient: what the preview shows is what is sent. Which of several texts it is, and which of the
 * variants in it, depends on the seed and the person alone, so it is the same in every preview and after every restart.
 */
export function writeTo(source: Sheet, understood: Understood, row: Pick<StoredRow, 'cells' | 'person'>): Written {
  const { content, seed, texts } = understood;
  const { name, variables } = applyMapping(row.cells, source.findings?.header ?? [], source.mapping);
  const subject = row.person ?? '';
  let placesBefore = 0;
  const say = (template: Template): Result<string, Problem> => {
    const before = placesBefore;
    placesBefore += template.filter(({ kind }) => kind === 'variants').length;
    return renderTemplate(template, variables, (place) => draw(seed, `${subject} ${before + place}`));
  };
  if (content.kind === 'approved') {
    const filled = fillApproved(content, texts, say);
    if (!filled.ok) return { name, text: '', version: 0, payload: null, problem: filled.error };
    const text = filledIn(content.body, filled.value.parameters);
    return { name, text, version: 0, payload: payloadOf(content, filled.value), problem: null };
  }
  const version = shareOf(
    content.versions.map(({ share }) => share),
    draw(seed, `version ${subject}`),
  );
  const rendered = say(texts[version] ?? []);
  const problem = rendered.ok ? problemOfLength(rendered.value, content) : rendered.error;
  return { name, text: rendered.ok && problem === null ? rendered.value : '', version, payload: null, problem };
}

function problemOfLength(text: string, content: Content): Problem | null {
  const most = mostOf(content, mostCharacters);
  return text.length > most ? { kind: 'templateTooLong', length: text.length, most } : null;
}

/** The places of an approved template, filled for one recipient; the first that cannot be is the problem. */
function fillApproved(
  content: Approved,
  texts: readonly Template[],
  say: (template: Template) => Result<string, Problem>,
): Result<Filling, Problem> {
  const values: string[] = [];
  for (const template of texts) {
    const said = say(template);
    if (!said.ok) return said;
    const value = inOneLine(said.value);
    // No place may be left empty.
    if (value === '') return err({ kind: 'missingVariable', name: content.name });
    values.push(value);
  }
  const header = content.header === null ? null : inAddress(values.shift() ?? '');
  if (header !== null && !isFetchable(header)) return err({ kind: 'headerLink' });
  const headerParameters = values.splice(0, content.headerParameters.length);
  const parameters = values.splice(0, content.parameters.length);
  return ok({ header, headerParameters, parameters, suffixes: values });
}
