import { eventIterator } from '@orpc/contract';
import { z } from 'zod';
import { blockListSchema } from '../audience/block-list.ts';
import { procedure } from './errors.ts';

const loading = z.discriminatedUnion('type', [
  z.object({
    type: z.literal('progress'),
    bytesRead: z.int().nonnegative(),
    fileBytes: z.int().nonnegative(),
    /** Lines with a number, so far. */
    numbers: z.int().nonnegative(),
  }),
  z.object({ type: z.literal('loaded'), list: blockListSchema }),
]);
export type BlockListLoading = z.infer<typeof loading>;

/** Numbers that nobody may write to, kept in Malote: such as a register of those who want no advertising. */
export const blockLists = {
  /** By name. */
  list: procedure.output(z.array(blockListSchema)),

  /**
   * Reads a file of numbers (text, CSV, a workbook), told as it goes; who stops listening breaks it off, and nothing of it
   * stays. Problems: all of the file, blockListEmpty.
   */
  load: procedure
    .input(
      z.object({
        path: z.string().min(1),
        fileName: z.string().min(1).max(500),
        name: z.string().trim().min(1).max(200),
        source: z.string().trim().max(500).default(''),
        /** The day of the list itself. */
        dated: z.iso.date(),
        goodForDays: z.int().min(1).max(3_650).nullable().default(null),
        /** Only numbers of these area codes; none: all. */
        areas: z
          .array(z.string().regex(/^[1-9]\d$/))
          .max(67)
          .default([]),
        /** A list that this one takes the place of. */
        replaces: z.int().positive().nullable().default(null),
      }),
    )
    .output(eventIterator(loading)),

  /** Nothing happens where it is gone already. */
  remove: procedure.input(z.object({ listId: z.int().positive() })),
};
