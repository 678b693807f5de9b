import { z } from 'zod';
import { languageSchema } from '../sentences/languages.ts';
import { procedure } from './errors.ts';

export const settingsSchema = z.object({
  language: languageSchema,
  theme: z.enum(['system', 'light', 'dark']),
  /** Has the first start been answered (practice, own account)? */
  welcomed: z.boolean(),
});
export type Settings = z.infer<typeof settingsSchema>;

export const settings = {
  get: procedure.output(settingsSchema),
  set: procedure.input(settingsSchema.partial()).output(settingsSchema),
};
