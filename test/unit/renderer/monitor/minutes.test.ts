import { describe, expect, it } from 'vitest';
import { everyMinute, roundTop } from '#renderer/features/monitor/minutes.ts';

const at = (minute: number) => minute * 60_000;

describe('the minutes of the chart', () => {
  it('show the quiet ones, up to now', () => {
    const minutes = everyMinute(
      [
        { at: at(10), count: 4 },
        { at: at(12), count: 2 },
      ],
      {
        nowMs: at(13) + 5_000,
        shown: 60,
        fewest: 2,
      },
    );
    expect(minutes.map(({ count }) => count)).toEqual([4, 0, 2, 0]);
    expect(minutes[0]?.at).toBe(at(10));
  });

  it('reach back no further than what is shown', () => {
    const minutes = everyMinute(
      [
        { at: at(1), count: 9 },
        { at: at(99), count: 1 },
      ],
      {
        nowMs: at(100),
        shown: 5,
        fewest: 2,
      },
    );
    expect(minutes.map(({ count }) => count)).toEqual([0, 0, 0, 1, 0]);
  });

  it('are a few even while nothing was sent', () => {
    expect(everyMinute([], { nowMs: at(50), shown: 60, fewest: 3 })).toHaveLength(3);
  });

  it.each([
    [0, 1],
    [1, 1],
    [3, 5],
    [15, 20],
    [50, 50],
    [51, 100],
    [640, 1_000],
  ])('have a scale with a round top: %d within %d', (largest, top) => {
    expect(roundTop(largest)).toBe(top);
  });
});
