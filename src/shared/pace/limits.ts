import { z } from 'zod';

/** At most `count` messages in any `windowMs` milliseconds, wherever the window is laid. */
export const rateSchema = z.object({ count: z.int().min(1).max(1_000_000), windowMs: z.int().min(1_000) });
export type Rate = z.infer<typeof rateSchema>;

export const weekdays = ['mon', 'tue', 'wed', 'thu', 'fri', 'sat', 'sun'] as const;
export const weekdaySchema = z.enum(weekdays);
export type Weekday = z.infer<typeof weekdaySchema>;

/** Minutes since midnight, in the campaign's time zone. `from` before `to`: a window does not span midnight. */
export const sendingHoursSchema = z
  .object({ fromMinute: z.int().min(0).max(1_439), toMinute: z.int().min(1).max(1_440) })
  .refine((hours) => hours.fromMinute < hours.toMinute);
export type SendingHours = z.infer<typeof sendingHoursSchema>;

/**
 * A number that is new to its connection begins with few messages a day: `first` on its first day of sending, `growth`
 * times as many on each further one. WhatsApp bans new numbers that write to hundreds at once.
 */
export const rampUpSchema = z.object({ first: z.int().min(1).max(100_000), growth: z.number().min(1.1).max(5) });
export type RampUp = z.infer<typeof rampUpSchema>;

/** Further limits beside the rate, at most. */
export const mostCaps = 4;
/** How a new number grows where nobody says how: in ten days to forty times its first one. */
export const usualGrowth = 1.5;

/** All that bounds when and how fast a campaign writes. Null: no such bound. */
export const paceSchema = z.object({
  rate: rateSchema,
  /** Bounds of the same kind that hold as well, such as so many in an hour: used up as fast as `rate` allows. */
  caps: z.array(rateSchema).max(mostCaps).default([]),
  /** How much the gap between two messages wanders around its mean, as a share of it: 0.2 is ±20 %. */
  jitter: z.number().min(0).max(1),
  /** Requests under way at once, at most. */
  concurrency: z.int().min(1).max(64),
  /** Messages per calendar day of the time zone. */
  dailyLimit: z.int().min(1).nullable(),
  rampUp: rampUpSchema.nullable().default(null),
  /** Messages of one start or resume: then it pauses. */
  max: z.int().min(1).nullable(),
  hours: sendingHoursSchema.nullable(),
  days: z.array(weekdaySchema).min(1).nullable(),
  /** IANA name, such as America/Sao_Paulo. */
  timeZone: z.string(),
  /** Whose clock hours and days go by: the time zone above, or that of each recipient's number (Brazil has four). */
  hoursOf: z.enum(['campaign', 'recipient']).default('campaign'),
  /** Unix milliseconds. */
  startAt: z.number().nullable(),
});
export type Pace = z.infer<typeof paceSchema>;
