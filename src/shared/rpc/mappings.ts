import { z } from 'zod';
import { importIdSchema, procedure } from './errors.ts';
import { importDetailSchema } from './imports.ts';

const mappingIdSchema = z.int().positive();

/** A mapping that was kept under a name, seen from one sheet. */
const savedMappingSchema = z.object({
  id: mappingIdSchema,
  name: z.string(),
  columns: z.int(),
  /** So many of its columns does the sheet have. */
  found: z.int(),
});
export type SavedMappingView = z.infer<typeof savedMappingSchema>;

/** Mappings kept under a name, to be used for any sheet with columns of the same names. */
export const mappings = {
  /** By name. Problems: jobUnknown. */
  list: procedure.input(z.object({ importId: importIdSchema })).output(z.array(savedMappingSchema)),

  /** Keeps how the columns of this import are mapped; takes the place of one of the same name. Problems: jobUnknown. */
  save: procedure.input(z.object({ importId: importIdSchema, name: z.string().trim().min(1).max(80) })),

  /** Lays it over the mapping of this import. Problems: those of `imports.configure`, savedMappingGone. */
  apply: procedure.input(z.object({ importId: importIdSchema, mappingId: mappingIdSchema })).output(importDetailSchema),

  remove: procedure.input(z.object({ mappingId: mappingIdSchema })),
};
