import { z } from 'zod';
import { hourOf, tagKey } from './filter.ts';
import type { LocalHour } from './local-hour.ts';
import { type DeliveryFact, emptyFunnel, type Funnel, funnelSchema, hasReached, isTaken, stages } from './stage.ts';

/** Tags that are told apart; a column of free text would have as many as there are people. */
export const mostTags = 40;

export const figuresSchema = z.object({
  funnel: funnelSchema,
  /** Failed for good, at once or after the account had taken it. */
  failed: z.int().nonnegative(),
  /** Neither out nor given up: in the queue, on their way, or in doubt. */
  open: z.int().nonnegative(),
  /** Who has it, was not refused since, and did not answer. */
  silent: z.int().nonnegative(),
  /** One for each hour of the day. */
  byHour: z.array(z.object({ sent: z.int(), read: z.int() })).length(24),
  /** One for each version that somebody has, in their order. */
  byVersion: z.array(z.object({ version: z.int(), funnel: funnelSchema })),
  /** Most people first; '' is those without one. Who has two counts in both. Empty where the sheet has no tags. */
  byTag: z.array(z.object({ tag: z.string(), funnel: funnelSchema })),
  /** Tags beyond the first `mostTags`. */
  otherTags: z.int().nonnegative(),
  /** From the account's taking of a message to its first answer: the middle one, in milliseconds; null without answers. */
  medianReplyMs: z.number().nullable(),
});
export type Figures = z.infer<typeof figuresSchema>;

type Counts = { -readonly [S in keyof Funnel]: number };

/** Counts deliveries one by one; `figures` says what there was so far. Keeps one number for each answer, and no delivery. */
export function createTally(localHour: LocalHour): {
  readonly add: (fact: DeliveryFact) => void;
  readonly figures: () => Figures;
} {
  const all: Counts = { ...emptyFunnel };
  const versions = new Map<number, Counts>();
  const tags = new Map<string, { readonly tag: string; readonly counts: Counts }>();
  const byHour = Array.from({ length: 24 }, () => ({ sent: 0, read: 0 }));
  const replyMs: number[] = [];
  let failed = 0;
  let open = 0;
  let silent = 0;

  const countsOfVersion = (version: number): Counts => {
    const known = versions.get(version);
    if (known) return known;
    const counts = { ...emptyFunnel };
    versions.set(version, counts);
    return counts;
  };
  const countsOfTag = (tag: string): Counts => {
    const key = tagKey(tag);
    const known = tags.get(key);
    if (known) return known.counts;
    const counts = { ...emptyFunnel };
    tags.set(key, { tag, counts });
    return counts;
  };

  return {
    add(fact) {
      const ofVersion = countsOfVersion(fact.version);
      const ofTags = (fact.tags.length === 0 ? [''] : fact.tags).map(countsOfTag);
      for (const stage of stages) {
        if (!hasReached(fact, stage)) continue;
        all[stage] += 1;
        ofVersion[stage] += 1;
        for (const counts of ofTags) counts[stage] += 1;
      }
      if (fact.state === 'failed') failed += 1;
      if (isOpen(fact)) open += 1;
      if (isTaken(fact.state) && !hasReached(fact, 'replied')) silent += 1;
      for (const what of ['sent', 'read'] as const) {
        const hour = hourOf(fact, what, localHour);
        const counts = hour === null ? undefined : byHour[hour];
        if (counts) counts[what] += 1;
      }
      if (fact.repliedAt !== null && fact.acceptedAt !== null) {
        replyMs.push(Math.max(0, fact.repliedAt - fact.acceptedAt));
      }
    },
    figures() {
      const byTag = [...tags.values()].sort((a, b) => b.counts.selected - a.counts.selected || compare(a.tag, b.tag));
      const hasTags = byTag.some(({ tag }) => tag !== '');
      return {
        funnel: { ...all },
        failed,
        open,
        silent,
        byHour: byHour.map((counts) => ({ ...counts })),
        byVersion: [...versions]
          .sort(([a], [b]) => a - b)
          .map(([version, counts]) => ({ version, funnel: { ...counts } })),
        byTag: hasTags ? byTag.slice(0, mostTags).map(({ tag, counts }) => ({ tag, funnel: { ...counts } })) : [],
        otherTags: hasTags ? Math.max(0, byTag.length - mostTags) : 0,
        medianReplyMs: median(replyMs),
      };
    },
  };
}

const isOpen = ({ state }: DeliveryFact): boolean =>
  state === 'queued' || state === 'sending' || state === 'inDoubt' || state === 'held';

const compare = (a: string, b: string): number => (a < b ? -1 : a > b ? 1 : 0);

/** The middle one, or the middle of the two in the middle; null of none. */
export function median(values: readonly number[]): number | null {
  const sorted = Float64Array.from(values).sort();
  const upper = sorted[Math.floor(sorted.length / 2)];
  const lower = sorted[Math.floor((sorted.length - 1) / 2)];
  return upper === undefined || lower === undefined ? null : (lower + upper) / 2;
}
