import { z } from 'zod';

/** What one part of one run came to. A process writes a line of JSON per part. */
export const measuredSchema = z.object({
  part: z.enum(['read', 'stage', 'normalise', 'papaparse', 'saxes', 'insert']),
  rows: z.number(),
  seconds: z.number(),
  /** Resident memory at its highest, since the process began. */
  peakMegabytes: z.number(),
  /** The longest time for which nothing else could run on the thread, and what one in a thousand turns took. */
  longestHeldMs: z.number(),
  held999Ms: z.number(),
});
export type Measured = z.infer<typeof measuredSchema>;

export interface Spread {
  readonly least: number;
  readonly median: number;
  readonly most: number;
}

export function spreadOf(values: readonly number[]): Spread {
  const sorted = values.toSorted((a, b) => a - b);
  const at = (share: number): number => sorted[Math.round(share * (sorted.length - 1))] ?? Number.NaN;
  return { least: at(0), median: at(0.5), most: at(1) };
}
