import { z } from 'zod';
import { accountColors } from '../accounts/color.ts';
import { accountIdSchema, procedure } from './errors.ts';

/** Whether a connection (Digisac: service) can send right now. `unknown`: the account does not say. */
export const connectedSchema = z.enum(['yes', 'no', 'unknown']);

/** A connection of the account: one WhatsApp number, as a rule. */
export const serviceSchema = z.object({
  id: z.string(),
  name: z.string(),
  type: z.string(),
  connected: connectedSchema,
  /** Digits of its own number, where the account tells. */
  number: z.string().nullable(),
  isWhatsapp: z.boolean(),
  /** Sends templates outside the 24-hour window (official API). */
  isOfficial: z.boolean(),
});
export type Service = z.infer<typeof serviceSchema>;

/** How this account answers, learned by asking it; null where it is not known yet. Facts, section 12. */
export const dialectOfAccountSchema = z.object({
  /** Can `contacts/exists` tell a WhatsApp number from an impossible one? */
  existsTells: z.boolean().nullable(),
  /** Which encoding of `numbers` it understands. */
  existsEncoding: z.enum(['plain', 'indexed']).nullable(),
  /** Does `contacts/many` work, and say (or let be read back) what became of each contact? */
  manyWorks: z.boolean().nullable(),
  manyKeepsFields: z.boolean().nullable(),
  /** Contacts in one `contacts/many`, at most, as found out. */
  manyLargest: z.int().positive().nullable(),
  /** The smallest batch that was refused for its size alone. */
  manyTooLarge: z.int().positive().nullable(),
  /** The page size the account really uses when asked for 200. */
  pageSize: z.int().positive().nullable(),
  learnedAt: z.number().nullable(),
});
export type AccountDialect = z.infer<typeof dialectOfAccountSchema>;

/** Nothing learned yet. */
export const unknownDialect: AccountDialect = {
  existsTells: null,
  existsEncoding: null,
  manyWorks: null,
  manyKeepsFields: null,
  manyLargest: null,
  manyTooLarge: null,
  pageSize: null,
  learnedAt: null,
};

export const accountSchema = z.object({
  id: accountIdSchema,
  name: z.string(),
  kind: z.enum(['digisac', 'practice']),
  /** Host of the account's address; never the token. */
  host: z.string(),
  user: z.object({ name: z.string(), isAdmin: z.boolean() }).nullable(),
  services: z.array(serviceSchema),
  dialect: dialectOfAccountSchema,
  probedAt: z.number().nullable(),
  /** Stands wherever something is sent from it. */
  color: z.enum(accountColors),
  /** Of whoever signed in with a password; null: with a token. */
  email: z.string().nullable(),
});
export type Account = z.infer<typeof accountSchema>;

export const customFieldSchema = z.object({ id: z.string(), name: z.string(), type: z.string() });
export const tagSchema = z.object({ id: z.string(), label: z.string() });
export const departmentSchema = z.object({ id: z.string(), name: z.string() });

const one = z.object({ accountId: accountIdSchema });

export const accounts = {
  list: procedure.output(z.array(accountSchema)),

  /**
   * Asks the account who it is, with reads only, and keeps it. `address` in any form that people paste. An account
   * already known (same address) gets the new token. With `remember: false` the token lives in this process only.
   * Problems: addressInvalid, tokenRefused, permissionDenied, serverAway, notDigisac, blockedOnTheWay, serverTrouble.
   */
  connect: procedure
    .input(
      z.object({ address: z.string().min(1).max(2_000), token: z.string().min(1).max(4_000), remember: z.boolean() }),
    )
    .output(accountSchema),

  /**
   * The same with e-mail and password, which are exchanged for tokens at once; the password is kept nowhere. The tokens
   * are renewed while anything is asked of the account. Problems: loginRefused, those of `connect`.
   */
  signIn: procedure
    .input(
      z.object({
        address: z.string().min(1).max(2_000),
        email: z.string().trim().min(1).max(320),
        password: z.string().min(1).max(1_000),
        remember: z.boolean(),
      }),
    )
    .output(accountSchema),

  setColor: procedure.input(one.extend({ color: z.enum(accountColors) })),

  /** The practice account: started when it is not running, and always the same one. */
  practice: procedure.output(accountSchema),

  /** Asks the account again: user, connections, dialect. Problems as `connect`. */
  probe: procedure.input(one).output(accountSchema),

  /** Forgets the account and its token. Its jobs stay in the log. */
  forget: procedure.input(one),

  customFields: procedure.input(one).output(z.array(customFieldSchema)),
  tags: procedure.input(one).output(z.array(tagSchema)),
  departments: procedure.input(one).output(z.array(departmentSchema)),
};
