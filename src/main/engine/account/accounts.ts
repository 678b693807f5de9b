import type { Digisac } from '#main/digisac/digisac.ts';
import type { StoredAccount } from '#main/store/accounts.ts';
import type { Store } from '#main/store/store.ts';
import type { AccountColor } from '#shared/accounts/color.ts';
import type { Clock } from '#shared/clock.ts';
import { type Problem, ProblemError } from '#shared/problem.ts';
import type { Result } from '#shared/result.ts';
import { type Account, type AccountDialect, unknownDialect } from '#shared/rpc/accounts.ts';
import type { Settings } from '#shared/rpc/settings.ts';
import { createTranslator } from '#shared/sentences/translate.ts';
import type { Events } from '../events.ts';
import type { Jobs } from '../jobs.ts';
import { type Credentials, credentialsOf } from './credentials.ts';
import { type Probed, probeAccount } from './probe.ts';
import type { Session } from './session.ts';
import { type ConnectDigisac, type HostServices, type OpenSignIn, practiceAddress, type Sessions } from './sessions.ts';

/** How long a face waits for what an account says of itself. */
const probeWithinMs = 60_000;

/** An address as people paste it, understood; `name` is what the account is called until somebody names it. */
export type ParseAddress = (pasted: string) => Result<{ readonly address: string; readonly name: string }, Problem>;

/** Accounts as faces know them: connecting, asking again, forgetting, and the lists that a form offers. */
export function createAccounts(deps: {
  readonly store: Store;
  readonly clock: Clock;
  readonly events: Events;
  readonly sessions: Sessions;
  readonly jobs: Jobs;
  readonly host: HostServices;
  readonly connectDigisac: ConnectDigisac;
  readonly openSignIn: OpenSignIn;
  readonly parseAddress: ParseAddress;
  readonly readSettings: () => Settings;
}) {
  const { store, clock, events, sessions, jobs, host, connectDigisac, openSignIn, parseAddress, readSettings } = deps;

  function known(accountId: number): StoredAccount {
    const account = store.accounts.find(accountId);
    if (!account) throw new ProblemError({ kind: 'noAccount' });
    return account;
  }

  const toAccount = ({ address: _address, clockSkewMs: _skew, ...account }: StoredAccount): Account => account;

  async function sessionOf(accountId: number): Promise<Session> {
    known(accountId);
    const opened = await sessions.open(accountId);
    if (!opened.ok) throw new ProblemError(opened.error);
    return opened.value;
  }

  async function probe(client: Digisac, dialect: AccountDialect): Promise<Probed> {
    const late = new AbortController();
    const timer = new AbortController();
    void clock.sleep(probeWithinMs, timer.signal).then(() => late.abort());
    try {
      const probed = await probeAccount(client, { signal: late.signal, known: dialect });
      if (!probed.ok) throw new ProblemError(probed.error.problem);
      return probed.value;
    } finally {
      timer.abort();
    }
  }

  function save(account: StoredAccount, probed: Probed): Account {
    const { user, services } = probed;
    const nowMs = clock.now();
    store.accounts.saveProbe(account.id, {
      name: account.name,
      user,
      services: [...services],
      dialect: { ...probed.dialect, learnedAt: nowMs },
      nowMs,
    });
    events.changed('accounts');
    return toAccount(store.accounts.get(account.id));
  }

  function placeOf(pasted: string): { readonly address: string; readonly name: string } {
    const parsed = parseAddress(pasted);
    if (!parsed.ok) throw new ProblemError(parsed.error);
    return parsed.value;
  }

  /** Asks first, keeps afterwards: an account that does not answer, or refuses the token, leaves nothing behind. */
  async function begin(ask: {
    readonly address: string;
    readonly name: string;
    readonly email: string | null;
    readonly credentials: Credentials;
    readonly remember: boolean;
  }): Promise<Account> {
    const { address, name, email, credentials, remember } = ask;
    const client = connectDigisac({ address, token: credentials.token });
    let isInUse = false;
    try {
      const earlier = store.accounts.list().find((account) => account.address === address);
      const probed = await probe(client, earlier?.dialect ?? unknownDialect);
      await sessions.keep(address, credentials, remember);
      const account = store.accounts.open({ kind: 'digisac', address, name, nowMs: clock.now() });
      store.accounts.saveEmail(account.id, email);
      sessions.replace(account.id, client, address, credentials);
      isInUse = true;
      const saved = save(account, probed);
      await jobs.accountIsBack(account.id);
      return saved;
    } catch (error) {
      if (!isInUse) await client.close();
      throw error;
    }
  }

  /** Its token may have ended while nobody asked for anything. */
  async function probeOf(accountId: number): Promise<Probed> {
    const session = await sessionOf(accountId);
    const notFresh = await session.freshen();
    if (notFresh !== null) throw new ProblemError(notFresh.problem);
    const { dialect } = known(accountId);
    // Asked once, it notices a token that was refused, and renews it.
    await session.askOnce(() => session.digisac.me());
    return probe(session.digisac, dialect);
  }

  return {
    list: (): Account[] => store.accounts.list().map(toAccount),

    connect: ({ address, token, remember }: { address: string; token: string; remember: boolean }): Promise<Account> =>
      begin({ ...placeOf(address), email: null, credentials: { kind: 'token', token: token.trim() }, remember }),

    /** The password is exchanged for tokens at once, and gone. Problems: loginRefused, those of `connect`. */
    async signIn(ask: { address: string; email: string; password: string; remember: boolean }): Promise<Account> {
      const place = placeOf(ask.address);
      const { password, remember } = ask;
      const email = ask.email.trim();
      const askedAtMs = clock.now();
      const signIn = openSignIn(place.address);
      try {
        const signedIn = await signIn.byPassword({ email, password });
        if (!signedIn.ok) throw new ProblemError(signedIn.error.problem);
        return await begin({ ...place, email, credentials: credentialsOf(signedIn.value, askedAtMs), remember });
      } finally {
        await signIn.close();
      }
    },

    /** Goes on with a permanent token: where it does not open the account, what was there stays. */
    async goOnWith(accountId: number, token: string): Promise<void> {
      const { address, name } = known(accountId);
      await begin({ address, name, email: null, credentials: { kind: 'token', token }, remember: true });
    },

    setColor(accountId: number, color: AccountColor): void {
      known(accountId);
      store.accounts.setColor(accountId, color);
      events.changed('accounts');
    },

    /** The practice account, started when it is not running: always the same one. */
    async practice(): Promise<Account> {
      const { language } = readSettings();
      const name = createTranslator(language)('state.account.practice');
      await host.practice.address();
      const account = store.accounts.open({ kind: 'practice', address: practiceAddress, name, nowMs: clock.now() });
      const session = await sessionOf(account.id);
      return save(account, await probe(session.digisac, account.dialect));
    },

    async probe(accountId: number): Promise<Account> {
      const probed = await probeOf(accountId);
      return save(known(accountId), probed);
    },

    async forget(accountId: number): Promise<void> {
      const account = known(accountId);
      await sessions.forget(accountId, account.address);
      store.accounts.forget(accountId, clock.now());
      events.changed('accounts');
    },

    async customFields(accountId: number) {
      const session = await sessionOf(accountId);
      return [...(await session.customFields())];
    },
    async tags(accountId: number) {
      const session = await sessionOf(accountId);
      return [...(await session.tags())];
    },
    async departments(accountId: number) {
      const session = await sessionOf(accountId);
      return [...(await session.departments())];
    },
  };
}
