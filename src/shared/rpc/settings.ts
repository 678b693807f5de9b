import { z } from 'zod';
import { languageSchema } from '../sentences/languages.ts';
import { procedure } from './errors.ts';

const wordsSchema = z.array(z.string().trim().min(1).max(60)).max(200);

export const settingsSchema = z.object({
  language: languageSchema,
  theme: z.enum(['system', 'light', 'dark']),
  /** Has the first start been answered (practice, own account)? */
  welcomed: z.boolean(),
  /** The user's own words that opt a person out, and let them back in, beside those that Malote knows. */
  optOutWords: wordsSchema,
  optInWords: wordsSchema,
  /** Put on contacts that opted out, in the account; blank: none. */
  optOutTag: z.string().trim().max(60),
  /** The last message to who opts out by a reply; blank: none. */
  optOutConfirmation: z.string().trim().max(1_000),
  /** After so many months, personal data of what is finished is removed; null: it stays. */
  retentionMonths: z.int().min(1).max(120).nullable(),
});
export type Settings = z.infer<typeof settingsSchema>;

/** What people are heeded by, and how long their data is kept, until the user chooses otherwise. */
export const defaultRespect = {
  optOutWords: [],
  optInWords: [],
  optOutTag: 'Descadastrado',
  optOutConfirmation: '',
  retentionMonths: null,
} satisfies Partial<Settings>;

export const settings = {
  get: procedure.output(settingsSchema),
  set: procedure.input(settingsSchema.partial()).output(settingsSchema),
};
