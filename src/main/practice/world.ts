import { createAccount } from './account.ts';
import { beginAccount } from './beginning.ts';
import { changed, type Dialect, usualDialect } from './dialect.ts';
import { canonicalIn } from './drafts.ts';
import { createFaults } from './faults.ts';
import { createJournal } from './journal.ts';
import { forgetful, type Kept, openKeeper, startAnew } from './keeper.ts';
import { changesIn, type DialectChoice, type FaultChoice, faultsIn, type PracticeOptions } from './options.ts';
import { createPeople, usualHabits } from './people.ts';
import { createServerClock, type PracticeClock } from './time.ts';

/** The account, its people, its way of answering and what goes wrong: all that stands behind the requests. */
export function createWorld(options: PracticeOptions, clock: PracticeClock) {
  const { seed, statePath } = options;
  const dialectOf = (choice: DialectChoice): Dialect => changesIn(choice).reduce(changed, usualDialect);
  const faults = createFaults(seed, faultsIn(options.faults ?? []));
  let dialect = dialectOf(options.dialect ?? 'usual');
  let life = begin(statePath === null ? forgetful(clock.now()) : openKeeper(statePath, seed, clock.now()));
  /** Connections that a fault has put off, and until when. */
  let outage: { readonly ids: readonly string[]; readonly untilMs: number } = { ids: [], untilMs: 0 };

  function begin({ keeper, beganAtMs, entries }: Kept) {
    const people = createPeople(seed, { ...usualHabits, ...options.habits });
    const beginning = beginAccount({
      ...{ seed, nowMs: beganAtMs, canonical: canonicalIn(dialect) },
      hasOfficial: options.official ?? false,
      ticketCount: options.tickets ?? 0,
    });
    const journal = createJournal();
    const account = createAccount({ seed, beginning, people, journal, keeper });
    for (const entry of entries) account.replay(entry);
    const lastMs = entries.at(-1)?.at.atMs ?? beganAtMs;
    return { keeper, journal, account, moment: createServerClock(clock, lastMs) };
  }

  return {
    faults,
    account: () => life.account,
    journal: () => life.journal,
    dialect: () => dialect,
    moment: () => life.moment(),
    setDialect: (choice: DialectChoice) => {
      dialect = dialectOf(choice);
    },
    setFaults(choice: FaultChoice): void {
      this.endOutage(Number.POSITIVE_INFINITY);
      faults.set(faultsIn(choice));
    },

    startOutage(nowMs: number, forMs: number): void {
      const ids = life.account.services().flatMap((service) => (service.isConnected ? [service.id] : []));
      for (const id of ids) life.account.switchForNow(id, false);
      outage = { ids: [...outage.ids, ...ids], untilMs: Math.max(outage.untilMs, nowMs + forMs) };
    },

    /** Switches on again what was off until now. */
    endOutage(nowMs: number): void {
      if (outage.ids.length === 0 || nowMs < outage.untilMs) return;
      for (const id of outage.ids) life.account.switchForNow(id, true);
      outage = { ids: [], untilMs: 0 };
    },

    /** The account as it began, and nothing counted. */
    reset(): void {
      life.keeper.close();
      if (statePath !== null) startAnew(statePath, seed);
      life = begin(statePath === null ? forgetful(clock.now()) : openKeeper(statePath, seed, clock.now()));
      outage = { ids: [], untilMs: 0 };
    },

    close: () => life.keeper.close(),
  };
}

export type World = ReturnType<typeof createWorld>;
