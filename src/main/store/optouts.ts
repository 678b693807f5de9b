import { type OptOutSource, optOutSourceSchema, type Told, toldSchema } from '#shared/optout/source.ts';
import type { Db } from './database.ts';
import { createHashes } from './hashes.ts';

export interface OptOut {
  /** Of somebody whose data was erased: a hash, and no phone. */
  readonly person: string;
  /** 0: of every account. */
  readonly accountId: number;
  readonly phone: string;
  readonly addedAt: number;
  readonly source: OptOutSource;
  /** The person's own words, or the line of the list that it came with; null where there are none. */
  readonly said: string | null;
  /** The message that was answered or refused. */
  readonly deliveryId: number | null;
  /** What came of marking the contact in the account; null: not done yet. */
  readonly told: Told | null;
}

/** Which part of the register; `accountId` null: all of it. `search`: digits of the number, or words that were said. */
export interface OptOutFilter {
  readonly accountId: number | null;
  readonly search: string;
  readonly sources: readonly OptOutSource[];
}

/** Somebody who may be written to again, as the account has to be told. */
export interface Lifted {
  readonly person: string;
  readonly accountId: number;
  readonly phone: string;
}

interface OptOutRow {
  person: string;
  account_id: number;
  phone: string;
  source: string;
  added_at: number;
  said: string | null;
  delivery_id: number | null;
  told: string | null;
}

const toOptOut = (row: OptOutRow): OptOut => ({
  person: row.person,
  accountId: row.account_id,
  phone: row.phone,
  addedAt: row.added_at,
  source: optOutSourceSchema.parse(row.source),
  said: row.said,
  deliveryId: row.delivery_id,
  told: row.told === null ? null : toldSchema.parse(row.told),
});

/** Times of replies are as exact as this: what was said no later was heard already. */
const marginMs = 3_000;

/**
 * Law 5: who must not be written to, by any campaign of an account; under account 0, of any account. By person: both forms of
 * the ninth digit are one. Somebody whose data was erased stays in it by their hash alone.
 */
export function createOptOuts(db: Db) {
  const hashes = createHashes(db);
  const columns = 'person, account_id, phone, source, added_at, said, delivery_id, told';
  const has = db.prepare<[string, number], { person: string }>(
    'SELECT person FROM optouts WHERE person = ? AND account_id IN (0, ?)',
  );
  const add = db.prepare(
    `INSERT INTO optouts (person, account_id, phone, source, added_at, heard_at, said, delivery_id, confirming, told_at, told)
     VALUES (@person, @accountId, @phone, @source, @nowMs, @nowMs, @said, @deliveryId, @confirming, @toldAt, @told)
     ON CONFLICT DO NOTHING`,
  );
  const hearAgain = db.prepare(
    'UPDATE optouts SET heard_at = max(heard_at, @nowMs) WHERE person = @person AND account_id = @accountId',
  );
  const outAgain = db.prepare('DELETE FROM optins WHERE person = @person AND account_id = @accountId');
  const entries = db.prepare<[object], { person: string; account_id: number; heard_at: number; phone: string }>(
    `SELECT person, account_id, heard_at, phone FROM optouts
     WHERE person IN (@person, @hash) AND (@accountId IS NULL OR account_id = @accountId)`,
  );
  const remove = db.prepare('DELETE FROM optouts WHERE person = @person AND account_id = @accountId');
  const welcome = db.prepare(
    `INSERT OR REPLACE INTO optins (person, account_id, phone, source, lifted_at, said, heard_at, told_at)
     VALUES (@person, @accountId, @phone, @source, @nowMs, @said, @heardAt, @toldAt)`,
  );
  const lastLift = db.prepare<[string, number], { heard_at: number }>(
    'SELECT heard_at FROM optins WHERE person = ? AND account_id = ?',
  );
  const ofPerson = db.prepare<[string], OptOutRow>(
    `SELECT ${columns} FROM optouts WHERE person = ? ORDER BY account_id`,
  );

  const where = `(@accountId IS NULL OR account_id IN (0, @accountId)) AND (@sources = '' OR instr(@sources, source) > 0)
    AND (@search = '' OR (@digits <> '' AND instr(phone, @digits) > 0) OR instr(lower(ifnull(said, '')), @search) > 0)`;
  const total = db.prepare<[object], { count: number }>(`SELECT count(*) AS count FROM optouts WHERE ${where}`);
  const page = db.prepare<[object], OptOutRow>(
    `SELECT ${columns} FROM optouts WHERE ${where} ORDER BY added_at DESC, person DESC LIMIT @limit OFFSET @offset`,
  );
  const bySource = db.prepare<[], { source: string; count: number }>(
    'SELECT source, count(*) AS count FROM optouts GROUP BY source',
  );

  const toTell = db.prepare<[number, number], OptOutRow>(
    `SELECT ${columns} FROM optouts WHERE account_id = ? AND told_at IS NULL ORDER BY added_at LIMIT ?`,
  );
  const tell = db.prepare(
    'UPDATE optouts SET told_at = @nowMs, told = @told WHERE person = @person AND account_id = @accountId AND told_at IS NULL',
  );
  const toConfirm = db.prepare<[number, number], OptOutRow>(
    `SELECT ${columns} FROM optouts WHERE account_id = ? AND confirming = 1 ORDER BY added_at LIMIT ?`,
  );
  const confirm = db.prepare(
    'UPDATE optouts SET confirming = 0 WHERE person = @person AND account_id = @accountId AND confirming = 1',
  );
  const liftsToTell = db.prepare<[number, number], { person: string; account_id: number; phone: string }>(
    'SELECT person, account_id, phone FROM optins WHERE account_id = ? AND told_at IS NULL ORDER BY lifted_at LIMIT ?',
  );
  const liftTold = db.prepare(
    'UPDATE optins SET told_at = @nowMs WHERE person = @person AND account_id = @accountId AND told_at IS NULL',
  );
  const waiting = db.prepare<[], { account_id: number }>(
    `SELECT account_id FROM optouts WHERE told_at IS NULL AND account_id > 0
     UNION SELECT account_id FROM optouts WHERE confirming = 1 AND account_id > 0
     UNION SELECT account_id FROM optins WHERE told_at IS NULL AND account_id > 0`,
  );

  function parametersOf({ accountId, search, sources }: OptOutFilter) {
    const words = search.trim().toLowerCase();
    return { accountId, search: words, digits: words.replace(/\D/g, ''), sources: sources.join(' ') };
  }

  return {
    has(accountId: number, person: string): boolean {
      if (has.get(person, accountId) !== undefined) return true;
      const hash = hashes.ofErased(person);
      return hash !== null && has.get(hash, accountId) !== undefined;
    },
    /** False where the person had opted out of this account already: then it was only said again. */
    add(entry: {
      accountId: number;
      person: string;
      phone: string;
      source: OptOutSource;
      said: string | null;
      deliveryId: number | null;
      nowMs: number;
      /** A last message is owed that confirms it. */
      confirming?: boolean;
    }): boolean {
      // Nobody has to tell an account of all accounts' opt-outs, nor of its own.
      const isTold = entry.accountId === 0 || entry.source === 'account';
      const isNew =
        add.run({
          ...entry,
          confirming: entry.confirming ? 1 : 0,
          toldAt: isTold ? entry.nowMs : null,
          told: isTold && entry.accountId > 0 ? 'marked' : null,
        }).changes === 1;
      if (isNew) outAgain.run(entry);
      else hearAgain.run(entry);
      return isNew;
    },
    /**
     * Takes the person off the register of one account (0: of what holds for all), or (null) off it altogether. Returns the
     * accounts that it was of.
     */
    lift(entry: {
      accountId: number | null;
      person: string;
      source: 'user' | 'reply';
      said: string | null;
      nowMs: number;
    }): readonly number[] {
      const { accountId, person, source, said, nowMs } = entry;
      const lifted = entries.all({ person, accountId, hash: hashes.ofErased(person) });
      for (const { person: key, account_id, heard_at, phone } of lifted) {
        remove.run({ person: key, accountId: account_id });
        const toldAt = account_id === 0 || phone === '' ? nowMs : null;
        welcome.run({ person: key, accountId: account_id, phone, source, said, nowMs, heardAt: heard_at, toldAt });
      }
      return lifted.map((entry) => entry.account_id);
    },
    /** When the opt-out of this person from an account was said last; null where there is none. */
    heardAt: (accountId: number, person: string): number | null =>
      entries.get({ person, accountId, hash: null })?.heard_at ?? null,
    /** What was said then was heard, and the person came back since. */
    wasLifted(accountId: number, person: string, saidAtMs: number): boolean {
      const lift = lastLift.get(person, accountId);
      return lift !== undefined && saidAtMs <= lift.heard_at + marginMs;
    },
    ofPerson: (person: string): readonly OptOut[] => ofPerson.all(person).map(toOptOut),

    /** Newest first. */
    page(
      filter: OptOutFilter,
      offset: number,
      limit: number,
    ): { readonly total: number; readonly optOuts: readonly OptOut[] } {
      const parameters = parametersOf(filter);
      return {
        total: total.get(parameters)?.count ?? 0,
        optOuts: page.all({ ...parameters, offset, limit }).map(toOptOut),
      };
    },
    bySource: (): readonly { readonly source: OptOutSource; readonly count: number }[] =>
      bySource.all().map(({ source, count }) => ({ source: optOutSourceSchema.parse(source), count })),

    /** Whom the account has not been told of, those who wait longest first. */
    toTell: (accountId: number, limit: number): readonly OptOut[] => toTell.all(accountId, limit).map(toOptOut),
    tell: (entry: { accountId: number; person: string; told: Told; nowMs: number }): boolean =>
      tell.run(entry).changes === 1,
    /** To whom a last message is owed. */
    toConfirm: (accountId: number, limit: number): readonly OptOut[] => toConfirm.all(accountId, limit).map(toOptOut),
    /** It is owed no more, sent or not: it never leaves twice. */
    confirm: (entry: { accountId: number; person: string }): boolean => confirm.run(entry).changes === 1,
    /** Who came back, and the account does not know it. */
    liftsToTell: (accountId: number, limit: number): readonly Lifted[] =>
      liftsToTell
        .all(accountId, limit)
        .map(({ person, account_id, phone }) => ({ person, accountId: account_id, phone })),
    liftTold: (entry: { accountId: number; person: string; nowMs: number }): boolean =>
      liftTold.run(entry).changes === 1,
    /** Accounts that have to be told something. */
    accountsWaiting: (): readonly number[] => waiting.all().map((row) => row.account_id),
  };
}
