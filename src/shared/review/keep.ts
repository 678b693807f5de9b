import { z } from 'zod';

/** Which of several rows with one person stays: the first, the last, or the one with the most filled cells. */
export const keepRuleSchema = z.enum(['first', 'last', 'fullest']);
export type KeepRule = z.infer<typeof keepRuleSchema>;

/** A row, as far as the choice between duplicates looks at it. */
export interface Candidate {
  /** In the file: no two rows have the same. */
  readonly line: number;
  /** Cells that are not blank. */
  readonly filled: number;
}

/** Whether `other` takes the place of `kept`. Of two that are as full, the one that stands first stays. */
export function isKeptOver(other: Candidate, kept: Candidate, rule: KeepRule): boolean {
  switch (rule) {
    case 'first':
      return other.line < kept.line;
    case 'last':
      return other.line > kept.line;
    case 'fullest':
      return other.filled > kept.filled || (other.filled === kept.filled && other.line < kept.line);
  }
}

export const filledCells = (cells: readonly string[]): number =>
  cells.reduce((count, cell) => (cell.trim() === '' ? count : count + 1), 0);
