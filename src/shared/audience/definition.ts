import { z } from 'zod';
import { accountIdSchema, campaignIdSchema, importIdSchema } from '../rpc/errors.ts';

/** What became of a former campaign for somebody, as people ask for it. */
export const outcomeKinds = [
  'got', // the account took the message, and nothing refused it since
  'unanswered', // the same, and no answer came
  'notRead', // delivered, and not read
  'read',
  'answered',
  'failed',
  'skipped', // left out from the start
] as const;
export const outcomeKindSchema = z.enum(outcomeKinds);
export type OutcomeKind = z.infer<typeof outcomeKindSchema>;

/** Which contacts of a connection. Names go along for people who read the definition; ids are what is asked for. */
export const contactsWhichSchema = z.discriminatedUnion('by', [
  z.object({ by: z.literal('all') }),
  z.object({ by: z.literal('tag'), tagId: z.string().min(1), label: z.string() }),
  z.object({
    by: z.literal('field'),
    fieldId: z.string().min(1),
    name: z.string().min(1),
    test: z.enum(['filled', 'equals', 'contains']),
    /** Not looked at where the test is `filled`. */
    value: z.string().max(500),
  }),
  z.object({ by: z.literal('organisation'), organisationId: z.string().min(1), name: z.string() }),
  z.object({ by: z.literal('person'), personId: z.string().min(1), name: z.string() }),
  /** A day, `2026-11-23`: from its beginning, by UTC. */
  z.object({ by: z.literal('createdSince'), day: z.iso.date() }),
]);
export type ContactsWhich = z.infer<typeof contactsWhichSchema>;

const sourceSchema = z.discriminatedUnion('kind', [
  /** Rows of an import that have their contact. */
  z.object({ kind: z.literal('import'), importId: importIdSchema }),
  /** Contacts of the connection that the audience is for. */
  z.object({ kind: z.literal('contacts'), which: contactsWhichSchema }),
  z.object({
    kind: z.literal('campaign'),
    campaignId: campaignIdSchema,
    outcome: outcomeKindSchema,
    /** Kind of the problem, where the outcome is a failure or a skip; null: whatever it was. */
    cause: z.string().nullable().default(null),
    /** Which text they got, from 0; null: whichever. */
    version: z.int().nonnegative().nullable().default(null),
  }),
]);
export type Source = z.infer<typeof sourceSchema>;

/** Who is meant, by person: both forms of a number are one. `not` stands against everybody whom the whole tree names. */
export type AudienceNode =
  | { readonly kind: 'source'; readonly source: Source }
  | { readonly kind: 'all' | 'any'; readonly of: readonly AudienceNode[] }
  | { readonly kind: 'not'; readonly of: AudienceNode };

const deepest = 6;
export const mostSources = 30;

const nodeSchema: z.ZodType<AudienceNode> = z.lazy(() =>
  z.discriminatedUnion('kind', [
    z.object({ kind: z.literal('source'), source: sourceSchema }),
    z.object({ kind: z.enum(['all', 'any']), of: z.array(nodeSchema).min(1).max(mostSources) }),
    z.object({ kind: z.literal('not'), of: nodeSchema }),
  ]),
);

/** Whom to write to, and through which connection of which account. */
export const audienceDefinitionSchema = z.object({
  accountId: accountIdSchema,
  serviceId: z.string().min(1),
  root: nodeSchema
    .refine((node) => depthOf(node) <= deepest, 'too deep')
    .refine((node) => sourcesOf(node).length <= mostSources, 'too many sources'),
});
export type AudienceDefinition = z.infer<typeof audienceDefinitionSchema>;

function depthOf(node: AudienceNode): number {
  if (node.kind === 'source') return 1;
  return 1 + (node.kind === 'not' ? depthOf(node.of) : Math.max(...node.of.map(depthOf)));
}

/** The sources of a tree, each once, in the order in which they stand. */
export function sourcesOf(node: AudienceNode): readonly Source[] {
  const found = new Map<string, Source>();
  const visit = (one: AudienceNode): void => {
    if (one.kind === 'source') {
      const key = sourceKey(one.source);
      if (!found.has(key)) found.set(key, one.source);
    } else if (one.kind === 'not') visit(one.of);
    else one.of.forEach(visit);
  };
  visit(node);
  return [...found.values()];
}

/** The same for sources that mean the same people. */
export function sourceKey(source: Source): string {
  switch (source.kind) {
    case 'import':
      return JSON.stringify(['import', source.importId]);
    case 'campaign':
      return JSON.stringify(['campaign', source.campaignId, source.outcome, source.cause, source.version]);
    case 'contacts':
      return JSON.stringify(['contacts', ...whichKey(source.which)]);
  }
}

function whichKey(which: ContactsWhich): readonly string[] {
  switch (which.by) {
    case 'all':
      return ['all'];
    case 'tag':
      return ['tag', which.tagId];
    case 'field':
      return ['field', which.fieldId, which.test, which.test === 'filled' ? '' : which.value];
    case 'organisation':
      return ['organisation', which.organisationId];
    case 'person':
      return ['person', which.personId];
    case 'createdSince':
      return ['createdSince', which.day];
  }
}
