import { z } from 'zod';
import type { Problem } from '../problem.ts';
import { err, ok, type Result } from '../result.ts';
import { type AudienceNode, type ContactsWhich, outcomeKindSchema } from './definition.ts';

const word = z.string().trim().min(1).max(500);
const numberIn = (code: string): number => Number(code.slice(1));

type Named =
  | { readonly all: readonly Named[] }
  | { readonly any: readonly Named[] }
  | { readonly not: Named }
  | { readonly import: string }
  | {
      readonly campaign: string;
      readonly outcome: z.infer<typeof outcomeKindSchema>;
      readonly cause?: string | undefined;
    }
  | { readonly contacts: 'all' }
  | { readonly tag: string }
  | { readonly field: string; readonly equals?: string | undefined; readonly contains?: string | undefined }
  | { readonly createdSince: string };

const nodeSchema: z.ZodType<Named> = z.lazy(() =>
  z.union([
    z.strictObject({ all: z.array(nodeSchema).min(1).max(30) }),
    z.strictObject({ any: z.array(nodeSchema).min(1).max(30) }),
    z.strictObject({ not: nodeSchema }),
    z.strictObject({ import: z.string().regex(/^i[1-9]\d{0,14}$/) }),
    z.strictObject({
      campaign: z.string().regex(/^c[1-9]\d{0,14}$/),
      outcome: outcomeKindSchema,
      cause: word.optional(),
    }),
    z.strictObject({ contacts: z.literal('all') }),
    z.strictObject({ tag: word }),
    z.strictObject({ field: word, equals: word.optional(), contains: word.optional() }),
    z.strictObject({ createdSince: z.iso.date() }),
  ]),
);

const fileSchema = z.strictObject({ service: word.optional(), who: nodeSchema });

/** An audience as people write it: jobs by their codes, tags and fields by their names. */
export type AudienceFile = z.infer<typeof fileSchema>;

/** What the account has, to find names in. */
export interface AccountNames {
  readonly tags: readonly { readonly id: string; readonly name: string }[];
  readonly fields: readonly { readonly id: string; readonly name: string }[];
}

/** A file of JSON. Problem: audienceFileWrong, with the place. */
export function readAudienceFile(source: string): Result<AudienceFile, Problem> {
  const json = jsonOf(source);
  if (!json.ok) return err({ kind: 'audienceFileWrong', place: 'JSON' });
  const read = fileSchema.safeParse(json.value);
  if (read.success) return ok(read.data);
  return err({ kind: 'audienceFileWrong', place: placeOf(read.error.issues, []) });
}

function jsonOf(source: string): Result<unknown, 'broken'> {
  try {
    const value: unknown = JSON.parse(source);
    return ok(value);
  } catch (error) {
    if (error instanceof SyntaxError) return err('broken');
    throw error;
  }
}

/** Of what may be one thing or another, the one whose name stands there is meant. */
function placeOf(issues: readonly z.core.$ZodIssue[], above: readonly PropertyKey[]): string {
  const [issue] = issues;
  const path = [...above, ...(issue?.path ?? [])];
  if (issue?.code === 'unrecognized_keys') return [...path, issue.keys[0] ?? ''].map(String).join('.');
  const meant =
    issue?.code === 'invalid_union' ? issue.errors.find((one) => (one[0]?.path.length ?? 0) > 1) : undefined;
  const near =
    issue?.code === 'invalid_union'
      ? issue.errors.find((one) => one.length === 1 && one[0]?.code !== 'unrecognized_keys')
      : undefined;
  const chosen = meant ?? near;
  if (chosen !== undefined) return placeOf(chosen, path);
  return path.length === 0 ? 'JSON' : path.map(String).join('.');
}

/** The same with what the account calls them. Problem: audienceNameUnknown. */
export function rootOf(node: AudienceFile['who'], account: AccountNames): Result<AudienceNode, Problem> {
  if ('all' in node) return several('all', node.all, account);
  if ('any' in node) return several('any', node.any, account);
  if ('not' in node) {
    const of = rootOf(node.not, account);
    return of.ok ? ok({ kind: 'not', of: of.value }) : of;
  }
  if ('import' in node) return ok({ kind: 'source', source: { kind: 'import', importId: numberIn(node.import) } });
  if ('campaign' in node) {
    const { campaign, outcome, cause = null } = node;
    const source = { kind: 'campaign', campaignId: numberIn(campaign), outcome, cause, version: null } as const;
    return ok({ kind: 'source', source });
  }
  const which = whichOf(node, account);
  return which.ok ? ok({ kind: 'source', source: { kind: 'contacts', which: which.value } }) : which;
}

function several(kind: 'all' | 'any', nodes: readonly Named[], account: AccountNames): Result<AudienceNode, Problem> {
  const of: AudienceNode[] = [];
  for (const node of nodes) {
    const one = rootOf(node, account);
    if (!one.ok) return one;
    of.push(one.value);
  }
  return ok({ kind, of });
}

type NamedContacts = Extract<
  Named,
  | { readonly contacts: 'all' }
  | { readonly tag: string }
  | { readonly field: string }
  | { readonly createdSince: string }
>;

function whichOf(node: NamedContacts, { tags, fields }: AccountNames): Result<ContactsWhich, Problem> {
  if ('contacts' in node) return ok({ by: 'all' });
  if ('createdSince' in node) return ok({ by: 'createdSince', day: node.createdSince });
  if ('tag' in node) {
    const tag = named(node.tag, tags);
    return tag.ok ? ok({ by: 'tag', tagId: tag.value.id, label: tag.value.name }) : tag;
  }
  const field = named(node.field, fields);
  if (!field.ok) return field;
  const test = node.equals !== undefined ? 'equals' : node.contains !== undefined ? 'contains' : 'filled';
  const value = node.equals ?? node.contains ?? '';
  return ok({ by: 'field', fieldId: field.value.id, name: field.value.name, test, value });
}

function named<T extends { readonly id: string; readonly name: string }>(
  wanted: string,
  all: readonly T[],
): Result<T, Problem> {
  const key = wanted.toLowerCase();
  const found = all.find(({ id, name }) => id === wanted || name.trim().toLowerCase() === key);
  if (found !== undefined) return ok(found);
  return err({ kind: 'audienceNameUnknown', name: wanted, names: all.map(({ name }) => name).join(', ') });
}
