import { afterEach, describe, expect, it } from 'vitest';
import type { ContactFilter } from '#shared/lookup/contacts.ts';
import { anyTicket, type TicketFilter } from '#shared/lookup/tickets.ts';
import type { ContactView } from '#shared/rpc/contacts.ts';
import { anotherHand, told } from '../support/account.ts';
import { createTestClock } from '../support/clock.ts';
import { startEngine } from '../support/engine.ts';
import { type PracticeSetup, startPractice } from '../support/practice.ts';

const open: (() => Promise<unknown>)[] = [];
afterEach(async () => {
  for (const close of open.splice(0).reverse()) await close();
});

const never = new AbortController().signal;

/** An account with Zélia in it, who is VIP and lives in Recife; it gives ten of anything at a time. */
async function aWorld(dialect: PracticeSetup['dialect'] = []) {
  const time = createTestClock();
  const practice = await startPractice({
    ...{ clock: time.clock, dialect: [{ largestPage: 10 }, dialect ?? []].flat(), habits: { withoutWhatsapp: 0 } },
  });
  open.push(practice.close);
  const hand = anotherHand(practice, time.clock);
  open.push(hand.close);
  const vip = told(await hand.digisac.tags()).find(({ label }) => label === 'VIP')?.id ?? '';
  const city = told(await hand.digisac.createCustomField('Cidade natal')).id;
  const { serviceId } = practice;
  const draft = {
    number: '5511981000077',
    name: 'Zélia Prado',
    serviceId,
    departmentId: null,
    fields: { [city]: 'Recife' },
  };
  const { id } = told(await hand.digisac.createContact(draft));
  told(await hand.digisac.tagContacts(vip, [id]));
  const malote = await startEngine({ practice, time });
  open.push(malote.stop);
  const { accountId, engine } = malote;
  /** What comes of it, with time going on meanwhile. */
  const settled = async <T>(promise: Promise<T>): Promise<T> => {
    let isOver = false;
    const watched = promise.finally(() => {
      isOver = true;
    });
    watched.catch(() => undefined);
    await malote.until('it is answered', () => isOver);
    return watched;
  };

  const all = async (filter: ContactFilter, service: string | null = null): Promise<readonly ContactView[]> => {
    const found: ContactView[] = [];
    let place: { question: number; page: number } | null = { question: 0, page: 1 };
    while (place !== null) {
      const page: Awaited<ReturnType<typeof engine.contacts.page>> = await settled(
        engine.contacts.page({ accountId, serviceId: service, filter, place }, never),
      );
      found.push(...page.contacts);
      place = page.next;
    }
    return found;
  };
  const tickets = (change: Partial<TicketFilter>) =>
    settled(engine.tickets.page({ accountId, filter: { ...anyTicket, ...change }, order: 'newest', page: 1 }, never));
  return { practice, settled, malote, id, vip, city, serviceId, all, tickets };
}

describe('looking contacts up', () => {
  it('gives each of an account once, page after page, and as many as it tells', async () => {
    const { practice, malote, all, settled } = await aWorld();
    const found = await all({ by: 'all' });
    const { contacts } = await practice.summary();
    expect(new Set(found.map(({ id }) => id)).size).toBe(found.length);
    expect(found).toHaveLength(contacts);
    const asked = { accountId: malote.accountId, serviceId: null, filter: { by: 'all' } as const };
    const first = await settled(malote.engine.contacts.page({ ...asked, place: { question: 0, page: 1 } }, never));
    expect(first).toMatchObject({ total: contacts, next: { question: 0, page: 2 } });
  });

  it('finds by name, number, tag, field and day, also on an account that understands no filter', async () => {
    for (const dialect of [[], 'dumbFilters'] as const) {
      const { id, vip, city, serviceId, all } = await aWorld(
        dialect === 'dumbFilters' ? { contactFilters: 'ignored' } : [],
      );
      const field = { by: 'field', fieldId: city, name: 'Cidade natal' } as const;
      const filters: readonly ContactFilter[] = [
        { by: 'name', text: 'zelia' },
        { by: 'number', digits: '81000077' },
        { by: 'tag', tagId: vip, label: 'VIP' },
        { ...field, test: 'filled', value: '' },
        { ...field, test: 'contains', value: 'reci' },
        { by: 'chosen', ids: ['gone', id] },
      ];
      for (const filter of filters) {
        const found = await all(filter, serviceId);
        expect(
          found.map((one) => one.id),
          JSON.stringify(filter),
        ).toContain(id);
        if (filter.by !== 'tag') expect(found).toHaveLength(1);
      }
      expect(await all({ ...field, test: 'equals', value: 'Olinda' })).toEqual([]);
    }
  });

  it('gives the ids of all that are meant, for a selection', async () => {
    const { malote, practice, settled } = await aWorld();
    const events: unknown[] = [];
    const asked = { accountId: malote.accountId, serviceId: null, filter: { by: 'all' } as const };
    const read = async () => {
      for await (const event of malote.engine.contacts.ids(asked, never)) events.push(event);
    };
    await settled(read());
    const { contacts } = await practice.summary();
    expect(events.at(-1)).toMatchObject({ type: 'read', isWhole: true });
    expect(Object(events.at(-1)).contactIds).toHaveLength(contacts);
  });

  it('tells that the account is away, in place of waiting for it', async () => {
    const { practice, malote, settled } = await aWorld();
    await practice.setFaults([{ kind: 'errorPage', status: 503 }]);
    const asked = { accountId: malote.accountId, serviceId: null, filter: { by: 'all' } as const };
    const page = settled(malote.engine.contacts.page({ ...asked, place: { question: 0, page: 1 } }, never));
    await expect(page).rejects.toMatchObject({ problem: { kind: 'serverTrouble', status: 503 } });
  });
});

describe('looking tickets up', () => {
  it('finds them by state, department, protocol and contact', async () => {
    const { tickets } = await aWorld();
    const all = await tickets({});
    expect(all).toMatchObject({ total: 27, isLast: false });
    const [open1] = (await tickets({ which: 'open' })).tickets;
    expect((await tickets({ which: 'open' })).total).toBe(3);
    const protocol = all.tickets[4]?.protocol ?? '';
    expect((await tickets({ protocol })).tickets.map((one) => one.protocol)).toEqual([protocol]);
    const contactId = open1?.contact?.id ?? '';
    const ofContact = await tickets({ contactId });
    expect(ofContact.tickets.every(({ contact }) => contact?.id === contactId)).toBe(true);
    const departmentId = open1?.department?.id ?? '';
    const ofDepartment = await tickets({ departmentId });
    expect(ofDepartment.tickets.length).toBeGreaterThan(0);
    expect(ofDepartment.tickets.every(({ department }) => department?.id === departmentId)).toBe(true);
  });

  it('tells of one who opened, handed on and closed it, and that another does not exist', async () => {
    const { malote, tickets, settled } = await aWorld();
    const { accountId, engine } = malote;
    const [closed] = (await tickets({ which: 'closed' })).tickets;
    const ticket = await settled(engine.tickets.get({ accountId, ticketId: closed?.id ?? '' }, never));
    expect(ticket.transfers?.map(({ action }) => action)).toEqual(['open', 'transfer', 'close']);
    expect(ticket.transfers?.at(-1)?.byUser?.name).toBeTruthy();
    await expect(settled(engine.tickets.get({ accountId, ticketId: 'gone' }, never))).rejects.toMatchObject({
      problem: { kind: 'ticketGone' },
    });
  });
});
