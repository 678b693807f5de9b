import { z } from 'zod';

/** What one message carries beside its text, frozen with it: the parts of an approved template, as the API takes them. */
export const payloadSchema = z.object({
  kind: z.literal('approved'),
  hsmId: z.string(),
  /** Facts, section 8: header, body and button, each with its values. */
  parameters: z.array(z.record(z.string(), z.json())),
});
export type Payload = z.infer<typeof payloadSchema>;
