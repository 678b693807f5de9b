import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { pickSamples } from '#renderer/features/campaign/review/pick-samples.ts';
import type { Preview } from '#shared/rpc/campaigns.ts';

/** A sheet in which some are left out; line 2 is the first recipient. */
const aSheet =
  (leftOut: readonly boolean[]) =>
  async (offset: number): Promise<Preview> => {
    const isOut = leftOut[offset];
    if (isOut === undefined) return { total: leftOut.length, recipient: null };
    const problem = isOut ? ({ kind: 'optedOut' } as const) : null;
    return {
      total: leftOut.length,
      recipient: { line: offset + 2, name: '', phone: '', text: 'Oi', version: 0, problem },
    };
  };
const linesOf = async (leftOut: readonly boolean[]) => (await pickSamples(aSheet(leftOut))).map(({ line }) => line);
const all = (count: number) => Array.from({ length: count }, () => false);

describe('three samples of a campaign', () => {
  it('are the first, the middle and the last', async () => {
    expect(await linesOf(all(101))).toEqual([2, 52, 102]);
  });

  it('are as many as there are people, each once', async () => {
    expect(await linesOf([])).toEqual([]);
    expect(await linesOf(all(1))).toEqual([2]);
    expect(await linesOf(all(2))).toEqual([2, 3]);
  });

  it('pass over who is left out', async () => {
    const leftOut = all(101).map((_, index) => index === 0 || index === 50 || index >= 98);
    expect(await linesOf(leftOut)).toEqual([3, 51, 99]);
  });

  it('show who is left out only where nobody else is near', async () => {
    expect(await linesOf(all(40).map(() => true))).toEqual([2, 21, 41]);
  });

  it('never show a person twice', async () => {
    await fc.assert(
      fc.asyncProperty(fc.array(fc.boolean(), { maxLength: 40 }), async (leftOut) => {
        const lines = await linesOf(leftOut);
        expect(new Set(lines).size).toBe(lines.length);
        expect(lines.length).toBeLessThanOrEqual(3);
      }),
    );
  });
});
