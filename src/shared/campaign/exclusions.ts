import { z } from 'zod';

/**
 * Whom a campaign leaves out although they are in its audience. Who opted out is always left out, and nobody can choose
 * otherwise (law 5).
 */
export const exclusionsSchema = z.object({
  /** Anybody to whom any campaign of the account wrote within so many days. */
  contactedWithinDays: z.int().min(1).max(365).nullable(),
  /** Anybody to whom so many campaigns of the account wrote within seven days. */
  mostPerWeek: z.int().min(1).max(50).nullable(),
  /** Anybody who got the very same text within so many hours. */
  sameTextWithinHours: z
    .int()
    .min(1)
    .max(24 * 365)
    .nullable(),
  /** Numbers on the block lists that are kept in Malote. */
  blockLists: z.boolean(),
});
export type Exclusions = z.infer<typeof exclusionsSchema>;

/** What nobody regrets: the same text twice in a day is an accident, a block list was loaded to be heeded. */
export const usualExclusions: Exclusions = {
  contactedWithinDays: null,
  mostPerWeek: null,
  sameTextWithinHours: 24,
  blockLists: true,
};

/** Campaigns of before had none. */
export const noExclusions: Exclusions = {
  contactedWithinDays: null,
  mostPerWeek: null,
  sameTextWithinHours: null,
  blockLists: false,
};
