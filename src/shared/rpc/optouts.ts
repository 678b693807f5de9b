import { z } from 'zod';
import { optOutSourceSchema } from '../optout/source.ts';
import { procedure } from './errors.ts';

export const optOutSchema = z.object({
  /** E.164 digits without plus. */
  phone: z.string(),
  addedAt: z.number(),
  source: optOutSourceSchema,
});

/** An account, or 0 for all of them. */
const ofAccount = z.int().nonnegative().default(0);

export const optouts = {
  list: procedure
    .input(z.object({ accountId: ofAccount, offset: z.int().nonnegative(), limit: z.int().min(1).max(500) }))
    .output(z.object({ total: z.int(), optOuts: z.array(optOutSchema) })),
  /** Law 5: what is still queued for this person is skipped at once, in every campaign. Problems: those of a number. */
  add: procedure
    .input(z.object({ accountId: ofAccount, number: z.string().min(1).max(60) }))
    .output(z.object({ skipped: z.int() })),
  remove: procedure
    .input(z.object({ accountId: ofAccount, number: z.string().min(1).max(60) }))
    .output(z.object({ removed: z.boolean() })),
};
