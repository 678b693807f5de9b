import { describe, expect, it } from 'vitest';
import { causesOf } from '#renderer/features/monitor/causes.ts';

describe('the causes of what did not arrive', () => {
  it('put what waits for a person first, and what was never to be sent last', () => {
    const causes = causesOf([
      { state: 'skipped', problem: { kind: 'optedOut' }, count: 90 },
      { state: 'failed', problem: { kind: 'tooManyAttempts', attempts: 3 }, count: 5 },
      { state: 'failed', problem: { kind: 'deliveryFailed', detail: '131026' }, count: 7 },
      { state: 'held', problem: { kind: 'messageInDoubt' }, count: 1 },
    ]);
    expect(causes.map(({ kind, remedy }) => [kind, remedy])).toEqual([
      ['messageInDoubt', 'decide'],
      ['deliveryFailed', 'none'],
      ['tooManyAttempts', 'retry'],
      ['optedOut', 'none'],
    ]);
  });

  it('are one for a kind of problem, told by its most frequent facts', () => {
    expect(
      causesOf([
        { state: 'failed', problem: { kind: 'messageRefused', detail: 'a' }, count: 2 },
        { state: 'failed', problem: { kind: 'messageRefused', detail: 'b' }, count: 6 },
        { state: 'failed', problem: { kind: 'messageRefused', detail: 'c' }, count: 1 },
      ]),
    ).toEqual([
      {
        state: 'failed',
        kind: 'messageRefused',
        count: 9,
        example: { kind: 'messageRefused', detail: 'b' },
        hasOthers: true,
        remedy: 'retry',
      },
    ]);
  });
});
