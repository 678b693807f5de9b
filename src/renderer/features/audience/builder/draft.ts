import { z } from 'zod';
import {
  type AudienceNode,
  audienceDefinitionSchema,
  type OutcomeKind,
  type Source,
  sourceKey,
} from '#shared/audience/definition.ts';

/** What a condition is about, as people choose it. */
export const conditionKinds = [
  'import',
  'campaign',
  'tag',
  'field',
  'organisation',
  'person',
  'createdSince',
  'all',
] as const;
export type ConditionKind = (typeof conditionKinds)[number];

/** One line of the builder; without a source while something of it is still to be chosen. */
export interface Condition {
  /** Tells lines apart while they are changed. */
  readonly id: number;
  readonly kind: ConditionKind;
  readonly source: Source | null;
}

/**
 * An audience as it is built: who is in any of the first lines, and in any of the next block, and so on, but in none of the
 * last ones.
 */
export interface Draft {
  readonly groups: readonly (readonly Condition[])[];
  readonly without: readonly Condition[];
}

/** Each line its own number: keys must not come again when a line is taken away. */
let lastId = 0;
export function newCondition(kind: ConditionKind, source: Source | null = null): Condition {
  lastId += 1;
  return { id: lastId, kind, source };
}

export const startDraft = (): Draft => ({ groups: [[newCondition('tag')]], without: [] });

/** What the lines mean; null while there is nothing to count. Lines that are not chosen yet do not count. */
export function rootOf({ groups, without }: Draft): AudienceNode | null {
  const blocks = groups.map(anyOf).filter((node) => node !== null);
  const [first, ...others] = blocks;
  if (first === undefined) return null;
  const left = anyOf(without);
  if (others.length === 0 && left === null) return first;
  return { kind: 'all', of: [...blocks, ...(left === null ? [] : [{ kind: 'not' as const, of: left }])] };
}

function anyOf(conditions: readonly Condition[]): AudienceNode | null {
  const leaves = new Map(
    conditions.flatMap(({ source }): [string, AudienceNode][] =>
      source === null ? [] : [[sourceKey(source), { kind: 'source', source }]],
    ),
  );
  const [only, another] = [...leaves.values()];
  if (only === undefined) return null;
  return another === undefined ? only : { kind: 'any', of: [...leaves.values()] };
}

/** The lines of a definition, where it is one that lines can show; null: the command line made it otherwise. */
export function draftOf(root: AudienceNode): Draft | null {
  const parts = root.kind === 'all' ? root.of : [root];
  const groups: Condition[][] = [];
  const without: Condition[] = [];
  for (const part of parts) {
    const lines = linesOf(part.kind === 'not' ? part.of : part);
    if (lines === null) return null;
    if (part.kind === 'not') without.push(...lines);
    else groups.push(lines);
  }
  return groups.length === 0 ? null : { groups, without };
}

function linesOf(node: AudienceNode): Condition[] | null {
  const leaves = node.kind === 'any' ? node.of : [node];
  const lines = leaves.flatMap((leaf) =>
    leaf.kind === 'source' ? [newCondition(kindOf(leaf.source), leaf.source)] : [],
  );
  return lines.length === leaves.length ? lines : null;
}

export const kindOf = (source: Source): ConditionKind => (source.kind === 'contacts' ? source.which.by : source.kind);

/** Outcomes as addresses name them: the report leads here with `/publicos/campanha/12/semResposta`. */
export const outcomeSlugs = {
  got: 'recebeu',
  unanswered: 'semResposta',
  notRead: 'naoLeu',
  read: 'leu',
  answered: 'respondeu',
  failed: 'falhou',
  skipped: 'deFora',
} as const satisfies Record<OutcomeKind, string>;

/**
 * An audience that begins with what became of a campaign; `causes`, apart by commas: only for these. Null where the address says
 * nothing that is known.
 */
export function draftOfLink(campaign: string | undefined, slug: string | undefined, causes?: string): Draft | null {
  const id = z.coerce.number().int().positive().safeParse(campaign);
  const outcome = z.enum(Object.values(outcomeSlugs)).safeParse(slug);
  if (!id.success || !outcome.success) return null;
  const found = Object.entries(outcomeSlugs).find(([, one]) => one === outcome.data);
  const root = audienceDefinitionSchema.shape.root.safeParse({
    kind: 'any',
    of: (causes?.split(',') ?? [null]).map((cause) => ({
      kind: 'source',
      source: { kind: 'campaign', campaignId: id.data, outcome: found?.[0], cause },
    })),
  });
  return root.success ? draftOf(root.data) : null;
}
