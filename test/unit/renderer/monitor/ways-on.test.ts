import { describe, expect, it } from 'vitest';
import { waysOnNow } from '#renderer/features/monitor/ways-on.ts';

describe('where a campaign can go on', () => {
  const counts = { queued: 12, sending: 1, inDoubt: 2, failed: 9, held: 3, read: 40 };
  const reason = { kind: 'pausedByUser' } as const;
  const sending = { phase: 'send', reason, counts } as const;

  it('is with what is in the queue, what failed without effect, and what waits for a decision', () => {
    expect(waysOnNow({ ...sending, status: 'paused' }, 5)).toEqual({ queued: 15, failed: 5, held: 3 });
    expect(waysOnNow({ status: 'done', phase: 'done', reason: null, counts: { read: 40, failed: 9 } }, 5)).toEqual({
      queued: 0,
      failed: 5,
      held: 0,
    });
  });

  it('is nowhere while it is on its way, or goes on by itself', () => {
    const until = { kind: 'outsideWindow', opensAt: '2026-11-24T09:00-03:00' } as const;
    expect(waysOnNow({ ...sending, status: 'running', reason: null }, 5)).toBeNull();
    expect(waysOnNow({ ...sending, status: 'paused', reason: until }, 5)).toBeNull();
  });

  it('is nowhere once nothing is left; a cancelled one keeps only what a person has to decide', () => {
    expect(waysOnNow({ status: 'done', phase: 'done', reason: null, counts: { read: 40 } }, 0)).toBeNull();
    expect(waysOnNow({ ...sending, status: 'cancelled' }, 5)).toEqual({ queued: 0, failed: 0, held: 3 });
  });
});
