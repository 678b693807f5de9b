import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { afterAnswer, type Congestion, freshCongestion, type Verdict } from '#shared/pace/aimd.ts';

const most = 32;

/** Rounds of answers that were all under way together, each taking `tookMs`. */
function rounds(
  from: Congestion,
  count: number,
  options: { tookMs?: number; verdict?: Verdict; startMs?: number } = {},
) {
  const { tookMs = 100, verdict = 'good', startMs = 0 } = options;
  let window = from;
  let startedMs = startMs;
  for (let round = 0; round < count; round += 1) {
    const underWay = Math.floor(window.size);
    for (let i = 0; i < underWay; i += 1) {
      window = afterAnswer(window, { verdict, startedMs, nowMs: startedMs + tookMs, wasFull: true, most });
    }
    startedMs += tookMs + 1;
  }
  return { window, nowMs: startedMs };
}

describe('how many requests may be under way at once', () => {
  it('doubles in each round until it meets the limit of the user', () => {
    expect(rounds(freshCongestion, 1).window.size).toBe(4);
    expect(rounds(freshCongestion, 2).window.size).toBe(8);
    expect(rounds(freshCongestion, 9).window.size).toBe(most);
  });

  it('is halved by a bad answer, once for all that were under way', () => {
    const { window, nowMs } = rounds(freshCongestion, 9);
    const bad = rounds(window, 1, { verdict: 'bad', startMs: nowMs });
    expect(bad.window.size).toBe(most / 2);
  });

  it('grows by one in a round from then on', () => {
    const { window, nowMs } = rounds(freshCongestion, 9);
    const bad = rounds(window, 1, { verdict: 'bad', startMs: nowMs });
    const after = rounds(bad.window, 3, { startMs: bad.nowMs });
    expect(after.window.size).toBeGreaterThan(most / 2 + 2.5);
    expect(after.window.size).toBeLessThan(most / 2 + 3.5);
  });

  it('is halved when answers take several times as long as usual', () => {
    const { window, nowMs } = rounds(freshCongestion, 9, { tookMs: 400 });
    expect(rounds(window, 1, { startMs: nowMs, tookMs: 1_900 }).window.size).toBe(most / 2);
    // A second is nothing, wherever it usually takes ten milliseconds.
    const quick = rounds(freshCongestion, 9, { tookMs: 10 });
    expect(rounds(quick.window, 1, { startMs: quick.nowMs, tookMs: 900 }).window.size).toBe(most);
  });

  it('does not grow where it is not made use of', () => {
    let window = freshCongestion;
    for (let i = 0; i < 20; i += 1) {
      window = afterAnswer(window, { verdict: 'good', startedMs: i * 200, nowMs: i * 200 + 100, wasFull: false, most });
    }
    expect(window.size).toBe(freshCongestion.size);
  });

  it('stays between one and the limit of the user, whatever the answers', () => {
    const answers = fc.array(
      fc.record({
        verdict: fc.constantFrom<Verdict>('good', 'bad', 'neither'),
        tookMs: fc.integer({ min: 0, max: 20_000 }),
        gapMs: fc.integer({ min: 0, max: 500 }),
        wasFull: fc.boolean(),
      }),
      { maxLength: 200 },
    );
    fc.assert(
      fc.property(answers, fc.integer({ min: 1, max: 64 }), (list, limit) => {
        let window = freshCongestion;
        let nowMs = 0;
        for (const { verdict, tookMs, gapMs, wasFull } of list) {
          nowMs += gapMs;
          window = afterAnswer(window, { verdict, startedMs: nowMs - tookMs, nowMs, wasFull, most: limit });
          expect(window.size).toBeGreaterThanOrEqual(1);
          expect(window.size).toBeLessThanOrEqual(Math.max(limit, freshCongestion.size));
        }
      }),
    );
  });
});
