import { describe, expect, it } from 'vitest';
import { waysOn } from '#shared/recipient/ways-on.ts';

describe('the ways on of a campaign', () => {
  const counts = { queued: 12, sending: 1, inDoubt: 2, failed: 9, held: 3, read: 40 };

  it.each([
    ['running', 0, 0],
    ['paused', 15, 5],
    ['failed', 15, 0],
    ['done', 0, 5],
    ['cancelled', 0, 0],
  ] as const)('%s: %i by resuming, %i by trying again', (status, queued, failed) => {
    expect(waysOn({ status, phase: 'send', counts }, 5)).toEqual({ queued, failed, held: 3 });
  });

  it('leave a resting one resumable while its size is not known, and once nothing is in the queue', () => {
    expect(waysOn({ status: 'paused', phase: 'enlist', counts: { queued: 200 } }, 0).queued).toBeNull();
    expect(waysOn({ status: 'paused', phase: 'send', counts: { read: 40 } }, 0).queued).toBeNull();
  });
});
