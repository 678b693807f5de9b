import { getActiveResourcesInfo } from 'node:process';
import { setImmediate as turn } from 'node:timers/promises';
import type { Clock } from '#shared/clock.ts';

/**
 * Until everything that was asked of the disk, by anybody in this process, is answered. Where the processor is busy that
 * takes thousands of turns, in which hours of this clock would pass.
 */
async function diskAnswers(): Promise<void> {
  while (getActiveResourcesInfo().some((kind) => kind.startsWith('FSReq'))) await turn();
}

interface Sleeper {
  readonly dueMs: number;
  readonly wake: () => void;
}

/** Monday, 23 November 2026, 10:00 in São Paulo. */
export const monday10h = Date.UTC(2026, 10, 23, 13, 0);

/** Time that moves by the test's hand only. Both clocks move together until `moveWall` parts them. */
export function createTestClock(startWallMs = monday10h) {
  let monotonicMs = 1_000_000;
  let wallOffsetMs = startWallMs - monotonicMs;
  const sleepers = new Set<Sleeper>();

  const clock: Clock = {
    now: () => Math.round(monotonicMs + wallOffsetMs),
    monotonic: () => monotonicMs,
    sleep: (ms, signal) =>
      new Promise((resolve) => {
        if (signal?.aborted) return resolve();
        const sleeper: Sleeper = {
          dueMs: monotonicMs + Math.max(0, ms),
          wake: () => {
            sleepers.delete(sleeper);
            signal?.removeEventListener('abort', sleeper.wake);
            resolve();
          },
        };
        sleepers.add(sleeper);
        signal?.addEventListener('abort', sleeper.wake, { once: true });
      }),
  };

  const earliest = () => [...sleepers].reduce<Sleeper | null>((a, b) => (a && a.dueMs <= b.dueMs ? a : b), null);

  return {
    clock,

    /** Lets everything run that needs no time: promises, input and output that is ready, what the disk was asked for. */
    async settle(): Promise<void> {
      for (let round = 0; round < 5; round += 1) await turn();
      await diskAnswers();
    },

    /** Moves to the next moment at which somebody wakes, if it is not after `untilMs`. False where nobody waits. */
    async step(untilMs = Number.POSITIVE_INFINITY): Promise<boolean> {
      await diskAnswers();
      const next = earliest();
      if (!next || next.dueMs > untilMs) return false;
      monotonicMs = Math.max(monotonicMs, next.dueMs);
      next.wake();
      await this.settle();
      return true;
    },

    /** Lets `ms` pass, waking everybody in order. */
    async advance(ms: number): Promise<void> {
      const untilMs = monotonicMs + ms;
      await this.settle();
      while (await this.step(untilMs));
      monotonicMs = untilMs;
    },

    /** The user sets the system's clock; nobody's waiting gets shorter or longer by it. */
    moveWall(ms: number): void {
      wallOffsetMs += ms;
    },

    /** The machine slept, and both clocks went on: whoever was to wake meanwhile wakes late, at the next step. */
    jump(ms: number): void {
      monotonicMs += ms;
    },

    sleeping: () => sleepers.size,
  };
}

export type TestClock = ReturnType<typeof createTestClock>;
