import type { Digisac } from '#main/digisac/digisac.ts';
import type { Store } from '#main/store/store.ts';
import type { Clock, Random } from '#shared/clock.ts';
import type { Problem } from '#shared/problem.ts';
import { err, ok, type Result } from '#shared/result.ts';
import type { Events } from '../events.ts';
import type { Pacer } from '../pacer.ts';
import { createSession, type Session } from './session.ts';

/** A client that holds connections open until it is closed. */
export type OpenDigisac = Digisac & {
  /** Connections of before are not used again. */
  readonly renew: () => void;
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

/** The practice account's port differs from start to start: this stands for it in the store. */
export const practiceAddress = 'practice:';

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
}) {
  const { store, clock, random, pacer, events, host, connectDigisac } = deps;
  const opened = new Map<number, { readonly session: Session; readonly client: OpenDigisac }>();
  /** Tokens that are to live in this process only. */
  const tokens = new Map<string, string>();
  /** Accounts whose clock this process has compared with what the last one knew of it. */
  const compared = new Set<number>();

  async function whereIs(accountId: number): Promise<Result<{ address: string; token: string }, Problem>> {
    const account = store.accounts.get(accountId);
    if (account.kind === 'practice') return ok(await host.practice.address());
    const token = tokens.get(account.address) ?? (await host.secrets.get({ key: account.address })).token;
    return token === null ? err({ kind: 'tokenMissing' }) : ok({ address: account.address, token });
  }

  /** Against the account's clock, this machine's can be seen to have moved while no Malote was open. */
  function learnSkew(accountId: number, skewMs: number): void {
    const account = store.accounts.get(accountId);
    const aheadMs = account.clockSkewMs - skewMs;
    if (!compared.has(accountId) && account.probedAt !== null && aheadMs > clockMovedMs) {
      for (const lane of ['messages', 'checks'] as const) pacer.lane(accountId, lane).clockWasSetForward(aheadMs);
    }
    compared.add(accountId);
    store.accounts.saveSkew(accountId, skewMs);
  }

  function begin(accountId: number, client: OpenDigisac): Session {
    const session = createSession({
      digisac: client,
      clock,
      random,
      messages: pacer.lane(accountId, 'messages'),
      checks: pacer.lane(accountId, 'checks'),
      isKnown: store.accounts.get(accountId).probedAt !== null,
      onTrouble: () => events.changed('accounts'),
      onSkew: (skewMs) => learnSkew(accountId, skewMs),
    });
    opened.set(accountId, { session, client });
    return session;
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
      return ok(meanwhile ? meanwhile.session : begin(accountId, connectDigisac(where.value)));
    },

    /** The session of an account that has a new token: jobs take it up when they next open one. */
    async replace(accountId: number, client: OpenDigisac): Promise<void> {
      const last = opened.get(accountId);
      begin(accountId, client);
      await last?.client.close();
    },

    /** Keeps a token for this process only, or for the host to keep (law 7). */
    async keepToken(address: string, token: string, remember: boolean): Promise<void> {
      if (remember) {
        await host.secrets.set({ key: address, token });
        tokens.delete(address);
      } else {
        tokens.set(address, token);
      }
    },

    async forget(accountId: number, address: string): Promise<void> {
      tokens.delete(address);
      await host.secrets.remove({ key: address });
      const last = opened.get(accountId);
      opened.delete(accountId);
      await last?.client.close();
    },

    /** What stands in the way of an account's jobs right now; null where nothing does, or nobody asked it yet. */
    troubleOf: (accountId: number): Problem | null => opened.get(accountId)?.session.trouble() ?? null,

    /** The machine slept, or its network is another: what stood open before is not trusted any more. */
    renew(): void {
      for (const { client } of opened.values()) client.renew();
    },

    /** What is in flight ends unanswered: it is in doubt. */
    async close(): Promise<void> {
      const all = [...opened.values()];
      opened.clear();
      await Promise.all(all.map(({ client }) => client.close()));
    },
  };
}

export type Sessions = ReturnType<typeof createSessions>;
