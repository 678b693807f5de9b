import { z } from 'zod';

/** What one part of one run came to. A process writes a line of JSON per part. */
export const measuredSchema = z.object({
  part: z.enum(['read', 'stage', 'normalise', 'papaparse', 'saxes', 'insert', 'libphonenumber', 'whole']),
  rows: z.number(),
  seconds: z.number(),
  /** Resident memory at its highest, since the process began. */
  peakMegabytes: z.number(),
  /** The longest time for which nothing else could run on the thread, and what one in a thousand turns took. */
  longestHeldMs: z.number(),
  held999Ms: z.number(),
});
export type Measured = z.infer<typeof measuredSchema>;
