import { z } from 'zod';
import { importIdSchema, procedure } from './errors.ts';

const key = z.string().regex(/^[0-9a-f]{64}$/);

/** Plans that were begun, so that one that is carried out again goes on where it was. */
export const plans = {
  find: procedure.input(z.object({ key })).output(z.object({ importId: importIdSchema.nullable() })),
  /** Under a key that is there already it takes its place. Problems: jobUnknown. */
  begin: procedure.input(z.object({ key, importId: importIdSchema })),
};
