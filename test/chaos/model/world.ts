import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setImmediate as turn } from 'node:timers/promises';
import { createStore, type Store } from '#main/store/store.ts';
import { createTestClock, type TestClock } from '../../support/clock.ts';
import { startEngine, type TestEngine } from '../../support/engine.ts';
import { Dead, mortalStore } from '../../support/mortal-store.ts';
import { type Practice, startPractice } from '../../support/practice.ts';
import { writePeople } from '../../support/sheets.ts';
import { openMemoryStore } from '../../support/store.ts';

/** The only one of this world. */
const theAccount = 1;

const people = 7;
/** By the monotonic clock. */
const storyBeginsMs = 10_000_000;
/** A crash that waited in vain for its commit comes after so long. */
const mostWaitMs = 60_000;

/** A person in the register of opt-outs, and since when: monotonic, as the account counts arrivals. */
export interface HeardOptOut {
  readonly sinceMs: number;
  /** Messages to this person that had left by then, in whatever campaign. */
  readonly underWay: number;
}

export interface World {
  readonly time: TestClock;
  readonly practice: Practice;
  readonly db: ReturnType<typeof openMemoryStore>['db'];
  readonly malote: () => TestEngine;
  readonly optOuts: ReadonlyMap<string, HeardOptOut>;
  /** Does something with the engine while time goes on; what it throws, this throws. */
  readonly act: <T>(task: (malote: TestEngine) => Promise<T>) => Promise<T>;
  readonly pass: (ms: number) => Promise<void>;
  /** Dies at the nth commit from now (or when none comes), and gets up again. */
  readonly crash: (death: {
    readonly commits: number;
    readonly when: 'before' | 'after';
    readonly goOn: boolean;
  }) => Promise<void>;
  readonly quit: (goOn: boolean) => Promise<void>;
  readonly close: () => Promise<void>;
}

/** A real engine with an import that is done, before a practice account; each of its lives on the same database. */
export async function openWorld(seed: number): Promise<World> {
  const folder = await mkdtemp(join(tmpdir(), 'malote-model-'));
  const time = createTestClock();
  // The account has a clock of its own: whoever sets this machine's does not move it.
  const aheadMs = time.clock.now() - time.clock.monotonic();
  const clock = { ...time.clock, now: () => Math.round(time.clock.monotonic() + aheadMs) };
  const practice = await startPractice({ clock, seed, habits: { optOuts: 0.1, replies: 0.2 } });
  const { db } = openMemoryStore();
  const optOuts = new Map<string, HeardOptOut>();
  const underWay = db.prepare<[string], { count: number }>(
    "SELECT count(*) AS count FROM deliveries WHERE person = ? AND state = 'sending'",
  );

  /** Notes when somebody comes into the register. */
  function heard(store: Store): Store {
    const add: Store['optouts']['add'] = (entry) => {
      const isNew = store.optouts.add(entry);
      const count = underWay.get(entry.person)?.count ?? 0;
      if (isNew) optOuts.set(entry.person, { sinceMs: time.clock.monotonic(), underWay: count });
      return isNew;
    };
    return { ...store, optouts: { ...store.optouts, add } };
  }

  async function begin(goOn: boolean) {
    const store = createStore(db, { schema: 1, folder: '/nowhere', onClose: () => undefined });
    // What a death rolled back was never heard.
    for (const person of optOuts.keys()) if (!store.optouts.has(theAccount, person)) optOuts.delete(person);
    const death: { step: number; when: 'before' | 'after' } = { step: Number.POSITIVE_INFINITY, when: 'after' };
    const mortal = mortalStore(heard(store), death);
    return { death, mortal, malote: await startEngine({ practice, time, store: mortal.store, goOn }) };
  }
  let life = await begin(true);

  /** Time goes on while it lasts, slower than answers come. */
  async function inTime(task: Promise<unknown>): Promise<void> {
    let isOver = false;
    const ended = task.finally(() => {
      isOver = true;
    });
    for (let turns = 1; !isOver; turns += 1) {
      await turn();
      if (turns % 300 === 0) await time.step();
    }
    await ended;
  }

  /** Its requests that are on their way arrive, its connections break. */
  async function bury(): Promise<void> {
    await inTime(
      life.malote.stop().catch((error: unknown) => {
        if (!(error instanceof Dead)) throw error;
      }),
    );
    await time.settle();
  }

  async function act<T>(task: (malote: TestEngine) => Promise<T>): Promise<T> {
    const { malote } = life;
    let isOver = false;
    const ended = task(malote).finally(() => {
      isOver = true;
    });
    // Whoever waits for it hears; until then it is nobody's.
    ended.catch(() => undefined);
    await malote.until('it is done', () => isOver);
    return ended;
  }

  async function pass(ms: number): Promise<void> {
    let isPast = false;
    void time.clock.sleep(ms).then(() => {
      isPast = true;
    });
    await life.malote.until('time has passed', () => isPast);
  }

  const sheet = join(folder, 'pessoas.csv');
  await writePeople(sheet, people);
  await life.malote.importSheet(sheet);
  // Reading a file takes as long as it takes: the story begins anew, at the same moment each time.
  await bury();
  await time.advance(storyBeginsMs - time.clock.monotonic());
  life = await begin(true);

  return {
    time,
    practice,
    db,
    malote: () => life.malote,
    optOuts,
    act,
    pass,
    async crash({ commits, when, goOn }) {
      const { mortal, death, malote } = life;
      Object.assign(death, { step: mortal.steps() + commits, when });
      const untilMs = time.clock.monotonic() + mostWaitMs;
      try {
        await malote.until('it dies', () => mortal.isDead() || time.clock.monotonic() >= untilMs);
        if (!mortal.isDead()) {
          Object.assign(death, { step: mortal.steps() + 1 });
          mortal.store.settings.write({});
        }
      } catch (error) {
        if (!(error instanceof Dead)) throw error;
      }
      await bury();
      life = await begin(goOn);
    },
    async quit(goOn) {
      await bury();
      life = await begin(goOn);
    },
    async close() {
      await bury();
      db.close();
      await practice.close();
      await rm(folder, { recursive: true, force: true });
    },
  };
}
