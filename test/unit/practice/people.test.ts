import { describe, expect, it, onTestFinished } from 'vitest';
import { createPeople, usualHabits } from '#main/practice/people.ts';
import { createTestClock } from '../../support/clock.ts';
import { startPractice } from '../../support/practice.ts';
import { clientOf, columnOf, find, idOf, mobile } from './client.ts';

const many = Array.from({ length: 5_000 }, (_, n) => n);
const share = (holds: (n: number) => boolean) => many.filter(holds).length / many.length;
const landline = (n: number) => `55113${String(2_000_000 + n * 977).slice(0, 7)}`;
const person = (n: number) => `55119${String(60_000_000 + n * 7_919).slice(0, 8)}`;

describe('who is on WhatsApp', () => {
  const people = createPeople(5, usualHabits);

  it('are most mobile numbers, and few landlines', () => {
    expect(share((n) => !people.hasWhatsapp(person(n)))).toBeCloseTo(0.08, 1);
    expect(share((n) => people.hasWhatsapp(landline(n)))).toBeCloseTo(0.1, 1);
  });

  it('is no number that cannot be', () => {
    expect(share((n) => people.hasWhatsapp(`5500${person(n).slice(4)}`))).toBe(0);
    expect(people.hasWhatsapp('5511')).toBe(false);
    expect(people.hasWhatsapp('55111234567890')).toBe(false);
  });

  it('are the same people in both forms of their number', () => {
    for (const n of many) expect(people.hasWhatsapp(person(n))).toBe(people.hasWhatsapp(`5511${person(n).slice(5)}`));
  });

  it('are the same under the same seed, and others under another one', () => {
    const verdicts = (seed: number) => many.map((n) => createPeople(seed, usualHabits).hasWhatsapp(person(n)));
    expect(verdicts(5)).toEqual(verdicts(5));
    expect(verdicts(5)).not.toEqual(verdicts(6));
  });

  it('live in other countries too', () => {
    expect(['351912345678', '12125550100', '447911123456'].filter(people.hasWhatsapp).length).toBeGreaterThan(0);
    expect(people.hasWhatsapp('0351912345678')).toBe(false);
  });
});

describe('what people do', () => {
  const people = createPeople(5, usualHabits);
  const arriving = many.flatMap((n) => {
    const fate = people.fateOf(person(n), 1);
    return fate.kind === 'arrives' ? [fate] : [];
  });

  it('is decided in order: sent, then delivered, then read', () => {
    for (const fate of arriving) {
      expect(fate.sentMs).toBeLessThan(fate.deliveredMs);
      expect(fate.readMs ?? Number.POSITIVE_INFINITY).toBeGreaterThan(fate.deliveredMs);
    }
  });

  it('takes seconds for most, and long for some', () => {
    const quick = arriving.filter((fate) => fate.deliveredMs < 10_500).length / arriving.length;
    expect(quick).toBeCloseTo(usualHabits.prompt, 1);
    expect(arriving.some((fate) => fate.deliveredMs > 3_600_000)).toBe(true);
    expect(arriving.filter((fate) => fate.readMs !== null).length / arriving.length).toBeCloseTo(usualHabits.read, 1);
  });

  it('is to answer now and then, and to opt out now and then, of the first message only', () => {
    const isOptOut = (text: string | undefined) => /sair|pare/i.test(text ?? '');
    expect(share((n) => people.replyTo(person(n), 1) !== null)).toBeCloseTo(usualHabits.replies, 1);
    const out = share((n) => isOptOut(people.replyTo(person(n), 1)?.text));
    expect(out).toBeGreaterThan(0.004);
    expect(out).toBeLessThan(0.03);
    expect(share((n) => isOptOut(people.replyTo(person(n), 2)?.text))).toBe(0);
  });
});

describe('in the account', () => {
  it('an opt-out arrives after it was read, and what is sent then is counted apart', async () => {
    const time = createTestClock();
    const practice = await startPractice({ clock: time.clock, habits: { optOuts: 1, read: 1, prompt: 1 } });
    onTestFinished(practice.close);
    const api = clientOf(practice);
    await practice.setWhatsapp(mobile(11, 1), true);
    const draft = { internalName: 'Ana', number: mobile(11, 1), serviceId: practice.serviceId };
    const contactId = idOf((await api.post('contacts', draft)).body);
    const send = () => api.post('messages', { contactId, text: 'Olá!', origin: 'bot', dontOpenTicket: true });
    const heard = async () => columnOf((await api.get(`messages?where[contactId]=${contactId}`)).body, 'isFromMe');

    await send();
    expect(await heard()).toEqual([true]);
    await send();
    expect((await practice.summary()).messages.afterOptOut).toBe(0);
    await time.advance(3_600_000);
    expect(await heard()).toEqual([true, false, true]);
    await send();
    expect((await practice.summary()).messages.afterOptOut).toBe(1);
  });

  it('an answer comes into the ticket that the message opened, each message with an id of its own', async () => {
    const time = createTestClock();
    const practice = await startPractice({ clock: time.clock, habits: { replies: 1, optOuts: 0, withoutWhatsapp: 0 } });
    onTestFinished(practice.close);
    const api = clientOf(practice);
    const target = { number: mobile(11, 1), serviceId: practice.serviceId };
    const ticketId = find((await api.post('messages', { ...target, text: 'Olá!', origin: 'bot' })).body, 'ticketId');
    await api.post('messages', { ...target, text: 'De novo', origin: 'bot' });
    await time.advance(48 * 3_600_000);
    const { body } = await api.get('messages?order[0]=timestamp,ASC&perPage=50&where[type][$ne]=ticket');
    const rows = columnOf(body, 'ticketId').filter((id) => id === ticketId);
    expect(rows).toHaveLength(4);
    expect(new Set(columnOf(body, 'id')).size).toBe(columnOf(body, 'id').length);
  });

  it('the same seed and the same requests give the same answers', async () => {
    const run = async () => {
      const time = createTestClock();
      const practice = await startPractice({ seed: 11, clock: time.clock });
      onTestFinished(practice.close);
      const api = clientOf(practice);
      const bodies: unknown[] = [];
      for (let n = 0; n < 30; n += 1) {
        const to = { number: mobile(21, n), serviceId: practice.serviceId };
        bodies.push((await api.post('messages', { ...to, text: `Olá ${n}`, origin: 'bot' })).body);
      }
      await time.advance(600_000);
      bodies.push((await api.get('messages?perPage=200')).body, (await api.get('contacts?perPage=200')).body);
      return bodies;
    };
    const [first, second] = [await run(), await run()];
    expect(first).toEqual(second);
    expect(find(first.at(-2), 'total')).toBeGreaterThan(60);
  });
});
