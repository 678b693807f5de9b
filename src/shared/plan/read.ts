import { type Document, isMap, isNode, isScalar, isSeq, LineCounter, parseDocument } from 'yaml';
import type { z } from 'zod';
import type { Problem } from '../problem.ts';
import { err, ok, type Result } from '../result.ts';
import { nearestName } from './nearest.ts';
import { campaignPlanSchema, examples, importPlanSchema, type Plan, planSchema } from './schema.ts';
import { mostPlanBytes, tooLarge } from './size.ts';

type Path = readonly PropertyKey[];
type Place = { readonly line: number; readonly column: number };
type Issue = z.core.$ZodIssue;

/**
 * A plan file, understood. Its problems say where they are, lines and columns from 1, and what to write instead; the first
 * of several is told.
 */
export function readPlan(source: string): Result<Plan, Problem> {
  const lines = new LineCounter();
  const text = source.replace(/^\uFEFF/, '');
  if (text.length > mostPlanBytes) return err(tooLarge);
  const document = parseDocument(text, { lineCounter: lines, prettyErrors: false, stringKeys: true });
  const at = (offset: number): Place => {
    const { line, col } = lines.linePos(offset);
    return { line: Math.max(1, line), column: Math.max(1, col) };
  };
  const [fault] = document.errors;
  if (fault !== undefined) {
    const place = at(fault.pos[0]);
    if (fault.code === 'TAB_AS_INDENT') return err({ kind: 'planTab', ...place });
    if (fault.code === 'BAD_DQ_ESCAPE') return err({ kind: 'planBackslash', ...place });
    if (fault.code !== 'DUPLICATE_KEY') return err({ kind: 'planNotYaml', ...place });
    const key = /^[^\s:]{1,40}/.exec(text.slice(fault.pos[0]))?.[0] ?? '';
    return err({ kind: 'planKeyTwice', key, ...place });
  }
  if (document.contents === null) return err({ kind: 'planEmpty' });
  const read = planSchema.safeParse(plainOf(document), { reportInput: false });
  if (!read.success) return err(problemOf(document, first(read.error.issues), at));
  const clash = clashOf(read.data);
  if (clash === null) return ok(read.data);
  const place = placeOfName(document, ['campaign', ...(clash.kind === 'planBoth' ? [clash.first] : [])], at);
  return err({ ...clash, ...place });
}

/** Anchors that refer to each other without end are no plan either. */
function plainOf(document: Document): unknown {
  try {
    return document.toJS({ maxAliasCount: 50 });
  } catch (error) {
    if (error instanceof ReferenceError) return null;
    throw error;
  }
}

type Clash =
  | { readonly kind: 'planBoth'; readonly first: string; readonly second: string }
  | { readonly kind: 'planKeyMissing'; readonly key: string };

/** What does not go together, and what has to be there. */
function clashOf({ campaign }: Plan): Clash | null {
  if (campaign === undefined) return null;
  const has = (name: keyof typeof campaign) => campaign[name] !== undefined && campaign[name] !== false;
  const exclusive: readonly (readonly [keyof typeof campaign, keyof typeof campaign])[] = [
    ['text', 'text-file'],
    ...(['text', 'text-file', 'attach', 'button', 'comment'] as const).map((one) => [one, 'template'] as const),
    ['attach', 'comment'],
    ['button', 'comment'],
    ['same-text-within', 'no-same-text-check'],
    ['block-lists', 'no-block-lists'],
  ];
  for (const [one, other] of exclusive)
    if (has(one) && has(other)) return { kind: 'planBoth', first: one, second: other };
  const says = (['text', 'text-file', 'template', 'attach'] as const).some(has);
  return says ? null : { kind: 'planKeyMissing', key: 'text' };
}

/** Of several, the one that stands first in the order of the plan's names. */
const first = (issues: readonly Issue[]): Issue => {
  const [issue] = issues;
  if (issue === undefined) throw new Error('a refusal without a reason');
  return issue;
};

function problemOf(document: Document, issue: Issue, at: (offset: number) => Place): Problem {
  const { path } = issue;
  const place = placeOf(document, path, at);
  const key = nameOf(path);
  switch (issue.code) {
    case 'unrecognized_keys': {
      const [unknown = ''] = issue.keys;
      const names = namesAt(path);
      const nearest = nearestName(unknown, names);
      const where = placeOfName(document, [...path, unknown], at);
      const shown = unknown.slice(0, 40);
      return nearest === null
        ? { kind: 'planKeyUnknown', key: shown, names: names.join(', '), ...where }
        : { kind: 'planKeyMistyped', key: shown, nearest, ...where };
    }
    case 'invalid_union':
      return problemOfUnion(document, issue, at);
    case 'invalid_type': {
      const node = nodeAt(document, path);
      if (node === undefined) return { kind: 'planKeyMissing', key, ...place };
      return wrongType(issue.expected, key, place, node);
    }
    case 'invalid_value':
      return wrongValue(document, path, place, examples[key] ?? issue.values.map(String).join(', '));
    case 'too_big':
      if (issue.origin === 'array') return { kind: 'planTooMany', key, most: Number(issue.maximum), ...place };
      if (issue.origin === 'string') return { kind: 'planTooLong', key, most: Number(issue.maximum), ...place };
      return wrongValue(document, path, place, examples[key] ?? String(issue.maximum));
    case 'too_small':
      if (issue.origin === 'array' || issue.origin === 'string') return { kind: 'planBlank', key, ...place };
      return wrongValue(document, path, place, examples[key] ?? String(issue.minimum));
    default:
      return wrongValue(document, path, place, examples[key] ?? '');
  }
}

/** Of what may be one thing or another, the problem of the one that was meant: a list where a list stands. */
function problemOfUnion(
  document: Document,
  issue: Extract<Issue, { code: 'invalid_union' }>,
  at: (offset: number) => Place,
): Problem {
  const node = nodeAt(document, issue.path);
  const branches = issue.errors.map((issues) => {
    const [one] = issues;
    return one === undefined ? null : { ...one, path: [...issue.path, ...one.path] };
  });
  const isOfAnotherType = (one: Issue) => one.code === 'invalid_type' && one.path.length === issue.path.length;
  const meant = branches.find((one) => one !== null && !isOfAnotherType(one));
  if (meant) return problemOf(document, meant, at);
  const [plain] = branches;
  const place = placeOf(document, issue.path, at);
  if (plain?.code === 'invalid_type') return wrongType(plain.expected, nameOf(issue.path), place, node);
  return wrongValue(document, issue.path, place, examples[nameOf(issue.path)] ?? '');
}

function wrongType(expected: string, key: string, place: Place, node: unknown): Problem {
  switch (expected) {
    case 'object':
      return { kind: 'planWantsGroup', key, ...place };
    case 'array':
      return { kind: 'planWantsList', key, ...place };
    case 'boolean':
      return { kind: 'planWantsYesNo', key, ...place };
    case 'int':
    case 'number':
      return { kind: 'planWantsNumber', key, ...place };
    default:
      // 12:30 or 0x10, which YAML takes for a number, and lists and groups, which are none.
      return isScalar(node) && node.value === null
        ? { kind: 'planBlank', key, ...place }
        : { kind: 'planWantsText', key, ...place };
  }
}

/** Texts of messages are not repeated: they may hold anything. */
function wrongValue(document: Document, path: Path, place: Place, allowed: string): Problem {
  const key = nameOf(path);
  const node = nodeAt(document, path);
  const value = isScalar(node) ? String(node.value).slice(0, 40) : '…';
  return { kind: 'planValueWrong', key, value, allowed: allowed === '' ? '…' : allowed, ...place };
}

/** The name that a person would look for: of a list, the list's own. */
function nameOf(path: Path): string {
  const names = path.filter((part) => typeof part === 'string');
  return names.at(-1) ?? 'import';
}

function namesAt(path: Path): readonly string[] {
  const [group, inside] = path;
  if (group === undefined) return Object.keys(planSchema.shape);
  if (inside === 'text') return ['text', 'share'];
  return Object.keys(group === 'import' ? importPlanSchema.shape : campaignPlanSchema.shape);
}

const nodeAt = (document: Document, path: Path): unknown =>
  path.length === 0 ? document.contents : document.getIn(path, true);

/** Where a value stands; of a group, a list and what is missing, where its name does. */
function placeOf(document: Document, path: Path, at: (offset: number) => Place): Place {
  const node = nodeAt(document, path);
  const start = isScalar(node) && node.value !== null ? startOf(node) : null;
  return start === null ? placeOfName(document, path, at) : at(start);
}

/** Where a name stands; where it does not, its group's does. */
function placeOfName(document: Document, path: Path, at: (offset: number) => Place): Place {
  const last = path.at(-1);
  if (last === undefined) return at(startOf(document.contents) ?? 0);
  const group = nodeAt(document, path.slice(0, -1));
  const found = isMap(group) ? group.items.find(({ key }) => isScalar(key) && key.value === last)?.key : null;
  const item = isSeq(group) ? group.items[Number(last)] : null;
  const start = startOf(found) ?? startOf(item);
  return start === null ? placeOfName(document, path.slice(0, -1), at) : at(start);
}

const startOf = (node: unknown): number | null => (isNode(node) ? (node.range?.[0] ?? null) : null);
