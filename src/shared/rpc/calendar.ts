import { z } from 'zod';
import { daySchema } from '../routine/schedule.ts';
import { accountIdSchema, campaignIdSchema, procedure } from './errors.ts';

/** Messages of one campaign that the account took on one day. */
const sentSchema = z.object({
  campaignId: campaignIdSchema,
  name: z.string(),
  accountId: accountIdSchema,
  count: z.int().positive(),
  firstAt: z.number(),
});
export type SentOnDay = z.infer<typeof sentSchema>;

/** What is set for a day to come: a campaign that waits for its hour, or a run of a routine. */
const plannedSchema = z.object({
  kind: z.enum(['campaign', 'routine']),
  id: z.int().positive(),
  name: z.string(),
  accountId: accountIdSchema,
  at: z.number(),
  /** Messages that wait; null where nobody knows yet. */
  count: z.int().nonnegative().nullable(),
});
export type PlannedOnDay = z.infer<typeof plannedSchema>;

export const calendarDaySchema = z.object({
  day: daySchema,
  sent: z.array(sentSchema),
  planned: z.array(plannedSchema),
});
export type CalendarDay = z.infer<typeof calendarDaySchema>;

/** A calendar shows six weeks at most. */
export const mostCalendarDays = 42;

export const calendar = {
  /** What went out and what is planned, day by day from `from` on, in a time zone. Problems: timeZoneInvalid. */
  days: procedure
    .input(
      z.object({
        from: daySchema,
        days: z.int().min(1).max(mostCalendarDays),
        timeZone: z.string().min(1).max(60),
        accountId: accountIdSchema.nullable().default(null),
      }),
    )
    .output(z.array(calendarDaySchema)),
};
