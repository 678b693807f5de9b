import { describe, expect, it } from 'vitest';
import { canPause, canResume, isLate, restOf, toneOfRest } from '#renderer/ui/job-rest.ts';

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

describe('a start that went by with nobody there', () => {
  const reason = { kind: 'startMissed', startsAt: opensAt } as const;

  it('waits for a person, and is told with a warning', () => {
    expect(restOf({ status: 'paused', reason })).toEqual({ kind: 'person' });
    expect([isLate({ reason }), isLate({ reason: { kind: 'pausedByUser' } }), isLate({ reason: null })]).toEqual([
      true,
      false,
      false,
    ]);
    expect(toneOfRest({ status: 'paused', reason })).toBe('warn');
  });
});

describe('why a job rests', () => {
  it.each([
    ['paused', { kind: 'pausedByUser' }, 'calm'],
    ['paused', until.reason, 'calm'],
    ['paused', { kind: 'tokenRefused' }, 'warn'],
    ['running', { kind: 'serverAway', host: 'x.me' }, 'warn'],
    ['failed', { kind: 'pausedByUser' }, 'bad'],
  ] as const)('(%s, %j) is told in a %s tone', (status, reason, tone) => {
    expect(toneOfRest({ status, reason })).toBe(tone);
  });
});
