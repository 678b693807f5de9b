import { setImmediate as turn } from 'node:timers/promises';
import type { Engine, EngineDeps } from '#main/engine/engine.ts';
import type { LogFacts } from '#main/engine/log.ts';
import type { Store } from '#main/store/store.ts';
import { type Content, plainText } from '#shared/campaign/content.ts';
import { type Exclusions, noExclusions } from '#shared/campaign/exclusions.ts';
import type { Pace } from '#shared/pace/limits.ts';
import type { ImportOptions } from '#shared/rpc/imports.ts';
import type { JobSnapshot } from '#shared/rpc/jobs.ts';
import type { TestClock } from './clock.ts';
import type { Practice } from './practice.ts';
import { openMemoryStore } from './store.ts';
import { wireEngine } from './wire-engine.ts';

/** Everything as fast as the account answers; what a test is not about. */
export const briskPace: Pace = {
  rate: { count: 6_000, windowMs: 60_000 },
  jitter: 0,
  concurrency: 4,
  caps: [],
  dailyLimit: null,
  rampUp: null,
  hoursOf: 'campaign',
  max: null,
  hours: null,
  days: null,
  timeZone: 'America/Sao_Paulo',
  startAt: null,
};

/** Of the clock in hand: no receipt is asked for longer. */
const longestWaitMs = 8 * 24 * 3_600_000;

export interface TestEngine {
  readonly engine: Engine;
  readonly store: Store;
  readonly accountId: number;
  /** What was logged, as one text: for what must not stand there. */
  readonly logged: () => string;
  /** Lets time pass, from one wake to the next, until it holds. Fails when nothing is left that could bring it about. */
  readonly until: (what: string, holds: () => boolean) => Promise<void>;
  readonly job: (id: string) => JobSnapshot;
  /** Staged, mapped by guess, normalised: in its review. */
  readonly stage: (path: string, options?: Partial<ImportOptions>) => Promise<number>;
  /** The same, and its contacts created. */
  readonly importSheet: (path: string, options?: Partial<ImportOptions>) => Promise<number>;
  readonly send: (
    importId: number,
    campaign?: {
      template?: string;
      content?: Content;
      exclusions?: Exclusions;
      beginsEarly?: boolean;
      pace?: Partial<Pace>;
      inDoubt?: 'settle' | 'hold';
    },
  ) => Promise<number>;
  /** As a kill: the engine is dropped where it stands, what is under way is never noted. */
  readonly stop: () => Promise<void>;
}

/** A real engine over a real store and a practice account, with the clock in the test's hand. */
export async function startEngine(setup: {
  readonly practice: Practice;
  readonly time: TestClock;
  /** Of an engine before; left out: a new one in memory. */
  readonly store?: Store;
  readonly goOn?: boolean;
  /** As an account of the company's own, with its address and token; left out: as the practice account. */
  readonly signsIn?: boolean | 'password';
  /** Where tokens are kept; left out: a keychain that always has the right one. */
  readonly secrets?: EngineDeps['host']['secrets'];
  /** Which errors of the store are expected; left out: none. */
  readonly problemOf?: EngineDeps['problemOf'];
  /** Where exports are written; left out: the disk. */
  readonly parts?: EngineDeps['parts'];
}): Promise<TestEngine> {
  const { practice, time } = setup;
  const store = setup.store ?? openMemoryStore().store;
  let inFlight = 0;
  const lines: string[] = [];
  const note = (event: string, facts?: LogFacts) => void lines.push(`${event} ${JSON.stringify(facts ?? {})}`);
  const crashes: unknown[] = [];

  /** Counts what is under way, so that time waits for answers. */
  function counted<T extends object>(client: T): T {
    return new Proxy(client, {
      get(target, name, receiver) {
        const value: unknown = Reflect.get(target, name, receiver);
        if (
          typeof value !== 'function' ||
          name === 'clockSkewMs' ||
          name === 'close' ||
          name === 'finish' ||
          name === 'renew'
        ) {
          return value;
        }
        return (...args: unknown[]) => {
          inFlight += 1;
          const answer: unknown = Reflect.apply(value, target, args);
          return Promise.resolve(answer).finally(() => {
            inFlight -= 1;
          });
        };
      },
    });
  }

  const engine = wireEngine({
    practice,
    store,
    clock: time.clock,
    random: () => 0.5,
    log: { info: note, warn: note, crash: (event, error) => void lines.push(`${event} ${String(error)}`) },
    around: counted,
    onCrash: (error) => void crashes.push(error),
    ...(setup.problemOf ? { problemOf: setup.problemOf } : {}),
    ...(setup.parts ? { parts: counted(setup.parts) } : {}),
    ...(setup.secrets ? { secrets: setup.secrets } : {}),
  });
  await engine.start({ goOn: setup.goOn ?? true });
  const signIn = { address: practice.address, token: practice.token, remember: true };
  const begin = () => {
    if (setup.signsIn === undefined || setup.signsIn === false) return engine.accounts.practice();
    if (setup.signsIn === true) return engine.accounts.connect(signIn);
    return engine.accounts.signIn({ ...signIn, email: practice.email, password: practice.token });
  };
  const begun = begin();
  const { id: accountId } = await begun.catch(async (error: unknown) => {
    await engine.stop().catch(() => undefined);
    throw error;
  });

  async function until(what: string, holds: () => boolean): Promise<void> {
    const untilMs = time.clock.monotonic() + longestWaitMs;
    for (let idle = 0; idle < 5_000 && time.clock.monotonic() < untilMs; ) {
      if (crashes.length > 0) throw crashes[0];
      if (holds()) return;
      await turn();
      idle += 1;
      // Answers come first; where one waits for time itself (a slow account), time goes on after a while.
      if (inFlight > 0 && idle % 200 !== 0) continue;
      if (idle % 3 === 0 && (await time.step())) idle = 0;
    }
    throw new Error(`waited in vain until ${what}`);
  }

  const job = (id: string): JobSnapshot => {
    const found = engine.snapshots.find(id);
    if (!found) throw new Error(`no job ${id}`);
    return found;
  };

  async function stage(path: string, options: Partial<ImportOptions> = {}): Promise<number> {
    const importId = await engine.imports.stage({ path, fileName: 'sheet.csv', accountId });
    await until('it is in review', () => job(`i${importId}`).phase === 'review');
    if (Object.keys(options).length > 0) {
      await engine.imports.configure(importId, { options });
      await until('it is in review again', () => job(`i${importId}`).phase === 'review');
    }
    return importId;
  }

  return {
    engine,
    store,
    accountId,
    logged: () => lines.join('\n'),
    until,
    job,
    stage,
    async importSheet(path, options) {
      const importId = await stage(path, options);
      await engine.imports.create(importId);
      await until('its contacts are created', () => job(`i${importId}`).status !== 'running');
      return importId;
    },
    send: (importId, campaign = {}) =>
      engine.campaigns.create({
        importId,
        name: 'Campanha',
        content: campaign.content ?? plainText(campaign.template ?? 'Olá, {{nome|cliente}}!'),
        exclusions: campaign.exclusions ?? noExclusions,
        seed: 0,
        beginsEarly: campaign.beginsEarly ?? false,
        follows: null,
        pace: { ...briskPace, ...campaign.pace },
        inDoubt: campaign.inDoubt ?? 'settle',
        openTicket: false,
      }),
    stop: () => engine.stop(),
  };
}
