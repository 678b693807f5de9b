import { z } from 'zod';
import { actionStateSchema } from '../actions/state.ts';
import { legalBasisSchema } from '../privacy/legal-basis.ts';
import { deliveryStateSchema } from '../recipient/delivery.ts';
import { rowStateSchema } from '../recipient/row.ts';
import { languageSchema } from '../sentences/languages.ts';
import { campaignIdSchema, importIdSchema, procedure } from './errors.ts';
import { optOutSchema } from './optouts.ts';

/** Where a datum comes from: a file, a line of it, and when it was read. */
const origin = {
  importId: importIdSchema,
  fileName: z.string(),
  line: z.int(),
  readAt: z.number(),
};

/** Everything that the database holds about one person (LGPD art. 18, II; art. 19). Moments are Unix milliseconds. */
export const personSchema = z.object({
  /** E.164 digits without plus, as they were asked for. */
  phone: z.string(),
  /** When the data of this person was erased; null: never. */
  erasedAt: z.number().nullable(),
  /** Lines of sheets that hold the number, wherever they hold it. `said`: what stands there, by the names of the columns. */
  rows: z.array(
    z.object({
      ...origin,
      state: rowStateSchema,
      said: z.array(z.object({ column: z.string(), cell: z.string() })),
    }),
  ),
  /** As accounts had them when they were read. */
  contacts: z.array(z.object({ accountName: z.string(), name: z.string(), number: z.string(), seenAt: z.number() })),
  consents: z.array(
    z.object({
      accountName: z.string(),
      /** Null: said in a reply. */
      from: z.object(origin).nullable(),
      agrees: z.boolean(),
      said: z.string(),
      dated: z.string(),
      columns: z.array(z.string()),
      basis: legalBasisSchema.nullable(),
      notedAt: z.number(),
    }),
  ),
  optOuts: z.array(optOutSchema),
  /** Bulk actions that she was in. */
  actions: z.array(z.object({ name: z.string(), state: actionStateSchema, doneAt: z.number() })),
  messages: z.array(
    z.object({
      campaignId: campaignIdSchema,
      campaignName: z.string(),
      text: z.string(),
      state: deliveryStateSchema,
      acceptedAt: z.number().nullable(),
      deliveredAt: z.number().nullable(),
      readAt: z.number().nullable(),
      repliedAt: z.number().nullable(),
      optedOutAt: z.number().nullable(),
    }),
  ),
});
export type Person = z.infer<typeof personSchema>;

/** How many of what were erased. */
export const erasedSchema = z.object({
  rows: z.int(),
  contacts: z.int(),
  messages: z.int(),
  consents: z.int(),
});

export const erasureSchema = z.object({ receipt: z.string(), erasedAt: z.number(), counts: erasedSchema });
export type Erasure = z.infer<typeof erasureSchema>;

const ofNumber = z.object({ number: z.string().min(1).max(60) });

export const wipedSchema = z.enum(['import', 'campaign', 'action', 'files', 'contacts']);

const retentionSchema = z.object({
  months: z.int().nullable(),
  journal: z.array(z.object({ doneAt: z.number(), what: wipedSchema, subject: z.string(), count: z.int() })),
  /** Imports and campaigns that it would wipe now. */
  due: z.int(),
});
export type Retention = z.infer<typeof retentionSchema>;

export const privacy = {
  /** Problems: those of a number. */
  person: procedure.input(ofNumber).output(personSchema),
  /** The same as one page that a browser shows (HTML), to hand over. Without a path it goes to the data folder. */
  writePerson: procedure
    .input(ofNumber.extend({ path: z.string().nullable(), language: languageSchema }))
    .output(z.object({ path: z.string(), rows: z.int() })),
  /**
   * Takes all personal data of a person out of the database; the counts stay, and so does the opt-out. Problems: those of a
   * number; personUnderWay while a message to them has no known end.
   */
  erase: procedure.input(ofNumber).output(erasureSchema),
  erasures: procedure.output(z.array(erasureSchema)),
  /** What retention did, newest first. */
  retention: procedure.output(retentionSchema),
  /** Does now what is due. */
  retain: procedure.output(z.object({ wiped: z.int() })),
};
