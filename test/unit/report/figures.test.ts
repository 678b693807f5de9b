import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { deliveryStates } from '#shared/recipient/delivery.ts';
import { createTally, median, mostTags } from '#shared/report/figures.ts';
import { isInReport, type ReportFilter } from '#shared/report/filter.ts';
import { localHourIn } from '#shared/report/local-hour.ts';
import { type DeliveryFact, stages, steps } from '#shared/report/stage.ts';
import { monday10h } from '../../support/clock.ts';

const localHour = localHourIn('America/Sao_Paulo');
const hours = (count: number): number => count * 3_600_000;

const aFact = (more: Partial<DeliveryFact> = {}): DeliveryFact => ({
  rowNo: 1,
  state: 'queued',
  problem: null,
  version: 0,
  acceptedAt: null,
  deliveredAt: null,
  readAt: null,
  repliedAt: null,
  optedOutAt: null,
  tags: [],
  ...more,
});

const aTime = fc.option(fc.integer({ min: monday10h, max: monday10h + hours(60) }), { nil: null });
/** Whatever may stand in the log, lawful or not. */
const anyFact: fc.Arbitrary<DeliveryFact> = fc.record({
  rowNo: fc.constant(1),
  state: fc.constantFrom(...deliveryStates),
  problem: fc.constant(null),
  version: fc.nat(3),
  acceptedAt: aTime,
  deliveredAt: aTime,
  readAt: aTime,
  repliedAt: aTime,
  optedOutAt: aTime,
  tags: fc.uniqueArray(fc.constantFrom('vip', 'novo', 'Ação'), { maxLength: 2 }),
});

const figuresOf = (facts: readonly DeliveryFact[]) => {
  const tally = createTally(localHour);
  for (const fact of facts) tally.add(fact);
  return tally.figures();
};

describe('the funnel', () => {
  it('never grows downwards, of all, of a version and of a tag', () => {
    fc.assert(
      fc.property(fc.array(anyFact), (facts) => {
        const { funnel, byVersion, byTag } = figuresOf(facts);
        for (const counts of [funnel, ...byVersion.map((one) => one.funnel), ...byTag.map((one) => one.funnel)]) {
          const way = steps.map((step) => counts[step]);
          expect(way).toEqual(way.toSorted((a, b) => b - a));
        }
        expect(funnel.selected).toBe(facts.length);
        expect(funnel.optedOut).toBeLessThanOrEqual(facts.length);
      }),
    );
  });

  it('adds up: its versions make the whole', () => {
    fc.assert(
      fc.property(fc.array(anyFact), (facts) => {
        const { funnel, byVersion } = figuresOf(facts);
        for (const stage of stages) {
          expect(byVersion.reduce((sum, one) => sum + one.funnel[stage], 0)).toBe(funnel[stage]);
        }
      }),
    );
  });

  it('law 8: each number has as many deliveries behind it as it says', () => {
    fc.assert(
      fc.property(fc.array(anyFact, { maxLength: 40 }), (facts) => {
        const { funnel, byVersion, byTag, byHour } = figuresOf(facts);
        const behind = (filter: ReportFilter) => facts.filter((fact) => isInReport(fact, filter, localHour)).length;
        for (const stage of stages) {
          expect(behind({ stage })).toBe(funnel[stage]);
          for (const one of byVersion) expect(behind({ stage, version: one.version })).toBe(one.funnel[stage]);
          for (const one of byTag) expect(behind({ stage, tag: one.tag })).toBe(one.funnel[stage]);
        }
        byHour.forEach((one, hour) => {
          expect(behind({ hour: { of: 'sent', hour } })).toBe(one.sent);
          expect(behind({ hour: { of: 'read', hour } })).toBe(one.read);
        });
        expect(behind({ stage: 'sent', notStage: 'replied' })).toBe(funnel.sent - funnel.replied);
      }),
    );
  });

  it.each([
    [
      'who answers has read it, whatever the ticks say',
      aFact({ state: 'accepted', acceptedAt: 1, repliedAt: 2 }),
      [1, 1, 1, 1, 1, 0],
    ],
    ['what was refused after it was taken was sent', aFact({ state: 'failed', acceptedAt: 1 }), [1, 1, 0, 0, 0, 0]],
    ['what was refused at once was not', aFact({ state: 'failed' }), [1, 0, 0, 0, 0, 0]],
    [
      'a refusal that is an opt-out is no answer',
      aFact({ state: 'failed', acceptedAt: 1, optedOutAt: 2 }),
      [1, 1, 0, 0, 0, 1],
    ],
    ['a tick without its time counts as well', aFact({ state: 'read' }), [1, 1, 1, 1, 0, 0]],
    ['what was left out was selected', aFact({ state: 'skipped' }), [1, 0, 0, 0, 0, 0]],
  ] as const)('%s', (_, fact, counts) => {
    const { funnel } = figuresOf([fact]);
    expect(stages.map((stage) => funnel[stage])).toEqual(counts);
  });
});

describe('the parts of a report', () => {
  it('count hours by the clocks of the campaign, also where they are half an hour off', () => {
    const at = Date.parse('2026-11-23T12:45:00Z');
    const hourIn = (zone: string) => {
      const tally = createTally(localHourIn(zone));
      tally.add(aFact({ state: 'read', acceptedAt: at, readAt: at + hours(2) }));
      const { byHour } = tally.figures();
      return [byHour.findIndex(({ sent }) => sent === 1), byHour.findIndex(({ read }) => read === 1)];
    };
    expect(hourIn('America/Sao_Paulo')).toEqual([9, 11]);
    expect(hourIn('Asia/Kolkata')).toEqual([18, 20]);
    expect(hourIn('UTC')).toEqual([12, 14]);
  });

  it('put tags together whose capitals differ, most people first, and those without a tag', () => {
    const { byTag } = figuresOf([aFact({ tags: ['VIP'] }), aFact({ tags: ['vip', 'novo'], repliedAt: 1 }), aFact()]);
    expect(byTag.map(({ tag, funnel }) => [tag, funnel.selected, funnel.replied])).toEqual([
      ['VIP', 2, 1],
      ['', 1, 0],
      ['novo', 1, 1],
    ]);
    expect(figuresOf([aFact(), aFact()]).byTag).toEqual([]);
  });

  it('tell how many tags are beyond those that are told apart', () => {
    const facts = Array.from({ length: mostTags + 7 }, (_, index) => aFact({ tags: [`t${index}`] }));
    expect(figuresOf(facts)).toMatchObject({ otherTags: 7 });
    expect(figuresOf(facts).byTag).toHaveLength(mostTags);
  });

  it('tell how long half of the answers took', () => {
    const reply = (ms: number) => aFact({ acceptedAt: 1_000, repliedAt: 1_000 + ms });
    expect(figuresOf([reply(60_000), reply(10_000), reply(600_000)]).medianReplyMs).toBe(60_000);
    expect(figuresOf([aFact()]).medianReplyMs).toBeNull();
    // An answer before its question: two clocks.
    expect(figuresOf([reply(-500)]).medianReplyMs).toBe(0);
    expect(median([4, 1, 3, 2])).toBe(2.5);
  });
});
