import type { ExistsAnswer } from '#main/digisac/digisac.ts';
import type { Check } from '#main/store/checks.ts';
import type { StoredRow } from '#main/store/rows.ts';
import type { Store } from '#main/store/store.ts';
import type { Clock } from '#shared/clock.ts';
import { ninthDigitForms } from '#shared/phone/person.ts';
import { err, ok, type Result } from '#shared/result.ts';
import type { Service } from '#shared/rpc/accounts.ts';
import type { Session } from '../account/session.ts';
import type { LanePace } from '../pacer.ts';
import { finished, type StageEnd, stopped } from '../work.ts';
import { answerLastsMs, changeByCheck } from './checked.ts';
import { createJudge } from './judge.ts';
import { normaliseRows } from './normalise.ts';

/** Numbers of one question: the longest address that every gateway takes. Facts, section 12 row 2. */
const numbersAtOnce = 50;

/** Rows whose answers come together: then the second forms of all of them fill one question. */
const rowsAtOnce = 200;

/** So many refused questions about one number each, and the account is taken not to answer at all. */
const patience = 3;

/** From so many on, a batch without a single "yes" is doubted: a connection that is off may say "no" to everything. */
const suspiciousFrom = 5;

/** Mass checks alone get numbers banned, so they have a pace of their own, which no user has to think of. */
export const checksPace: LanePace = {
  rate: { count: 40, windowMs: 60_000 },
  caps: [{ count: 1_000, windowMs: 3_600_000 }],
  jitter: 0.2,
  concurrency: 1,
};
/** Nobody bans the practice account. */
export const practiceChecksPace: LanePace = { rate: { count: 1_200, windowMs: 60_000 }, jitter: 0, concurrency: 1 };

interface CheckOptions {
  readonly importId: number;
  readonly accountId: number;
  readonly session: Session;
  readonly service: Service;
  readonly signal: AbortSignal;
  readonly onRows: (count: number) => void;
}

/**
 * Asks the account which numbers are on WhatsApp. What it said before is not asked again; both forms of the ninth
 * digit are one person, so a "no" is only believed when both forms get it. Where the account cannot tell, or its
 * answer is unclear, the row goes on as unverified: no number is called dead on doubt. A row that has another number is asked
 * about again under that one.
 */
export async function checkRows(
  deps: { readonly store: Store; readonly clock: Clock },
  options: CheckOptions,
): Promise<StageEnd> {
  const { store, clock } = deps;
  const { importId, accountId, service, signal, onRows } = options;
  const where = { accountId, serviceId: service.id };
  const ask = questioner(deps, options);
  const source = store.imports.get(importId);
  const judge = createJudge(store, source, { nowMs: clock.now(), recallsChecks: 'ofChecked' });

  const save = (rows: readonly StoredRow[], checks: ReadonlyMap<string, Check>, asked: readonly Check[]) => {
    store.transact(() => {
      store.checks.save({ ...where, nowMs: clock.now() }, asked);
      // A row that a person put right or left out meanwhile is another one now: it is asked about in its turn.
      const now = store.rows.byNumbers(
        importId,
        rows.map(({ rowNo }) => rowNo),
      );
      const phones = new Map(rows.map(({ rowNo, phone }) => [rowNo, phone]));
      const same = now.filter(({ rowNo, state, phone }) => state === 'normalised' && phones.get(rowNo) === phone);
      const changes = same.map((row) => changeByCheck(row, checks.get(row.phone ?? '') ?? null));
      store.rows.apply(importId, changes);
      // Other numbers are other people, who may stand in the sheet already: all rows are gone through again for them.
      const isAnotherDue = changes.some(({ row, to }) => to === 'noWhatsapp' && judge.hasAnother(row));
      if (isAnotherDue) store.imports.saveNormalisedTo(importId, 0);
    });
    onRows(rows.length);
  };

  while (!signal.aborted) {
    const rows = store.rows.inState(importId, 'normalised', rowsAtOnce);
    if (rows.length === 0) {
      if (store.imports.get(importId).normalisedTo >= source.rowTotal) return finished;
      const again = await normaliseRows(deps, { importId, signal, onRows: () => undefined, keepsUnknown: true });
      if (again.kind !== 'finished') return again;
      continue;
    }
    const sinceMs = clock.now() - answerLastsMs;
    const known = new Map<string, Check>();
    for (const { phone } of rows) {
      const check = phone === null ? null : store.checks.find({ ...where, phone, sinceMs });
      if (check) known.set(check.phone, check);
    }
    const told = rows.filter((row) => row.phone !== null && known.has(row.phone));
    if (told.length > 0) save(told, known, []);
    const open = rows.filter((row) => row.phone !== null && !known.has(row.phone));
    if (open.length === 0) continue;

    const answered = await ask(open.flatMap((row) => row.phone ?? []));
    if (!answered.ok) return answered.error;
    const checks = new Map(answered.value.map((check) => [check.phone, check]));
    // "Unknown" is not kept: the account may be able to tell tomorrow.
    const clear = answered.value.filter((check) => check.verdict !== 'unknown');
    save(open, checks, clear);
  }
  return stopped;
}

/** Asks about numbers in the pace of checks, in whatever form this account understands. One verdict for each. */
function questioner(deps: { readonly store: Store; readonly clock: Clock }, options: CheckOptions) {
  const { store, clock } = deps;
  const { accountId, session, service, signal } = options;
  let refusedInARow = 0;
  /** Learned in this pass: has the account said "yes" to its own number since the last doubt? */
  let trusted = store.accounts.get(accountId).dialect.existsTells === true;

  type Answers = Result<readonly ExistsAnswer[], StageEnd>;
  const unknownAll = (numbers: readonly string[]): readonly ExistsAnswer[] =>
    numbers.map((number) => ({ number, verdict: 'unknown', waNumber: null }));

  const request = async (numbers: readonly string[], encoding: 'plain' | 'indexed') => {
    const asked = await session.checks.run(signal, async (enter) => {
      const entry = enter();
      try {
        return await session.read(
          (s) => session.digisac.exists({ serviceId: service.id, numbers, encoding }, s),
          signal,
          'paced',
        );
      } finally {
        entry.leave();
      }
    });
    return asked ?? ({ kind: 'ended', end: stopped } as const);
  };

  async function ask(numbers: readonly string[]): Promise<Answers> {
    const { dialect } = store.accounts.get(accountId);
    if (dialect.existsTells === false) return ok(unknownAll(numbers));
    const encoding = dialect.existsEncoding ?? 'plain';
    let asked = await request(numbers, encoding);
    if (asked.kind === 'refused' && dialect.existsEncoding === null) {
      asked = await request(numbers, 'indexed');
      if (asked.kind === 'answered') store.accounts.learn(accountId, { existsEncoding: 'indexed' });
    }
    if (asked.kind === 'ended') return err(asked.end);
    if (asked.kind === 'answered') {
      refusedInARow = 0;
      return ok(asked.value);
    }
    if (numbers.length > 1) {
      const half = Math.ceil(numbers.length / 2);
      const first = await ask(numbers.slice(0, half));
      if (!first.ok) return first;
      const second = await ask(numbers.slice(half));
      return second.ok ? ok([...first.value, ...second.value]) : second;
    }
    refusedInARow += 1;
    if (asked.failure.status === 404 || refusedInARow >= patience) {
      store.accounts.learn(accountId, { existsTells: false });
    }
    return ok(unknownAll(numbers));
  }

  /** However many numbers, in as few questions as the account takes. What was said is kept at once. */
  async function askAll(numbers: readonly string[]): Promise<Answers> {
    const answers: ExistsAnswer[] = [];
    for (let from = 0; from < numbers.length; from += numbersAtOnce) {
      const some = await ask(numbers.slice(from, from + numbersAtOnce));
      if (!some.ok) return some;
      answers.push(...some.value);
      const yes = some.value.filter(({ verdict }) => verdict === 'yes');
      const checks = yes.map(({ number, verdict, waNumber }) => toCheck(number, verdict, waNumber));
      store.transact(() => store.checks.save({ accountId, serviceId: service.id, nowMs: clock.now() }, checks));
    }
    return ok(answers);
  }

  /** Does the account say "yes" to a number that is certainly on WhatsApp: the connection's own? */
  async function canBeTrusted(): Promise<Result<boolean, StageEnd>> {
    const state = await session.read((s) => session.digisac.service(service.id, s), signal);
    if (state.kind === 'ended') return err(state.end);
    if (state.kind === 'answered' && state.value?.connected === 'no') {
      return (await session.serviceBack(service.id, service.name, signal)) ? ok(false) : err(stopped);
    }
    if (service.number === null) return ok(false);
    const own = await ask(ninthDigitForms(service.number));
    return own.ok ? ok(own.value.some((answer) => answer.verdict === 'yes')) : own;
  }

  return async (phones: readonly string[]): Promise<Result<readonly Check[], StageEnd>> => {
    const first = await askAll(phones);
    if (!first.ok) return first;
    const answers = new Map(first.value.map((answer) => [answer.number, answer]));

    // Who has no WhatsApp under one form may have it under the other: both are one person.
    const others = new Map<string, string>();
    for (const { number, verdict } of first.value) {
      const other = ninthDigitForms(number)[1];
      if (verdict === 'no' && other !== undefined) others.set(other, number);
    }
    if (others.size > 0) {
      const second = await askAll([...others.keys()]);
      if (!second.ok) return second;
      for (const { number: other, verdict, waNumber } of second.value) {
        const number = others.get(other);
        if (number === undefined || verdict === 'no') continue;
        answers.set(number, { number, verdict, waNumber: verdict === 'yes' ? (waNumber ?? other) : null });
      }
    }

    const all = [...answers.values()];
    const refusals = all.filter((answer) => answer.verdict === 'no').length;
    if (refusals > 0 && (!trusted || (refusals === all.length && all.length >= suspiciousFrom))) {
      const trust = await canBeTrusted();
      if (!trust.ok) return trust;
      trusted = trust.value;
      if (!trusted)
        return ok(
          all.map(({ number, verdict, waNumber }) => toCheck(number, verdict === 'no' ? 'unknown' : verdict, waNumber)),
        );
    }
    return ok(all.map(({ number, verdict, waNumber }) => toCheck(number, verdict, waNumber)));
  };
}

const toCheck = (phone: string, verdict: Check['verdict'], waNumber: string | null): Check => ({
  phone,
  verdict,
  waNumber,
});
