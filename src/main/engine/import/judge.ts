import type { Check } from '#main/store/checks.ts';
import type { StoredImport } from '#main/store/imports.ts';
import type { RowChange, StoredRow } from '#main/store/rows.ts';
import type { Store } from '#main/store/store.ts';
import { serviceFor } from '#shared/accounts/service.ts';
import { columnsInOrder, preferredNumber, type Standing } from '#shared/mapping/preference.ts';
import { parsePhone } from '#shared/phone/parse.ts';
import { personKey } from '#shared/phone/person.ts';
import type { PhoneDefaults } from '#shared/phone/phone.ts';
import type { Problem } from '#shared/problem.ts';
import { answerLastsMs, changeByCheck } from './checked.ts';

/** What a row is, before it is known who else has the same person. */
export type Reading =
  | { readonly kind: 'person'; readonly person: string; readonly phone: string; readonly notes: readonly string[] }
  | { readonly kind: 'out'; readonly change: Omit<RowChange, 'row'> };

const nobody = { notes: [], phone: null, person: null, verdict: null, waNumber: null } as const;

/** A number that a row may have, and what is known of it. */
interface Numbered {
  readonly standing: Standing;
  readonly reading: Reading;
}

/**
 * The rule by which rows of one import become people: what their numbers are, who must not be written to, what the account
 * said of a number before. Made anew for each pass, as mapping and connection may have changed.
 */
export function createJudge(
  store: Pick<Store, 'optouts' | 'erasures' | 'checks' | 'accounts'>,
  source: StoredImport,
  options: {
    readonly nowMs: number;
    /** Of every row, or only of those that were asked about: a million that never were need no million look-ups. */
    readonly recallsChecks: 'always' | 'ofChecked';
    /** What could not be told stays so, for as long as the connection is the same: it is not asked again at once. */
    readonly keepsUnknown?: boolean;
  },
) {
  const { mapping, options: chosen } = source;
  const { nowMs, recallsChecks, keepsUnknown = false } = options;
  const numberColumns = columnsInOrder(mapping, 'number');
  const defaults: PhoneDefaults = { country: chosen.country, area: chosen.defaultArea };
  const account = chosen.accountId === null ? null : store.accounts.find(chosen.accountId);
  const service = account === null ? null : serviceFor(account, chosen.serviceId);
  const asked = account && service?.ok ? { accountId: account.id, serviceId: service.value.id } : null;

  const earlierCheck = (phone: string): Check | null =>
    asked && store.checks.find({ ...asked, phone, sinceMs: nowMs - answerLastsMs });

  function numbered(phone: string, notes: readonly string[]): Numbered {
    const person = personKey(phone);
    if (store.optouts.has(account?.id ?? 0, person)) {
      const set = { ...nobody, notes, phone, person };
      return { standing: 'optedOut', reading: out('optedOut', { kind: 'optedOut' }, set) };
    }
    // Who asked to be forgotten is not taken in again, and nothing of them is kept here either.
    if (store.erasures.has(person)) {
      return { standing: 'optedOut', reading: out('optedOut', { kind: 'erased' }, nobody) };
    }
    return { standing: 'usable', reading: { kind: 'person', person, phone, notes } };
  }

  /** The numbers of one cell: as a rule one. */
  function numbersIn(cell: string): readonly Numbered[] {
    const parsed = parsePhone(cell, defaults);
    if (!parsed.ok) return [{ standing: 'invalid', reading: out('invalid', parsed.error, nobody) }];
    const { digits, notes, others } = parsed.value;
    return [digits, ...others].map((phone) => numbered(phone, notes));
  }

  const isWithoutWhatsapp = ({ reading }: Numbered): boolean =>
    reading.kind === 'person' && earlierCheck(reading.phone)?.verdict === 'no';

  function candidatesOf(row: Pick<StoredRow, 'cells'>): readonly Numbered[] {
    const filled = numberColumns.filter((column) => row.cells[column]?.trim());
    const [only] = filled;
    if (only === undefined || filled.length === 1) return numbersIn(row.cells[only ?? -1] ?? '');
    return filled.flatMap((column) => numbersIn(row.cells[column] ?? ''));
  }

  return {
    hasNumber: numberColumns.length > 0,

    /**
     * Reads the number of a row: of several the first that can be written to, as far as it is known. Who opted out under any of
     * them is out (law 5).
     */
    read(row: Pick<StoredRow, 'cells'>): Reading {
      const candidates = candidatesOf(row);
      const chosen =
        candidates.length === 1
          ? candidates[0]
          : preferredNumber(candidates, (one) => (isWithoutWhatsapp(one) ? 'noWhatsapp' : one.standing));
      if (!chosen) throw new Error('a row without even a missing number');
      return chosen.reading;
    },

    /** Whether another number of the row is worth a try, once the account has said that the one it has is not on WhatsApp. */
    hasAnother: (row: Pick<StoredRow, 'cells' | 'phone'>): boolean =>
      candidatesOf(row).some(
        (one) => one.reading.kind === 'person' && one.reading.phone !== row.phone && !isWithoutWhatsapp(one),
      ),

    /** Where a row goes whose person's place in this sheet is the row of `keptLine`. */
    place(row: StoredRow, reading: Reading, keptLine: number): RowChange {
      if (reading.kind === 'out') return { row, ...reading.change };
      const { person, phone, notes } = reading;
      const known = { ...nobody, person, phone, notes };
      if (keptLine !== row.line) {
        return { row, to: 'duplicate', problem: { kind: 'duplicateInFile', line: keptLine }, set: known };
      }
      const check = recallsChecks === 'always' || row.verdict !== null ? earlierCheck(phone) : null;
      const isUntold = keepsUnknown && row.state === 'checked' && row.verdict === 'unknown' && row.phone === phone;
      return check || isUntold ? changeByCheck(row, check, known) : { row, to: 'normalised', set: known };
    },
  };
}

export type Judge = ReturnType<typeof createJudge>;

const out = (to: 'invalid' | 'optedOut', problem: Problem, set: NonNullable<RowChange['set']>): Reading => ({
  kind: 'out',
  change: { to, problem, set },
});
