import { err, ok, type Result } from '#shared/result.ts';
import { idOf, isLastPage, type Page } from './answers.ts';
import type { Answer } from './digisac.ts';
import type { Failure } from './failure.ts';

/** The size that is asked for; what an account makes of it stands in its answer. Facts, section 12 row 7. */
export const pageSize = 200;

/** What an account gives without being asked for a size, as recorded: fewer rows are all there are. */
const smallestPage = 15;

export interface Walk {
  readonly rows: readonly unknown[];
  /** All rows that the account tells of, where it does. */
  readonly total: number | null;
  /** `end`: nothing comes after them. `enough`: the reader had enough. `cut`: there may be more. */
  readonly stopped: 'end' | 'enough' | 'cut';
}

/** Page after page, from 1, until the end, until the reader has enough, or until pages repeat or are too many. */
export async function walkPages(options: {
  readonly ask: (page: number) => Answer<Page>;
  readonly mostPages: number;
  readonly hasEnough?: (rows: readonly unknown[]) => boolean;
}): Promise<Result<Walk, Failure>> {
  const { ask, mostPages, hasEnough = () => false } = options;
  const rows: unknown[] = [];
  let first: string | null = null;
  let total: number | null = null;
  for (let number = 1; number <= mostPages; number += 1) {
    const asked = await ask(number);
    if (!asked.ok) return err(asked.error);
    const page = asked.value;
    total = page.total ?? total;
    const head = markOf(page);
    // An account that does not turn pages gives its first one for ever.
    if (head !== null && head === first) {
      return ok({ rows, total, stopped: rows.length < smallestPage ? 'end' : 'cut' });
    }
    first ??= head;
    rows.push(...page.rows);
    if (hasEnough(page.rows)) return ok({ rows, total, stopped: 'enough' });
    if (isLastPage(page, number)) return ok({ rows, total, stopped: 'end' });
  }
  return ok({ rows, total, stopped: 'cut' });
}

/** What tells a page from the one before: its first row. */
export const markOf = (page: Page): string | null =>
  page.rows.length === 0 ? null : (idOf(page.rows[0]) ?? JSON.stringify(page.rows[0]));
