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

/** All that bounds when and how fast a campaign writes. Null: no such bound. */
export const paceSchema = z.object({
  rate: rateSchema,
  /** How much the gap between two messages wanders around its mean, as a share of it: 0.2 is ±20 %. */
  jitter: z.number().min(0).max(1),
  /** Requests under way at once, at most. */
  concurrency: z.int().min(1).max(64),
  /** Messages per calendar day of the time zone. */
  dailyLimit: z.int().min(1).nullable(),
  /** Messages of one start or resume: then it pauses. */
  max: z.int().min(1).nullable(),
  hours: sendingHoursSchema.nullable(),
  days: z.array(weekdaySchema).min(1).nullable(),
  /** IANA name, such as America/Sao_Paulo. */
  timeZone: z.string(),
  /** Unix milliseconds. */
  startAt: z.number().nullable(),
});
export type Pace = z.infer<typeof paceSchema>;
