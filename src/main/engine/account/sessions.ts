import type { Digisac, SignIn } from '#main/digisac/digisac.ts';
import type { Store } from '#main/store/store.ts';
import type { Clock, Random } from '#shared/clock.ts';
import type { Problem } from '#shared/problem.ts';
import { err, ok, type Result } from '#shared/result.ts';
import type { Events } from '../events.ts';
import type { Pacer } from '../pacer.ts';
import { type Credentials, credentialsIn, textOf, webhookKey } from './credentials.ts';
import { createNoting } from './noting.ts';
import { createRenewal, type Renewal } from './renewal.ts';
import { createSession, type Session } from './session.ts';

/** A client that holds connections open until it is closed. */
export type OpenDigisac = Digisac & {
  /** Connections of before are not used again. */
  readonly renew: () => void;
  /** Closes it when what is in flight has ended. Nothing more may be asked. */
  readonly finish: () => Promise<void>;
  readonly close: () => Promise<void>;
};

/** What the host keeps for the engine (`hostContract`). */
export interface HostServices {
  readonly secrets: {
    readonly get: (input: { key: string }) => Promise<{ readonly token: string | null }>;
    readonly set: (input: { key: string; token: string }) => Promise<unknown>;
    readonly remove: (input: { key: string }) => Promise<unknown>;
  };
  readonly practice: { readonly address: () => Promise<{ readonly address: string; readonly token: string }> };
}

export type ConnectDigisac = (where: { readonly address: string; readonly token: string }) => OpenDigisac;

/** For signing in with a password, which needs no token. */
export type OpenSignIn = (address: string) => SignIn;

/** The practice account's port differs from start to start: this stands for it in the store. */
export const practiceAddress = 'practice:';

/** A session, and what it works with at the moment. */
interface Opened {
  readonly session: Session;
  client: OpenDigisac;
  address: string;
  renewal: Renewal;
}

/** Reads that may begin in a second: far less than any account was seen to take, and plenty for a desk. */
const readsPerSecond = 20;
/** It is this machine that answers. */
const practiceReadsPerSecond = 200;

/** The Date header counts in seconds, and answers take their time: less than this is no change of a clock. */
const clockMovedMs = 5_000;

/** The sessions of this process, one per account, opened when a job or a face first needs one. */
export function createSessions(deps: {
  readonly store: Store;
  readonly clock: Clock;
  readonly random: Random;
  readonly pacer: Pacer;
  readonly events: Events;
  readonly host: HostServices;
  readonly connectDigisac: ConnectDigisac;
  readonly openSignIn: OpenSignIn;
}) {
  const { store, clock, random, pacer, events, host, openSignIn } = deps;
  const noting = createNoting({ store, clock, onChange: () => events.changed('accounts') });
  const connect = (accountId: number, where: { readonly address: string; readonly token: string }): OpenDigisac =>
    noting.around(accountId, deps.connectDigisac(where));
  const opened = new Map<number, Opened>();
  /** Clients of earlier tokens, for as long as something of them is in flight. */
  const leaving = new Set<OpenDigisac>();
  /** Those that are to live in this process only. */
  const unkept = new Map<string, Credentials>();
  /** Accounts whose clock this process has compared with what the last one knew of it. */
  const compared = new Set<number>();

  async function whereIs(accountId: number): Promise<Result<{ address: string; credentials: Credentials }, Problem>> {
    const account = store.accounts.get(accountId);
    if (account.kind === 'practice') {
      const { address, token } = await host.practice.address();
      return ok({ address, credentials: { kind: 'token', token } });
    }
    const credentials = unkept.get(account.address) ?? (await keptFor(account.address));
    return credentials === null ? err({ kind: 'tokenMissing' }) : ok({ address: account.address, credentials });
  }

  async function keptFor(address: string): Promise<Credentials | null> {
    const { token } = await host.secrets.get({ key: address });
    return token === null ? null : credentialsIn(token);
  }

  async function keep(address: string, credentials: Credentials, remember: boolean): Promise<void> {
    if (remember) {
      await host.secrets.set({ key: address, token: textOf(credentials) });
      unkept.delete(address);
    } else {
      unkept.set(address, credentials);
    }
  }

  /** A keychain that does not take it costs a sign-in at the next start, and nothing now. */
  async function keepRenewed(address: string, renewed: Credentials): Promise<void> {
    try {
      await keep(address, renewed, !unkept.has(address));
    } catch (error) {
      if (!(error instanceof Error)) throw error;
      unkept.set(address, renewed);
    }
  }

  function renewalOf(accountId: number, address: string, credentials: Credentials): Renewal {
    const renewal = createRenewal({
      ...{ clock, credentials, host: hostOf(address) },
      openSignIn: () => openSignIn(address),
      onRenewed: async (renewed) => {
        const known = opened.get(accountId);
        // Somebody signed in anew, or the account was forgotten: this one is of no use any more.
        if (known?.renewal !== renewal) return;
        await keepRenewed(address, renewed);
        if (opened.get(accountId)?.renewal !== renewal) return;
        const last = known.client;
        known.client = connect(accountId, { address, token: renewed.token });
        known.session.renewed(known.client);
        retire(last);
      },
    });
    return renewal;
  }

  const lanesOf = (accountId: number) =>
    (['messages', 'checks', 'actions'] as const).map((lane) => pacer.lane(accountId, lane));

  /** Against the account's clock, this machine's can be seen to have moved while no Malote was open. */
  function learnSkew(accountId: number, skewMs: number): void {
    const account = store.accounts.get(accountId);
    const aheadMs = account.clockSkewMs - skewMs;
    if (!compared.has(accountId) && account.probedAt !== null && aheadMs > clockMovedMs) {
      for (const lane of lanesOf(accountId)) lane.clockWasSetForward(aheadMs);
    }
    compared.add(accountId);
    // In one commit: the next process sees no difference any more, so the log must know of the move by then.
    store.transact(() => {
      for (const lane of lanesOf(accountId)) lane.followTheClock();
      store.accounts.saveSkew(accountId, skewMs);
    });
  }

  function begin(accountId: number, address: string, credentials: Credentials, given?: OpenDigisac): Session {
    const client = given ?? connect(accountId, { address, token: credentials.token });
    const renewal = renewalOf(accountId, address, credentials);
    const account = store.accounts.get(accountId);
    const isPractice = account.kind === 'practice';
    const session = createSession({
      digisac: client,
      clock,
      random,
      messages: pacer.lane(accountId, 'messages'),
      checks: pacer.lane(accountId, 'checks'),
      actions: pacer.lane(accountId, 'actions'),
      readsPerSecond: isPractice ? practiceReadsPerSecond : readsPerSecond,
      isKnown: account.probedAt !== null,
      onTrouble: () => events.changed('accounts'),
      onSkew: (skewMs) => learnSkew(accountId, skewMs),
      onAway: isPractice ? () => followPractice(accountId) : async () => undefined,
      renewal,
    });
    opened.set(accountId, { session, client, address, renewal });
    return session;
  }

  /** Lets what is in flight have its answer: messages are not put in doubt for a new token. */
  function retire(client: OpenDigisac): void {
    leaving.add(client);
    void client.finish().finally(() => leaving.delete(client));
  }

  /** The practice account was started anew, and listens elsewhere. */
  async function followPractice(accountId: number): Promise<void> {
    // Where the host cannot start it right now, it is as away as before.
    const now = await host.practice.address().catch(() => null);
    const known = opened.get(accountId);
    if (now === null || !known || now.address === known.address) return;
    const { address, token } = now;
    take(known, {
      address,
      client: connect(accountId, now),
      renewal: renewalOf(accountId, address, { kind: 'token', token }),
    });
  }

  function take(known: Opened, next: Omit<Opened, 'session'>): void {
    const last = known.client;
    Object.assign(known, next);
    known.session.use(next.client, next.renewal);
    retire(last);
  }

  return {
    /** Problems: tokenMissing. */
    async open(accountId: number): Promise<Result<Session, Problem>> {
      const known = opened.get(accountId);
      if (known) return ok(known.session);
      const where = await whereIs(accountId);
      if (!where.ok) return where;
      // Somebody else may have come first while the host was asked.
      const meanwhile = opened.get(accountId);
      const { address, credentials } = where.value;
      return ok(meanwhile ? meanwhile.session : begin(accountId, address, credentials));
    },

    /** Somebody signed in: the account's jobs go on with that where they stand. */
    replace(accountId: number, client: OpenDigisac, address: string, credentials: Credentials): void {
      const known = opened.get(accountId);
      const noted = noting.around(accountId, client);
      if (known) take(known, { client: noted, address, renewal: renewalOf(accountId, address, credentials) });
      else begin(accountId, address, credentials, noted);
    },

    /** Keeps what opens an account for this process only, or for the host to keep (law 7). */
    keep,

    /** What the account refused may be tried again. */
    tryAgain: noting.forget,

    async forget(accountId: number, address: string): Promise<void> {
      unkept.delete(address);
      await host.secrets.remove({ key: address });
      await host.secrets.remove({ key: webhookKey(address) });
      const last = opened.get(accountId);
      if (!last) return;
      opened.delete(accountId);
      last.session.leave({ kind: 'tokenMissing' });
      retire(last.client);
    },

    /** What stands in the way of an account's jobs right now; null where nothing does, or nobody asked it yet. */
    troubleOf: (accountId: number, work: 'messages' | 'contacts'): Problem | null =>
      opened.get(accountId)?.session.trouble(work) ?? null,

    /** The machine goes to sleep: nothing begins until it wakes. */
    rest(): void {
      for (const { session } of opened.values()) session.rest();
    },

    /** It woke, or its network is another: what stood open before is not trusted, and the account is asked first. */
    wake(): void {
      for (const { client, session } of opened.values()) {
        client.renew();
        session.wake();
      }
    },

    /** What is in flight ends unanswered: it is in doubt. */
    async close(): Promise<void> {
      const all = [...[...opened.values()].map(({ client }) => client), ...leaving];
      opened.clear();
      await Promise.all(all.map((client) => client.close()));
    },
  };
}

export type Sessions = ReturnType<typeof createSessions>;

const hostOf = (address: string): string => URL.parse(address)?.host ?? address;
