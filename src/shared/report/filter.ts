import { z } from 'zod';
import type { LocalHour } from './local-hour.ts';
import { type DeliveryFact, hasReached, stageSchema } from './stage.ts';

/** Which deliveries stand behind a number of the report; what is left out does not matter. */
export const reportFilterSchema = z.object({
  stage: stageSchema.optional(),
  /** Those that did not come so far: with `stage: 'delivered'`, who got it and did not answer. */
  notStage: stageSchema.optional(),
  version: z.int().nonnegative().optional(),
  /** Of the day, from 0, by the clocks of the campaign: when the account took it, or when it was read. */
  hour: z.object({ of: z.enum(['sent', 'read']), hour: z.int().min(0).max(23) }).optional(),
  /** Capitals do not matter; blank: those without a tag. */
  tag: z.string().max(500).optional(),
});
export type ReportFilter = z.infer<typeof reportFilterSchema>;

/** Whether anything of the deliveries' report is asked for. */
export const isReportFilter = (filter: ReportFilter): boolean =>
  [filter.stage, filter.notStage, filter.version, filter.hour, filter.tag].some((part) => part !== undefined);

export function isInReport(fact: DeliveryFact, filter: ReportFilter, localHour: LocalHour): boolean {
  const { stage, notStage, version, hour, tag } = filter;
  if (stage !== undefined && !hasReached(fact, stage)) return false;
  if (notStage !== undefined && hasReached(fact, notStage)) return false;
  if (version !== undefined && fact.version !== version) return false;
  if (hour !== undefined && hourOf(fact, hour.of, localHour) !== hour.hour) return false;
  return tag === undefined || hasTag(fact.tags, tag);
}

/** When it was sent or read, as an hour of the day; null where it was not, or nobody knows when. */
export function hourOf(fact: DeliveryFact, of: 'sent' | 'read', localHour: LocalHour): number | null {
  const at = of === 'sent' ? fact.acceptedAt : fact.readAt;
  return at === null ? null : localHour(at);
}

export const tagKey = (tag: string): string => tag.toLowerCase();

const hasTag = (tags: readonly string[], tag: string): boolean =>
  tag === '' ? tags.length === 0 : tags.some((one) => tagKey(one) === tagKey(tag));
