import fc from 'fast-check';
import { describe, expect, it, onTestFinished } from 'vitest';
import { createNumberIndex } from '#main/practice/number-index.ts';
import { worstWindow } from '#main/practice/window.ts';
import { createTestClock } from '../../support/clock.ts';
import { startPractice } from '../../support/practice.ts';
import { clientOf, idOf, mobile } from './client.ts';

describe('the worst window', () => {
  it.each([
    [[], 0],
    [[5], 1],
    [[0, 1_000], 1],
    [[0, 999], 2],
    [[0, 400, 900, 1_000, 1_300, 5_000], 4],
    [[1_300, 0, 5_000, 900, 400, 1_000], 4],
  ])('of %j within a second is %i', (moments, worst) => {
    expect(worstWindow(moments, 1_000)).toBe(worst);
  });

  it('is that of the stretch with the most in it, looked at from every moment', () => {
    const moments = fc.array(fc.integer({ min: 0, max: 5_000 }), { maxLength: 60 });
    fc.assert(
      fc.property(moments, fc.integer({ min: 1, max: 2_000 }), (all, windowMs) => {
        const counts = all.map((from) => all.filter((moment) => moment >= from && moment < from + windowMs).length);
        expect(worstWindow(all, windowMs)).toBe(Math.max(0, ...counts));
      }),
    );
  });
});

describe('the numbers’ index', () => {
  it('misses nobody whose number contains what is looked for', () => {
    const number = fc.stringMatching(/^\d{8,15}$/);
    fc.assert(
      fc.property(
        fc.array(number, { minLength: 1, maxLength: 30 }),
        fc.nat(),
        fc.nat(),
        fc.nat(),
        (numbers, a, b, c) => {
          const index = createNumberIndex<{ readonly number: string }>();
          const items = numbers.map((one) => ({ number: one }));
          for (const item of items) index.add(item);
          // A piece of one of them, eight digits or more.
          const source = numbers[a % numbers.length] ?? '';
          const from = b % (source.length - 7);
          const digits = source.slice(from, from + 8 + (c % (source.length - from - 7)));
          const near = index.candidates(digits) ?? [];
          expect(items.filter((item) => item.number.includes(digits) && !near.includes(item))).toEqual([]);
        },
      ),
    );
  });

  it('knows a removed number no more, and looks at few', () => {
    const index = createNumberIndex<{ readonly number: string }>();
    const items = Array.from({ length: 2_000 }, (_, n) => ({ number: mobile(11 + (n % 80), n) }));
    for (const item of items) index.add(item);
    const [gone] = items;
    if (gone) index.remove(gone);
    expect(index.candidates(gone?.number ?? '')).not.toContain(gone);
    expect(index.candidates(mobile(12, 1).slice(-8))?.length).toBeLessThan(200);
  });
});

describe('the journal', () => {
  it('counts messages by contact, by number and by their arrival, and tells each request', async () => {
    const time = createTestClock();
    const practice = await startPractice({ clock: time.clock, habits: { replies: 0, optOuts: 0 } });
    onTestFinished(practice.close);
    const api = clientOf(practice);
    const contact = async (n: number) => {
      const draft = { internalName: 'Ana', number: mobile(11, n), serviceId: practice.serviceId };
      return idOf((await api.post('contacts', draft)).body);
    };
    const [ana, bia] = [await contact(1), await contact(2)];
    for (const [contactId, text] of [
      [ana, 'um'],
      [bia, 'dois'],
      [ana, ''],
      [ana, 'três'],
    ]) {
      await api.post('messages', { contactId, text, origin: 'bot', dontOpenTicket: true });
      await time.advance(400);
    }

    expect((await practice.summary()).messages).toEqual({
      ...{ arrived: 4, sent: 3, contacts: 2, numbers: 2, mostToOneContact: 2, afterOptOut: 0 },
    });
    expect(await practice.messageCounts()).toEqual({
      byContact: { [ana]: 2, [bia]: 1 },
      byNumber: { [mobile(11, 1)]: 2, [mobile(11, 2)]: 1 },
    });
    expect(await practice.messagesTo({ number: `5511${mobile(11, 1).slice(5)}` })).toMatchObject([
      { contactId: ana, text: 'um' },
      { contactId: ana, text: 'três' },
    ]);
    expect([await practice.worstWindow(1_000), await practice.worstWindow(1_000, 'sent')]).toEqual([3, 2]);
    expect(await practice.requests(2)).toMatchObject([
      { n: 3, route: 'messages.create', contactId: ana, text: 'um', outcome: 'changed', status: 200 },
      { n: 4, contactId: bia },
      { n: 5, outcome: 'refused', status: 400 },
      { n: 6, contactId: ana, text: 'três' },
    ]);
    expect((await practice.summary()).requestsByRoute).toEqual({ 'contacts.create': 2, 'messages.create': 4 });
  });
});
