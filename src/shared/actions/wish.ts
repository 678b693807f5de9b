import { z } from 'zod';

/** A thing of the account: its id is what is asked for, its name goes along for people who read it. */
const namedSchema = z.object({ id: z.string().min(1), name: z.string() });
export type Named = z.infer<typeof namedSchema>;

const labelSchema = z.string().trim().min(1).max(100);
const noteSchema = z.string().trim().max(2_000);

const ticketPlace = {
  department: namedSchema,
  /** Null: the queue of the department. */
  user: namedSchema.nullable(),
  /** For colleagues. Empty: none. */
  comment: noteSchema,
};

/** What is to be done to each contact of a bulk action. */
export const wishSchema = z.discriminatedUnion('verb', [
  /** A tag that the account has not got is made. */
  z.object({ verb: z.literal('tag'), label: labelSchema }),
  z.object({ verb: z.literal('untag'), label: labelSchema }),
  /** An empty value takes the value away. */
  z.object({ verb: z.literal('setField'), field: namedSchema, value: z.string().trim().max(1_000) }),
  z.object({ verb: z.literal('setDepartment'), department: namedSchema }),
  z.object({ verb: z.literal('block'), description: noteSchema }),
  z.object({ verb: z.literal('unblock'), description: noteSchema }),
  /** What is deleted is written to a file first. */
  z.object({ verb: z.literal('delete') }),
  z.object({ verb: z.literal('openTicket'), ...ticketPlace }),
  z.object({ verb: z.literal('transferTicket'), ...ticketPlace }),
  z.object({ verb: z.literal('closeTicket'), topics: z.array(namedSchema).max(20), comment: noteSchema }),
  /** A new group with all of them in it; `admins`: digits of those who lead it. */
  z.object({
    verb: z.literal('createGroup'),
    name: labelSchema,
    serviceId: z.string().min(1),
    admins: z.array(z.string().regex(/^\d+$/)).max(1_000),
  }),
  /** Members of a group, which is found by its name, are made its admins. */
  z.object({ verb: z.literal('promote'), name: labelSchema, serviceId: z.string().min(1) }),
  /** A note at the contact that only colleagues see. */
  z.object({ verb: z.literal('comment'), text: noteSchema.min(1) }),
]);
export type Wish = z.infer<typeof wishSchema>;
export type ActionVerb = Wish['verb'];

export const actionVerbs = [
  'tag',
  'untag',
  'setField',
  'setDepartment',
  'comment',
  'openTicket',
  'transferTicket',
  'closeTicket',
  'block',
  'unblock',
  'delete',
  'createGroup',
  'promote',
] as const satisfies readonly ActionVerb[];

/** Asks for a deliberate gesture: it cannot be taken back, or people feel it at once. */
const grave: ReadonlySet<ActionVerb> = new Set(['delete', 'block', 'closeTicket']);
export const isGrave = (verb: ActionVerb): boolean => grave.has(verb);

/** Another action can put back what these did. */
const reversible: ReadonlySet<ActionVerb> = new Set([
  'tag',
  'untag',
  'setDepartment',
  'openTicket',
  'transferTicket',
  'block',
  'unblock',
]);
export const isReversible = (verb: ActionVerb): boolean => reversible.has(verb);
