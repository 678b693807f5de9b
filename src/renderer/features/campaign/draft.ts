import { z } from 'zod';
import { paceSchema, sendingHoursSchema, weekdaySchema } from '#shared/pace/limits.ts';

/** A campaign that is being written. It may be wrong in places: the screen says where. */
const draftSchema = z.object({
  name: z.string(),
  template: z.string(),
  pace: paceSchema.extend({
    rate: z.object({ count: z.number(), windowMs: z.number() }),
    dailyLimit: z.number().nullable(),
    caps: z.array(z.object({ count: z.number(), windowMs: z.number() })).default([]),
    rampUp: z.object({ first: z.number(), growth: z.number() }).nullable().default(null),
    hours: z.object(sendingHoursSchema.shape).nullable(),
    days: z.array(weekdaySchema).nullable(),
  }),
});
export type Draft = z.infer<typeof draftSchema>;

const keyOf = (importId: number): string => `malote.campaign.${importId}`;

type Shelf = Pick<Storage, 'getItem' | 'setItem' | 'removeItem'>;

/** The draft of this import as it was left, or null. A window that reloads goes on with it. */
export function readDraft(shelf: Shelf, importId: number): Draft | null {
  const kept = shelf.getItem(keyOf(importId));
  if (kept === null) return null;
  try {
    return draftSchema.safeParse(JSON.parse(kept)).data ?? null;
  } catch (error) {
    if (error instanceof SyntaxError) return null;
    throw error;
  }
}

export const keepDraft = (shelf: Shelf, importId: number, draft: Draft): void =>
  shelf.setItem(keyOf(importId), JSON.stringify(draft));

export const dropDraft = (shelf: Shelf, importId: number): void => shelf.removeItem(keyOf(importId));
