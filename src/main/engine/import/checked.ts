import type { Check } from '#main/store/checks.ts';
import type { RowChange, StoredRow } from '#main/store/rows.ts';

/** An answer about a number stays true for so long; asking again costs the connection's reputation. */
export const answerLastsMs = 30 * 24 * 3_600_000;

/** What the account said of a number, put down at its row. No answer is "could not be told", never "no". */
export function changeByCheck(row: StoredRow, check: Check | null, known: RowChange['set'] = {}): RowChange {
  const set = { ...known, verdict: check?.verdict ?? 'unknown', waNumber: check?.waNumber ?? null } as const;
  if (set.verdict === 'no') return { row, to: 'noWhatsapp', problem: { kind: 'noWhatsapp' }, set };
  return { row, to: 'checked', set };
}
