import { z } from 'zod';
import { type AccountColor, accountColors, nextColor } from '#shared/accounts/color.ts';
import {
  type Account,
  type AccountDialect,
  dialectOfAccountSchema,
  serviceSchema,
  unknownDialect,
} from '#shared/rpc/accounts.ts';
import { type Db, expectOne } from './database.ts';

const rowSchema = z.object({
  id: z.int(),
  kind: z.enum(['digisac', 'practice']),
  address: z.string(),
  name: z.string(),
  user: z.string().nullable(),
  services: z.string(),
  dialect: z.string(),
  clock_skew: z.number(),
  probed_at: z.int().nullable(),
  color: z.enum(accountColors),
  email: z.string().nullable(),
});

// What an older Malote did not ask about yet is unknown.
const learnedSchema = z.record(z.string(), z.unknown());

const userSchema = z.object({ name: z.string(), isAdmin: z.boolean() });

/** An account with what only the engine needs: its address and the skew of its clock. */
export interface StoredAccount extends Account {
  /** Origin, or `practice:` */
  readonly address: string;
  /** Server minus local, milliseconds. */
  readonly clockSkewMs: number;
}

const hostOf = (address: string): string => (URL.canParse(address) ? new URL(address).host || address : address);

function toAccount(row: unknown): StoredAccount {
  const account = rowSchema.parse(row);
  return {
    id: account.id,
    kind: account.kind,
    address: account.address,
    host: account.kind === 'practice' ? '' : hostOf(account.address),
    name: account.name,
    user: account.user === null ? null : userSchema.parse(JSON.parse(account.user)),
    services: z.array(serviceSchema).parse(JSON.parse(account.services)),
    dialect: dialectOfAccountSchema.parse({ ...unknownDialect, ...learnedSchema.parse(JSON.parse(account.dialect)) }),
    clockSkewMs: account.clock_skew,
    probedAt: account.probed_at,
    color: account.color,
    email: account.email,
  };
}

const columns = 'id, kind, address, name, user, services, dialect, clock_skew, probed_at, color, email';

export function createAccounts(db: Db) {
  const list = db.prepare(`SELECT ${columns} FROM accounts WHERE forgotten_at IS NULL ORDER BY id`);
  const byId = db.prepare(`SELECT ${columns} FROM accounts WHERE id = ?`);
  const byAddress = db.prepare(`SELECT ${columns} FROM accounts WHERE address = ?`);
  const insert = db.prepare(
    `INSERT INTO accounts (kind, address, name, dialect, color, created_at)
     VALUES (@kind, @address, @name, @dialect, @color, @nowMs)
     ON CONFLICT (address) DO UPDATE SET forgotten_at = NULL`,
  );
  const saveProbe = db.prepare(
    `UPDATE accounts SET name = @name, user = @user, services = @services, dialect = @dialect, probed_at = @nowMs WHERE id = @id`,
  );
  const saveServices = db.prepare('UPDATE accounts SET services = @services WHERE id = @id');
  const saveDialect = db.prepare('UPDATE accounts SET dialect = @dialect WHERE id = @id');
  const saveSkew = db.prepare('UPDATE accounts SET clock_skew = @skewMs WHERE id = @id');
  const heardTo = db.prepare<[number], { heard_to: number | null }>('SELECT heard_to FROM accounts WHERE id = ?');
  const saveHeardTo = db.prepare('UPDATE accounts SET heard_to = @atMs WHERE id = @id');
  const saveEmail = db.prepare('UPDATE accounts SET email = @email WHERE id = @id');
  const setColor = db.prepare('UPDATE accounts SET color = @color WHERE id = @id');
  const forget = db.prepare('UPDATE accounts SET forgotten_at = @nowMs WHERE id = @id');

  const find = (id: number): StoredAccount | null => {
    const row = byId.get(id);
    return row === undefined ? null : toAccount(row);
  };
  const get = (id: number): StoredAccount => {
    const account = find(id);
    if (!account) throw new Error(`account ${id} is not in the store`);
    return account;
  };

  return {
    list: (): readonly StoredAccount[] => list.all().map(toAccount),
    find,
    get,

    /** The account at this address, new or known (then its jobs and what was learned of it are there again). */
    open(account: { kind: Account['kind']; address: string; name: string; nowMs: number }): StoredAccount {
      const color = nextColor(list.all().map((row) => toAccount(row).color));
      insert.run({ ...account, color, dialect: JSON.stringify(unknownDialect) });
      return toAccount(byAddress.get(account.address));
    },

    saveProbe(id: number, probe: Pick<Account, 'name' | 'user' | 'services' | 'dialect'> & { nowMs: number }): void {
      const { name, nowMs } = probe;
      expectOne(
        saveProbe.run({
          id,
          name,
          nowMs,
          user: JSON.stringify(probe.user),
          services: JSON.stringify(probe.services),
          dialect: JSON.stringify(probe.dialect),
        }),
        'saving what the account told',
      );
    },

    saveServices(id: number, services: Account['services']): void {
      expectOne(saveServices.run({ id, services: JSON.stringify(services) }), 'saving connections');
    },

    /** Adds to what is known of how this account answers. */
    learn(id: number, learned: Partial<AccountDialect>): void {
      const dialect = { ...get(id).dialect, ...learned };
      expectOne(saveDialect.run({ id, dialect: JSON.stringify(dialect) }), 'saving the dialect');
    },

    saveSkew(id: number, skewMs: number): void {
      expectOne(saveSkew.run({ id, skewMs }), 'saving the clock skew');
    },

    /** How far its messages were listened to for replies, by the account's clock; null: not at all. */
    heardTo: (id: number): number | null => heardTo.get(id)?.heard_to ?? null,
    saveHeardTo(id: number, atMs: number): void {
      expectOne(saveHeardTo.run({ id, atMs }), 'saving how far replies were heard');
    },

    /** Who signed in with a password; null: nobody, there is a token. */
    saveEmail(id: number, email: string | null): void {
      expectOne(saveEmail.run({ id, email }), 'saving how an account is signed in to');
    },
    setColor(id: number, color: AccountColor): void {
      expectOne(setColor.run({ id, color }), 'saving the colour of an account');
    },

    forget(id: number, nowMs: number): void {
      expectOne(forget.run({ id, nowMs }), 'forgetting an account');
    },
  };
}
