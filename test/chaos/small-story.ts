import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setImmediate as turn } from 'node:timers/promises';
import Database from 'better-sqlite3';
import type { FaultChoice } from '#main/practice/options.ts';
import { sqliteCode } from '#main/store/database.ts';
import { createStore, type Store } from '#main/store/store.ts';
import { type Problem, ProblemError } from '#shared/problem.ts';
import { createTestClock, type TestClock } from '../support/clock.ts';
import { watchCommits } from '../support/commits.ts';
import { startEngine, type TestEngine } from '../support/engine.ts';
import { Dead, mortalStore } from '../support/mortal-store.ts';
import { type Practice, startPractice } from '../support/practice.ts';
import { writePeople } from '../support/sheets.ts';
import { openMemoryStore } from '../support/store.ts';

const people = 4;
/** A user who meets an error tries again, and gives up after so many times. */
const patience = 4;
/** Of the clock in hand: whatever waits for its time has had it by then. */
const mostWaitMs = 3_600_000;

/** How a life of Malote ends, or what goes wrong in it. Commits count from 1 in each life. */
export type Life =
  | { readonly kind: 'dies'; readonly step: number; readonly when: 'before' | 'after' }
  | { readonly kind: 'fails'; readonly step: number; readonly code: 'SQLITE_FULL' | 'SQLITE_IOERR_WRITE' };

export interface Outcome {
  /** What does not hold at the end, counted at the account; empty where all is well. */
  readonly broken: readonly string[];
  /** Commits of the last life, which nothing disturbs. */
  readonly steps: number;
  /** Requests to the account since the first life had begun. */
  readonly requests: number;
  /** Reasons for which a job stood still until the user went on. */
  readonly reasons: readonly Problem['kind'][];
  /** Lives that ended as they were meant to. */
  readonly deaths: number;
}

/**
 * The main job, small: a sheet is opened, its contacts are created, a campaign is sent to them. First in the given lives, one
 * after another on the same database, then in one that nothing disturbs. `faults` are the account's, from the first life on.
 */
export async function playSmallStory(lives: readonly Life[], faults: FaultChoice = []): Promise<Outcome> {
  const folder = await mkdtemp(join(tmpdir(), 'malote-steps-'));
  const sheet = join(folder, 'pessoas.csv');
  const time = createTestClock();
  const practice = await startPractice({ clock: time.clock, habits: { withoutWhatsapp: 0, optOuts: 0 } });
  const { db } = openMemoryStore();
  const world: World = { practice, time, db, sheet, reasons: [] };
  let requestsBefore: number | null = null;
  /** What an engine asks before it is there is not part of the story, and no fault meets it. */
  const onStart = async () => {
    if (requestsBefore !== null) return;
    requestsBefore = (await practice.summary()).requests;
    await practice.setFaults(faults);
  };
  try {
    await writePeople(sheet, people);
    let deaths = 0;
    for (const life of lives) if ((await live(world, life, onStart)).ended) deaths += 1;
    const { steps } = await live(world, null, onStart);
    const { requests } = await practice.summary();
    return {
      broken: await judge(world),
      steps,
      requests: requests - (requestsBefore ?? requests),
      reasons: world.reasons,
      deaths,
    };
  } finally {
    db.close();
    await practice.close();
    await rm(folder, { recursive: true, force: true });
  }
}

interface World {
  readonly practice: Practice;
  readonly time: TestClock;
  readonly db: ReturnType<typeof openMemoryStore>['db'];
  readonly sheet: string;
  readonly reasons: Problem['kind'][];
}

const openStore = ({ db }: World): Store =>
  createStore(db, { schema: 1, folder: '/nowhere', onClose: () => undefined });

const problemOf = (error: unknown): Problem | null =>
  sqliteCode(error)?.startsWith('SQLITE_FULL') ? { kind: 'diskFull' } : null;

function storeOf(world: World, life: Life | null) {
  const own = openStore(world);
  if (life?.kind === 'dies') return { isOver: () => false, ...mortalStore(own, life) };
  const failing = watchCommits(own, {
    before: (step) => {
      if (life !== null && step === life.step) throw new Database.SqliteError('it failed', life.code);
    },
  });
  return { ...failing, isDead: () => false };
}

/** Up to its end, its death or an error that ends the process. */
async function live(
  world: World,
  life: Life | null,
  onStart: () => Promise<void>,
): Promise<{ readonly ended: boolean; readonly steps: number }> {
  const { practice, time } = world;
  const { store, steps, isDead } = storeOf(world, life);
  let malote: TestEngine | null = null;
  let isBroken = false;
  try {
    malote = await again(() => startEngine({ practice, time, store, problemOf }));
    await onStart();
    const alive = malote;
    await again(() => bringToTheEnd(world, alive));
  } catch (error) {
    if (!(error instanceof Dead) && sqliteCode(error) === null) throw error;
    isBroken = true;
  }
  // The connections of a dead process break; what had arrived at the account takes its effect.
  if (malote) await inTime(time, malote.stop());
  await time.settle();
  return { ended: isDead() || isBroken, steps: steps() };
}

async function inTime(time: TestClock, task: Promise<void>): Promise<void> {
  let isOver = false;
  const ended = task.then(
    () => {
      isOver = true;
    },
    (error: unknown) => {
      isOver = true;
      if (!(error instanceof Dead)) throw error;
    },
  );
  for (let turns = 1; !isOver; turns += 1) {
    await turn();
    if (turns % 300 === 0) await time.step();
  }
  await ended;
}

/** The user, who tries again what failed, as long as the process lives. An account that does not answer is an error as well. */
async function again<T>(attempt: () => Promise<T>): Promise<T> {
  for (let tries = 1; ; tries += 1) {
    try {
      return await attempt();
    } catch (error) {
      const isExpected = sqliteCode(error) !== null || error instanceof ProblemError;
      if (!isExpected || tries >= patience) throw error;
    }
  }
}

/** What is still to do: opens the sheet, creates its contacts, sends a campaign to them; goes on with what stands still. */
async function bringToTheEnd(world: World, malote: TestEngine): Promise<void> {
  const { engine, job, until, accountId } = malote;
  const { clock } = world.time;

  /** Until it is as wished, and on when it stands still with a reason. */
  async function reach(id: 'i1' | 'c1', what: string, holds: () => boolean): Promise<void> {
    const untilMs = clock.monotonic() + mostWaitMs;
    for (;;) {
      const isLate = () => clock.monotonic() > untilMs;
      await until(what, () => holds() || job(id).status === 'paused' || isLate());
      if (holds()) return;
      if (isLate()) throw new Error(`waited in vain until ${what}`);
      const { reason } = job(id);
      if (reason) world.reasons.push(reason.kind);
      await engine.jobs.resume(id);
    }
  }
  if (!engine.snapshots.find('i1')) {
    await engine.imports.stage({ path: world.sheet, fileName: 'pessoas.csv', accountId: null });
  }
  const options = { accountId, tags: ['Natal'] };
  if (engine.imports.get(1).options.tags.length === 0) await engine.imports.configure(1, { options });
  await reach('i1', 'it is in review', () => ['review', 'create', 'done'].includes(job('i1').phase));
  if (job('i1').phase === 'review') await engine.imports.create(1);
  await reach('i1', 'its contacts are created', () => job('i1').status === 'done');
  if (!engine.snapshots.find('c1')) await malote.send(1);
  await reach('c1', 'it is sent', () => job('c1').status === 'done');
}

/** Everybody has one message, every row its end, and the counts are what there is. */
async function judge(world: World): Promise<readonly string[]> {
  const store = openStore(world);
  const broken: string[] = [];
  const { messages } = await world.practice.summary();
  const imported = Object.fromEntries(store.rows.counts(1).map(({ state, count }) => [state, count]));
  const sent = store.deliveries.counts(1);
  if (imported['ready'] !== people) broken.push(`of ${people} rows there are ${JSON.stringify(imported)}`);
  if (messages.sent !== people || messages.contacts !== people) {
    broken.push(`${messages.sent} messages to ${messages.contacts} of ${people} people`);
  }
  if (sent.some(({ state }) => !['accepted', 'sent', 'delivered', 'read'].includes(state))) {
    broken.push(`deliveries end as ${JSON.stringify(sent)}`);
  }
  const sorted = (counts: readonly object[]) => JSON.stringify(counts.map((count) => JSON.stringify(count)).sort());
  if (sorted(store.rows.counts(1)) !== sorted(store.rows.recount(1))) broken.push('rows are counted wrong');
  if (sorted(sent) !== sorted(store.deliveries.recount(1))) broken.push('deliveries are counted wrong');
  return broken;
}
