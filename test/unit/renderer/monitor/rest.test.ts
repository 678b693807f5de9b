import { describe, expect, it } from 'vitest';
import { canPause, canResume, restOf, waysOn } from '#renderer/features/monitor/rest.ts';

const opensAt = '2026-11-24T09:00-03:00';
const atMs = Date.parse('2026-11-24T12:00:00Z');

describe('a campaign from which nothing leaves', () => {
  it.each([
    ['paused', { kind: 'outsideWindow', opensAt }],
    ['paused', { kind: 'dailyLimitReached', limit: 9, opensAt }],
    ['paused', { kind: 'notYetTime', startsAt: opensAt }],
  ] as const)('goes on at a moment that is known: %s, %o', (status, reason) => {
    expect(restOf({ status, reason })).toEqual({ kind: 'until', atMs });
  });

  it('waits for the account where it runs and has a reason not to', () => {
    expect(restOf({ status: 'running', reason: { kind: 'serviceDisconnected', service: 'Vendas' } })).toEqual({
      kind: 'account',
    });
  });

  it('waits for a person otherwise', () => {
    expect(restOf({ status: 'paused', reason: { kind: 'pausedByUser' } })).toEqual({ kind: 'person' });
    expect(restOf({ status: 'paused', reason: null })).toEqual({ kind: 'person' });
  });

  it('is not resting while it is on its way, or over', () => {
    expect(restOf({ status: 'running', reason: null })).toBeNull();
    expect(restOf({ status: 'done', reason: null })).toBeNull();
    expect(restOf({ status: 'failed', reason: { kind: 'diskFull' } })).toBeNull();
  });
});

const until = { status: 'paused', reason: { kind: 'outsideWindow', opensAt } } as const;

describe('pausing and going on', () => {
  it('are never offered together', () => {
    for (const status of ['running', 'waiting', 'paused', 'done', 'cancelled', 'failed'] as const) {
      for (const reason of [null, { kind: 'tokenRefused' }, until.reason] as const) {
        expect(canPause({ status, reason }) && canResume({ status, reason })).toBe(false);
      }
    }
  });

  it('keep a campaign from going on by itself, and mend one that failed', () => {
    expect([canPause(until), canResume(until)]).toEqual([true, false]);
    expect(canResume({ status: 'failed', reason: null })).toBe(true);
    expect(canResume({ status: 'done', reason: null })).toBe(false);
  });
});

describe('where a campaign can go on', () => {
  const counts = { queued: 12, sending: 1, inDoubt: 2, failed: 9, held: 3, read: 40 };
  const person = { kind: 'pausedByUser' } as const;

  it('is with what is in the queue, what failed without effect, and what waits for a decision', () => {
    expect(waysOn({ status: 'paused', reason: person, counts }, 5)).toEqual({ queued: 15, failed: 5, held: 3 });
    expect(waysOn({ status: 'done', reason: null, counts: { read: 40, failed: 9 } }, 5)).toEqual({
      queued: 0,
      failed: 5,
      held: 0,
    });
  });

  it('is nowhere while it is on its way, or goes on by itself', () => {
    expect(waysOn({ status: 'running', reason: null, counts }, 5)).toBeNull();
    expect(waysOn({ ...until, counts }, 5)).toBeNull();
  });

  it('is nowhere once nothing is left; a cancelled one keeps only what a person has to decide', () => {
    expect(waysOn({ status: 'done', reason: null, counts: { read: 40 } }, 0)).toBeNull();
    expect(waysOn({ status: 'cancelled', reason: null, counts }, 5)).toEqual({ queued: 0, failed: 0, held: 3 });
  });
});
