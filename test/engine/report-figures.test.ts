import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { createReportReader } from '#main/engine/report/reader.ts';
import type { Clock } from '#shared/clock.ts';
import { type DeliveryState, deliveryStates } from '#shared/recipient/delivery.ts';
import { type Stage, stages } from '#shared/report/stage.ts';
import type { DeliveryFilter } from '#shared/rpc/campaigns.ts';
import { monday10h } from '../support/clock.ts';
import { aCampaign } from '../support/records.ts';
import { openMemoryStore } from '../support/store.ts';

interface Given {
  readonly state: DeliveryState;
  readonly version: number;
  readonly acceptedAt: number | null;
  readonly readAt: number | null;
  readonly repliedAt: number | null;
  readonly optedOutAt: number | null;
  readonly tags: string;
}

const aTime = fc.option(fc.integer({ min: monday10h, max: monday10h + 200_000_000 }), { nil: null });
const aDelivery: fc.Arbitrary<Given> = fc.record({
  state: fc.constantFrom(...deliveryStates),
  version: fc.nat(2),
  acceptedAt: aTime,
  readAt: aTime,
  repliedAt: aTime,
  optedOutAt: aTime,
  tags: fc.constantFrom('vip', 'vip; novo', 'Novo', ''),
});

/** A campaign whose deliveries stand in the log as given, whatever way they took there. */
function aLog(given: readonly Given[]) {
  const { store, db } = openMemoryStore();
  const { campaignId, accountId, importId } = aCampaign(store);
  store.imports.saveFindings(importId, {
    findings: {
      dialect: { format: 'text', encoding: 'utf-8', delimiter: ';', headerRow: 0 },
      certainty: { encoding: 1, delimiter: 1, header: 1 },
      sheets: [],
      header: ['Nome', 'Tags'],
      head: [],
    },
    guesses: [],
    mapping: [{ kind: 'name' }, { kind: 'tags' }],
    signature: 'x',
  });
  store.rows.insertStaged(
    importId,
    1,
    given.map(({ tags }, index) => ({ line: index + 2, cells: [`Pessoa ${index}`, tags] })),
  );
  const put = db.prepare(
    `UPDATE deliveries SET state = @state, version = @version, accepted_at = @acceptedAt, read_at = @readAt,
       replied_at = @repliedAt, opted_out_at = @optedOutAt WHERE row_no = @rowNo`,
  );
  given.forEach(({ tags: _, ...columns }, index) => {
    const rowNo = index + 1;
    const phone = `5511${rowNo}`;
    const person = { contactId: `ct-${rowNo}`, phone, person: phone };
    const message = { text: 'Oi', version: 0, payload: null, skipped: null };
    store.deliveries.enlist({ campaignId, accountId, rowNo, ...person, ...message }, monday10h);
    put.run({ ...columns, rowNo });
  });
  let passedMs = 0;
  const clock: Clock = { now: () => monday10h, monotonic: () => passedMs, sleep: () => Promise.resolve() };
  const reader = createReportReader({ store, clock });
  const campaign = () => store.campaigns.get(campaignId);
  return {
    store,
    db,
    campaignId,
    figures: () => reader.figures(campaign()),
    page: (filter: DeliveryFilter, range = { offset: 0, limit: 500 }) => reader.page(campaign(), { filter, ...range }),
    pass: (ms: number) => {
      passedMs += ms;
    },
  };
}

const taken: readonly DeliveryState[] = ['accepted', 'sent', 'delivered', 'read'];

/** The same rule written out once more, by hand. */
const byHand: Record<Stage, (one: Given) => boolean> = {
  selected: () => true,
  sent: (one) => one.acceptedAt !== null || taken.includes(one.state) || one.readAt !== null || one.repliedAt !== null,
  delivered: (one) => ['delivered', 'read'].includes(one.state) || one.readAt !== null || one.repliedAt !== null,
  read: (one) => one.state === 'read' || one.readAt !== null || one.repliedAt !== null,
  replied: (one) => one.repliedAt !== null,
  optedOut: (one) => one.optedOutAt !== null,
};

describe('the numbers of a report', () => {
  it('equal a count by hand, and so do the rows behind each of them', async () => {
    await fc.assert(
      fc.asyncProperty(fc.array(aDelivery, { maxLength: 60 }), async (given) => {
        const log = aLog(given);
        const { funnel, byVersion, byTag } = await log.figures();
        for (const stage of stages) {
          const expected = given.flatMap((one, index) => (byHand[stage](one) ? [index + 1] : []));
          expect(funnel[stage]).toBe(expected.length);
          const { total, deliveries } = await log.page({ stage });
          expect(total).toBe(expected.length);
          expect(deliveries.map(({ rowNo }) => rowNo)).toEqual(expected);
        }
        for (const { version, funnel: counts } of byVersion) {
          expect(counts.replied).toBe(given.filter((one) => one.version === version && byHand.replied(one)).length);
        }
        for (const { tag, funnel: counts } of byTag) {
          const has = (tags: string) =>
            tag === '' ? tags === '' : tags.split('; ').some((one) => one.toLowerCase() === tag.toLowerCase());
          expect(counts.selected).toBe(given.filter(({ tags }) => has(tags)).length);
        }
      }),
      { numRuns: 25 },
    );
  });

  it('law 8: are the states that monitor and command line count, where the two speak of the same', async () => {
    const states = deliveryStates.flatMap((state, index) => Array.from({ length: index + 1 }, () => state));
    const nothing = { version: 0, acceptedAt: null, readAt: null, repliedAt: null, optedOutAt: null, tags: '' };
    const log = aLog(states.map((state) => ({ state, ...nothing })));
    const count = (wanted: readonly DeliveryState[]) => states.filter((state) => wanted.includes(state)).length;

    const { funnel, failed, open } = await log.figures();

    expect(funnel).toMatchObject({
      sent: count(taken),
      delivered: count(['delivered', 'read']),
      read: count(['read']),
    });
    expect([failed, open]).toEqual([count(['failed']), count(['queued', 'sending', 'inDoubt', 'held'])]);
  });

  it('open their rows page by page, together with a state and a cause', async () => {
    const one = { version: 0, acceptedAt: monday10h, readAt: null, repliedAt: null, optedOutAt: null, tags: 'vip' };
    const log = aLog(Array.from({ length: 1_204 }, (_, index) => ({ ...one, state: index % 2 ? 'failed' : 'sent' })));

    const page = await log.page({ stage: 'sent', states: ['failed'] }, { offset: 500, limit: 100 });

    expect(page.total).toBe(602);
    expect(page.deliveries.map(({ rowNo }) => rowNo)).toEqual(Array.from({ length: 100 }, (_, at) => 1_002 + at * 2));
    expect(await log.page({ hour: { of: 'sent', hour: 10 }, tag: 'VIP' })).toMatchObject({ total: 1_204 });
    expect(await log.page({ hour: { of: 'sent', hour: 9 } })).toMatchObject({ total: 0 });
    expect(await log.page({ stage: 'sent', problem: 'optedOut' })).toMatchObject({ total: 0 });
  });

  it('are counted anew when anything changed, and not before', async () => {
    const one = { version: 0, acceptedAt: monday10h, readAt: null, repliedAt: null, optedOutAt: null, tags: '' };
    const log = aLog([{ ...one, state: 'accepted' }]);
    const first = log.figures();
    expect(await log.figures()).toBe(await first);
    log.pass(1_000);

    log.store.deliveries.move(1, 'accepted', 'delivered', { problem: null, nowMs: monday10h + 5_000 });

    expect((await log.figures()).funnel).toMatchObject({ delivered: 1, replied: 0 });
    log.pass(1_000);
    log.db.prepare('UPDATE deliveries SET replied_at = 1').run();
    expect((await log.figures()).funnel).toMatchObject({ replied: 1 });
  });

  it('come back minute by minute for the monitor', () => {
    const one = { version: 0, acceptedAt: monday10h, readAt: null, optedOutAt: null, tags: '' };
    const log = aLog([
      { ...one, state: 'read', readAt: monday10h + 61_000, repliedAt: monday10h + 62_000 },
      { ...one, state: 'failed', repliedAt: null },
      { ...one, state: 'accepted', repliedAt: monday10h - 90_000_000 },
    ]);
    const at = Math.floor(monday10h / 60_000) * 60_000;

    expect(log.store.report.outcomesPerMinute(log.campaignId, monday10h - 3_600_000)).toEqual([
      { at, delivered: 0, read: 0, replied: 0, failed: 1 },
      { at: at + 60_000, delivered: 0, read: 1, replied: 1, failed: 0 },
    ]);
    expect(log.store.report.heard(log.campaignId)).toEqual({ replied: 2, optedOut: 0 });
  });
});
