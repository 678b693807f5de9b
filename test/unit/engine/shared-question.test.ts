import { describe, expect, it } from 'vitest';
import { sharedQuestion } from '#main/engine/account/shared-question.ts';
import { createTestClock } from '../../support/clock.ts';

function world() {
  const time = createTestClock();
  const open: PromiseWithResolvers<string>[] = [];
  const request = () => {
    const answer = Promise.withResolvers<string>();
    open.push(answer);
    return answer.promise;
  };
  const question = sharedQuestion({ clock: time.clock, lastsMs: 5_000, request });
  return { time, open, question };
}

describe('a question that several ask', () => {
  it('is one request for all who ask at the same time', async () => {
    const { open, question } = world();
    const all = Promise.all([question.ask(), question.ask(), question.ask()]);
    expect(open).toHaveLength(1);
    open[0]?.resolve('answer');
    expect(await all).toEqual(['answer', 'answer', 'answer']);
  });

  it('is asked anew when its answer is too old', async () => {
    const { time, open, question } = world();
    const first = question.ask();
    open[0]?.resolve('one');
    expect(await first).toBe('one');
    await time.advance(4_999);
    expect(await question.ask()).toBe('one');
    await time.advance(1);
    const second = question.ask();
    open[1]?.resolve('two');
    expect(await second).toBe('two');
  });

  it('tells a failure to all who wait, and asks anew for the next', async () => {
    const { open, question } = world();
    const all = Promise.allSettled([question.ask(), question.ask()]);
    open[0]?.reject(new Error('away'));
    expect((await all).map(({ status }) => status)).toEqual(['rejected', 'rejected']);
    const next = question.ask();
    open[1]?.resolve('there');
    expect(await next).toBe('there');
  });

  it('is asked anew when what it is about has changed, also while an answer is on its way', async () => {
    const { open, question } = world();
    const before = question.ask();
    question.forget();
    const after = question.ask();
    expect(open).toHaveLength(2);
    open[1]?.resolve('new');
    open[0]?.resolve('old');
    expect([await before, await after, await question.ask()]).toEqual(['old', 'new', 'new']);
    question.forget();
    void question.ask();
    expect(open).toHaveLength(3);
  });
});
