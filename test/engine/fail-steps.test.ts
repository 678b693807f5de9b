import { describe, expect, it } from 'vitest';
import type { Fault } from '#main/practice/fault.ts';
import { type Life, type Outcome, playSmallStory } from '../chaos/small-story.ts';

const whole = await playSmallStory([]);

/** Plays the story with something going wrong at each of its steps in turn; what did not hold, and where. */
async function atEach(count: number, play: (step: number) => Promise<Outcome>) {
  const broken: string[] = [];
  const reasons = new Set<string>();
  let deaths = 0;
  for (let step = 1; step <= count; step += 1) {
    const outcome = await play(step).catch(
      (error: unknown): Outcome => ({
        ...{ broken: [error instanceof Error ? error.message : String(error)], reasons: [] },
        ...{ steps: 0, requests: 0, deaths: 0 },
      }),
    );
    broken.push(...outcome.broken.map((what) => `step ${step}: ${what}`));
    for (const reason of outcome.reasons) reasons.add(reason);
    deaths += outcome.deaths;
  }
  return { broken, reasons: [...reasons].sort(), deaths };
}

// All that goes wrong at any two steps: npm run soak -- --steps
describe('the main job, with something going wrong at each of its steps in turn', () => {
  it('has its steps', () => {
    expect(whole.broken).toEqual([]);
    expect(whole.steps).toBeGreaterThan(25);
    expect(whole.requests).toBeGreaterThan(10);
  });

  it('full disk at a commit: stands still with that reason, goes on when told to, and nobody is written to twice', async () => {
    const { broken, reasons } = await atEach(whole.steps, (step) =>
      playSmallStory([{ kind: 'fails', step, code: 'SQLITE_FULL' }]),
    );
    expect(broken).toEqual([]);
    expect(reasons).toContain('diskFull');
  });

  it('an I/O error at a commit: ends the process, and the next one finds everything', async () => {
    const { broken, deaths } = await atEach(whole.steps, (step) =>
      playSmallStory([{ kind: 'fails', step, code: 'SQLITE_IOERR_WRITE' }]),
    );
    expect(broken).toEqual([]);
    expect(deaths).toBeGreaterThan(whole.steps / 2);
  });

  it('death at a commit, and again while it gets up', async () => {
    const { broken, deaths } = await atEach(whole.steps, (step) => {
      const lives: readonly Life[] = [
        { kind: 'dies', step, when: 'after' },
        { kind: 'dies', step: 1 + (step % 6), when: step % 2 === 0 ? 'before' : 'after' },
      ];
      return playSmallStory(lives);
    });
    expect(broken).toEqual([]);
    expect(deaths).toBeGreaterThan(whole.steps);
  });

  it.each<Fault>([
    { kind: 'lost', effect: true },
    { kind: 'lost', effect: false },
    { kind: 'serverError', status: 502, effect: true },
    { kind: 'truncated' },
    { kind: 'throttle', retryAfterMs: 2_000 },
  ])('$kind (effect: $effect) at each request', async (fault) => {
    const { broken } = await atEach(whole.requests, (step) => playSmallStory([], [{ ...fault, nth: [step] }]));
    expect(broken).toEqual([]);
  });
});
