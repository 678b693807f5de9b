import { z } from 'zod';

/** Lines that did not come in order, and were read all the same: letter by letter as near to what was meant as can be known. */
export interface MendedLines {
  /** With bytes that are not in the encoding of the file: their letters want a look. */
  readonly letters: readonly number[];
  /** With a quote that is never closed: it was taken for a letter. */
  readonly quotes: readonly number[];
}

export const nothingMended: MendedLines = { letters: [], quotes: [] };

const mendedOfKindSchema = z.object({
  count: z.int().nonnegative(),
  /** The first of them. */
  lines: z.array(z.int()),
});

/** What was mended in a whole sheet. */
export const mendedSchema = z.object({ letters: mendedOfKindSchema, quotes: mendedOfKindSchema });
export type Mended = z.infer<typeof mendedSchema>;

const linesTold = 20;
const none = { count: 0, lines: [] };
export const mendedNowhere: Mended = { letters: none, quotes: none };

/** Adds what was mended in a further piece of the sheet. */
export function withMended(before: Mended, more: MendedLines): Mended {
  if (more.letters.length === 0 && more.quotes.length === 0) return before;
  return { letters: counted(before.letters, more.letters), quotes: counted(before.quotes, more.quotes) };
}

const counted = (before: Mended['letters'], more: readonly number[]): Mended['letters'] => ({
  count: before.count + more.length,
  lines: before.lines.concat(more.slice(0, Math.max(0, linesTold - before.lines.length))),
});

/** The facts of a sentence about them: how many, and the first by name. */
export const linesToName = ({
  count,
  lines,
}: Mended['letters']): { readonly count: number; readonly lines: string } => ({
  count,
  lines: `${lines.join(', ')}${count > lines.length ? ' …' : ''}`,
});
