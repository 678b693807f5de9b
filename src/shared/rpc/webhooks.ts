import { z } from 'zod';
import { accountIdSchema, procedure } from './errors.ts';

const one = z.object({ accountId: accountIdSchema });

/** `message.created`, `message.updated` … */
const eventSchema = z.string().trim().min(1).max(100);

export const webhookSchema = z.object({
  id: z.string(),
  name: z.string(),
  url: z.string(),
  events: z.array(eventSchema),
  isActive: z.boolean(),
});
export type Webhook = z.infer<typeof webhookSchema>;

export const webhooks = {
  /** Problems here and below: those of the account. */
  list: procedure.input(one).output(z.array(webhookSchema)),
  /** Problems: webhookRefused. */
  add: procedure
    .input(
      one.extend({
        name: z.string().trim().min(1).max(100),
        url: z.url({ protocol: /^https?$/ }).max(2_000),
        events: z.array(eventSchema).min(1).max(50),
      }),
    )
    .output(webhookSchema),
  setActive: procedure.input(one.extend({ webhook: webhookSchema, isActive: z.boolean() })).output(webhookSchema),
  /** Posts a test from this machine. `status`: what was answered. Problems: webhookAway. */
  test: procedure.input(one.extend({ webhook: webhookSchema })).output(z.object({ status: z.int() })),
  /** Problems: webhookRefused, also where the account cannot remove any. */
  remove: procedure.input(one.extend({ webhook: webhookSchema })),

  /**
   * The secret with which posts of the account come, for the host that receives them: a new one where there is none yet,
   * or the one that is given. `isNew`: it has not been shown to anybody.
   */
  secret: procedure
    .input(one.extend({ wanted: z.string().min(20).max(200).nullable() }))
    .output(z.object({ secret: z.string(), isNew: z.boolean() })),
  /** A post that came with the secret: committed when this answers. `heard`: messages in it that were not known yet. */
  receive: procedure
    .input(one.extend({ body: z.unknown() }))
    .output(z.object({ isPost: z.boolean(), heard: z.int().nonnegative() })),
};
