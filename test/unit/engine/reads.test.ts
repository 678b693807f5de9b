import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { createReadBudget } from '#main/engine/account/reads.ts';
import type { ReadKind } from '#shared/pace/turns.ts';
import { createTestClock } from '../../support/clock.ts';

const never = new AbortController().signal;

/** Reads that are answered when the test says so. */
function world(perSecond = Number.POSITIVE_INFINITY) {
  const time = createTestClock();
  const budget = createReadBudget({ clock: time.clock, perSecond });
  const open: { kind: ReadKind; answer: () => void }[] = [];
  const started: { kind: ReadKind; atMs: number }[] = [];
  const ask = (kind: ReadKind, signal = never) =>
    budget.run(
      kind,
      () =>
        new Promise<string>((resolve) => {
          started.push({ kind, atMs: time.clock.monotonic() });
          open.push({ kind, answer: () => resolve('answer') });
        }),
      signal,
    );
  const answerFirst = async () => {
    open.shift()?.answer();
    await time.settle();
  };
  return { time, ask, open, started, answerFirst };
}

describe('the budget of reads', () => {
  it('keeps a place for what something waits for, however many others there are', async () => {
    const { time, ask, open } = world();
    for (let i = 0; i < 1_000; i += 1) void ask('background');
    await time.settle();
    expect(open.map(({ kind }) => kind)).toEqual(['background', 'background', 'background']);
    void ask('prompt');
    await time.settle();
    expect(open.map(({ kind }) => kind)).toContain('prompt');
  });

  it('keeps a place for the others as well', async () => {
    const { time, ask, open, started, answerFirst } = world();
    for (let i = 0; i < 100; i += 1) void ask('prompt');
    for (let i = 0; i < 5; i += 1) void ask('background');
    await time.settle();
    expect(open.filter(({ kind }) => kind === 'background')).toHaveLength(1);
    for (let i = 0; i < 20; i += 1) await answerFirst();
    expect(started.filter(({ kind }) => kind === 'background').length).toBeGreaterThan(2);
  });

  it('gives the others their share where the pace is what is scarce, however soon each is answered', async () => {
    const { time, ask, open, started } = world(20);
    for (let i = 0; i < 300; i += 1) void ask('prompt');
    for (let i = 0; i < 300; i += 1) void ask('background');
    for (let waited = 0; waited < 200; waited += 1) {
      for (const { answer } of open.splice(0)) answer();
      await time.advance(50);
    }
    const share = started.filter(({ kind }) => kind === 'background').length / started.length;
    expect(share).toBeGreaterThan(0.24);
    expect(share).toBeLessThan(0.26);
  });

  it('begins no more in any second than it may', async () => {
    const { time, ask, open, started } = world(10);
    for (let i = 0; i < 40; i += 1) void ask(i % 3 === 0 ? 'prompt' : 'background');
    while (started.length < 40) {
      for (const { answer } of open.splice(0)) answer();
      await time.settle();
      await time.advance(20);
    }
    for (const { atMs } of started) {
      expect(started.filter((other) => other.atMs >= atMs && other.atMs < atMs + 1_000).length).toBeLessThanOrEqual(10);
    }
  });

  it('lets go of who is told to stop before its turn, and asks nothing for it', async () => {
    const { time, ask, open } = world();
    for (let i = 0; i < 3; i += 1) void ask('background');
    const stop = new AbortController();
    const waiting = ask('background', stop.signal);
    await time.settle();
    stop.abort();
    expect(await waiting).toBeNull();
    expect(await ask('background', AbortSignal.abort())).toBeNull();
    expect(open).toHaveLength(3);
  });

  it('answers everybody in the end, never more than four at once', async () => {
    const kinds = fc.array(fc.constantFrom<ReadKind>('prompt', 'background'), { maxLength: 30 });
    await fc.assert(
      fc.asyncProperty(kinds, async (list) => {
        const { time, ask, open, answerFirst } = world();
        const answers = list.map((kind) => ask(kind));
        await time.settle();
        while (open.length > 0) {
          expect(open.length).toBeLessThanOrEqual(4);
          await answerFirst();
        }
        expect(await Promise.all(answers)).toEqual(list.map(() => 'answer'));
      }),
      { numRuns: 30 },
    );
  });
});
