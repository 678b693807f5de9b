import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { spansOf } from '#shared/accounts/period.ts';

const zones = ['America/Sao_Paulo', 'America/Noronha', 'Europe/Lisbon', 'Pacific/Kiritimati', 'UTC'] as const;
const dayMs = 86_400_000;
const dayOf = (ms: number) => new Date(ms).toISOString().slice(0, 10);

describe('the parts of a period', () => {
  it('are days, as long as they are few', () => {
    const spans = spansOf({ from: '2026-11-22', to: '2026-11-23', timeZone: 'America/Sao_Paulo' });
    expect(spans.map(({ day }) => day)).toEqual(['2026-11-22', '2026-11-23']);
    expect(spans[0]?.fromMs).toBe(Date.parse('2026-11-22T00:00-03:00'));
    expect(spans[1]?.toMs).toBe(Date.parse('2026-11-24T00:00-03:00') - 1);
  });

  it('follow each other without a gap, from the first day to the last, thirty-one at most', () => {
    fc.assert(
      fc.property(
        fc.integer({ min: Date.parse('2020-01-01'), max: Date.parse('2030-01-01') }),
        fc.integer({ min: 0, max: 900 }),
        fc.constantFrom(...zones),
        (start, days, timeZone) => {
          const [from, to] = [dayOf(start), dayOf(start + days * dayMs)];
          const spans = spansOf({ from, to, timeZone });
          const day = (ms: number) => new Intl.DateTimeFormat('en-CA', { timeZone }).format(ms);
          expect(spans.length).toBeLessThanOrEqual(31);
          expect(spans[0]?.day).toBe(from);
          expect(day(spans.at(-1)?.toMs ?? 0)).toBe(to);
          for (const [i, span] of spans.entries()) {
            expect(span.fromMs).toBe(i === 0 ? span.fromMs : (spans[i - 1]?.toMs ?? 0) + 1);
            expect(day(span.fromMs)).toBe(span.day);
          }
        },
      ),
      { numRuns: 30 },
    );
  });

  it('are none where it ends before it begins', () => {
    expect(spansOf({ from: '2026-11-23', to: '2026-11-22', timeZone: 'UTC' })).toEqual([]);
  });
});
