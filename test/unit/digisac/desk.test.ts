import { describe, expect, it, onTestFinished } from 'vitest';
import { createDigisac } from '#main/digisac/client.ts';
import type { Digisac } from '#main/digisac/digisac.ts';
import type { Failure } from '#main/digisac/failure.ts';
import { createSignIn } from '#main/digisac/sign-in.ts';
import type { Ticket, TicketsAsked } from '#main/digisac/ticket.ts';
import type { Result } from '#shared/result.ts';
import { createTestClock } from '../../support/clock.ts';
import { type PracticeSetup, startPractice } from '../../support/practice.ts';

// The desk of the practice account, through the client: both were written from the same facts and share no code.

async function aDesk(setup: PracticeSetup = {}) {
  const time = createTestClock();
  const practice = await startPractice({ seed: 5, clock: time.clock, ...setup });
  onTestFinished(practice.close);
  const options = { baseUrl: practice.address, version: '0.0.0', clock: time.clock };
  const as = (token: string) => {
    const digisac = createDigisac({ ...options, token });
    onTestFinished(digisac.close);
    return digisac;
  };
  const signIn = createSignIn(options);
  onTestFinished(signIn.close);
  return { practice, digisac: as(practice.token), as, signIn, time, serviceId: practice.serviceId };
}

function told<T>(answer: Result<T, Failure>): T {
  if (!answer.ok) throw new Error(`${answer.error.kind}: ${JSON.stringify(answer.error.problem)}`);
  return answer.value;
}
const problemOf = (answer: Result<unknown, Failure>) => (answer.ok ? null : answer.error.problem.kind);

async function allTickets(digisac: Digisac, asked: Omit<TicketsAsked, 'page'>): Promise<readonly Ticket[]> {
  const tickets: Ticket[] = [];
  for (let page = 1; ; page += 1) {
    const read = told(await digisac.ticketPage({ ...asked, page }));
    tickets.push(...read.tickets);
    if (read.isLast) return tickets;
  }
}

/** A department, somebody in it, and a contact without an open ticket. */
async function people(digisac: Digisac, serviceId: string) {
  const departments = told(await digisac.departments());
  const users = told(await digisac.users());
  const { contacts } = told(await digisac.contactPage({ serviceId, page: 1 }));
  const contact = contacts.find(({ openTicketId }) => openTicketId === null);
  return {
    departmentId: departments[1]?.id ?? '',
    userId: users.find(({ name }) => name === 'Bianca')?.id ?? '',
    contactId: contact?.id ?? '',
  };
}

describe('tickets', () => {
  it('come in pages, oldest first, each once', async () => {
    const { digisac } = await aDesk({ tickets: 450 });
    const tickets = await allTickets(digisac, { which: 'all', order: 'oldest' });
    expect(tickets).toHaveLength(450 + 27);
    expect(new Set(tickets.map(({ id }) => id)).size).toBe(tickets.length);
    const moments = tickets.map(({ openedAtMs }) => openedAtMs ?? 0);
    expect(moments).toEqual(moments.toSorted((a, b) => a - b));
  });

  it.each(['understood', 'ignored'] as const)(
    'are those that were asked for, where filters are %s',
    async (filters) => {
      const { digisac, serviceId } = await aDesk({ dialect: { ticketFilters: filters } });
      const all = await allTickets(digisac, { which: 'all', order: 'newest' });
      const open = await allTickets(digisac, { which: 'open', order: 'newest' });
      expect(open.map(({ isOpen }) => isOpen)).toEqual([true, true, true]);
      const closed = await allTickets(digisac, { which: 'closed', serviceId, order: 'newest' });
      expect(closed).toHaveLength(all.length - open.length);

      const departmentId = all.at(-1)?.department?.id ?? '';
      const ofDepartment = await allTickets(digisac, { which: 'all', departmentId, order: 'newest' });
      expect(ofDepartment).toHaveLength(all.filter(({ department }) => department?.id === departmentId).length);

      const toMs = Math.max(...all.map(({ openedAtMs }) => openedAtMs ?? 0));
      const period = { fromMs: toMs - 10 * 86_400_000, toMs };
      const lately = await allTickets(digisac, { which: 'all', period, order: 'newest' });
      expect(lately.length).toBeGreaterThan(3);
      expect(lately.length).toBeLessThan(all.length);
    },
  );

  it('tell whom they are about, who attends, and how long they took', async () => {
    const { digisac } = await aDesk();
    const [ticket] = await allTickets(digisac, { which: 'closed', order: 'newest' });
    expect(ticket).toMatchObject({
      protocol: expect.stringMatching(/^\d{13}$/),
      contact: { name: expect.any(String), number: expect.stringMatching(/^55/), service: { name: 'Vendas' } },
      department: { name: expect.any(String) },
      user: { name: expect.any(String) },
      metrics: { transfers: 1, waitingSeconds: expect.any(Number), ticketSeconds: expect.any(Number) },
    });
    expect(told(await digisac.ticket(ticket?.id ?? ''))).toMatchObject({ id: ticket?.id, contact: ticket?.contact });
    expect(told(await digisac.ticket('nowhere'))).toBeNull();
    const { protocol } = ticket ?? {};
    const [found, ...others] = await allTickets(digisac, {
      which: 'all',
      order: 'newest',
      ...(protocol ? { protocol } : {}),
    });
    expect([found?.id, others]).toEqual([ticket?.id, []]);
  });

  it.each(['contact', 'ticket', 'ok'] as const)('are opened by handing them on, answered with %s', async (answer) => {
    const { digisac, serviceId } = await aDesk({ dialect: { ticketAnswer: answer } });
    const { contactId, departmentId, userId } = await people(digisac, serviceId);
    expect(told(await digisac.openTicketOf(contactId))).toBeNull();
    const comment = 'Respondeu à campanha';
    const { ticketId } = told(await digisac.transferTicket(contactId, { departmentId, userId: null, comment }));
    const open = told(await digisac.openTicketOf(contactId));
    expect(open).toMatchObject({ isOpen: true, department: { id: departmentId }, user: null });
    expect(ticketId).toBe(answer === 'ok' ? null : open?.id);

    told(await digisac.transferTicket(contactId, { departmentId, userId, comment }));
    const [ticket] = told(await digisac.ticketsOf(contactId));
    expect(ticket).toMatchObject({ id: open?.id, user: { name: 'Bianca' } });
    expect(ticket?.transfers?.map(({ action, byUser }) => [action, byUser?.name])).toEqual([
      ['open', 'Marina'],
      ['transfer', 'Marina'],
    ]);
  });

  it('are closed with a subject and a comment, once', async () => {
    const { digisac } = await aDesk();
    const [open] = await allTickets(digisac, { which: 'open', order: 'newest' });
    const [topic] = told(await digisac.ticketTopics());
    const closing = { topicIds: [topic?.id ?? ''], comment: 'Resolvido' };
    const contactId = open?.contact?.id ?? '';
    told(await digisac.closeTicket(contactId, closing));
    const ticket = told(await digisac.ticketsOf(contactId)).find(({ id }) => id === open?.id);
    expect(ticket).toMatchObject({ isOpen: false, topics: [{ name: topic?.name }] });
    expect(ticket?.transfers?.at(-1)).toMatchObject({ action: 'close', byUser: { name: 'Marina' } });
    expect(problemOf(await digisac.closeTicket(contactId, closing))).toBe('ticketNotClosed');
    expect(told(await digisac.openTicketOf(contactId))).toBeNull();
  });

  it('are handed on many at once, and the open ones of many contacts are found', async () => {
    const { digisac, serviceId } = await aDesk();
    const { departmentId, userId } = await people(digisac, serviceId);
    const open = await allTickets(digisac, { which: 'open', order: 'newest' });
    const ids = open.map(({ id }) => id);
    told(await digisac.bulkTransfer(ids, { departmentId, userId, comment: '' }));
    const contactIds = open.flatMap(({ contact }) => contact?.id ?? []);
    const { tickets, complete } = told(await digisac.openTicketsOf(contactIds));
    expect([tickets.map(({ user }) => user?.name), complete]).toEqual([['Bianca', 'Bianca', 'Bianca'], true]);
    const unknown = await digisac.bulkTransfer([...ids, 'nowhere'], { departmentId, userId, comment: '' });
    expect(problemOf(unknown)).toBe('ticketRefused');
  });

  it('leave the account as its own files', async () => {
    const { digisac, serviceId } = await aDesk({ tickets: 3_000 });
    const text = async (ask: (sink: (piece: Uint8Array) => Promise<void>) => Promise<Result<unknown, Failure>>) => {
      const pieces: Uint8Array[] = [];
      told(await ask(async (piece) => void pieces.push(piece)));
      return Buffer.concat(pieces).toString('utf8');
    };
    const csv = await text((sink) => digisac.exportHistoryCsv({ serviceId }, sink));
    expect(csv.trimEnd().split('\n')).toHaveLength(1 + 3_000 + 27);
    const contacts = await text((sink) => digisac.exportContactsCsv({ serviceId, serviceType: 'whatsapp' }, sink));
    expect(contacts).toMatch(/^Nome;Número/);
    const [ticket] = await allTickets(digisac, { which: 'open', order: 'oldest' });
    const conversation = await text((sink) => digisac.exportTicketText(ticket?.protocol ?? '', sink));
    expect(conversation).toContain(`Protocolo: ${ticket?.protocol}`);
    expect(await text((sink) => digisac.exportTicketPdf(ticket?.id ?? '', sink))).toMatch(/^%PDF[\s\S]*%%EOF\n$/);
    expect(problemOf(await digisac.exportTicketText('nowhere', async () => undefined))).toBe('exportRefused');
  });
});

describe('a connection', () => {
  it.each([
    ['gets there in a moment', [], 'connected'],
    ['may want its code to be scanned', [{ kind: 'wantsQrCode' }], 'qrCode'],
    ['may not get there', [{ kind: 'staysDisconnected' }], 'stopped'],
  ] as const)('that is started %s', async (_, faults, end) => {
    const { digisac, practice, time } = await aDesk({ faults });
    const { id } = practice.services.find(({ name }) => name === 'Suporte') ?? { id: '' };
    expect(told(await digisac.servicePhase(id))).toBe('qrCode');
    told(await digisac.startService(id));
    expect(told(await digisac.servicePhase(id))).toBe('starting');
    await time.advance(5_000);
    expect(told(await digisac.servicePhase(id))).toBe(end);
  });

  it('is off while it restarts, and stays off when it is shut down', async () => {
    const { digisac, serviceId, time } = await aDesk();
    told(await digisac.restartService(serviceId));
    expect(told(await digisac.servicePhase(serviceId))).toBe('starting');
    expect(told(await digisac.service(serviceId))?.connected).toBe('no');
    await time.advance(5_000);
    expect(told(await digisac.servicePhase(serviceId))).toBe('connected');
    told(await digisac.shutdownService(serviceId));
    await time.advance(60_000);
    expect(told(await digisac.servicePhase(serviceId))).toBe('stopped');
    expect(told(await digisac.servicePhase('nowhere'))).toBeNull();
  });
});

describe('what is going on', () => {
  it('is told of the whole desk, of who is at work, and of each department', async () => {
    const { digisac } = await aDesk();
    expect(told(await digisac.nowResume())).toMatchObject({ open: 3, waiting: 1, attended: 2, usersOnline: 2 });
    const people = told(await digisac.attendanceResume());
    expect(people.map(({ user, isOnline, open }) => [user.name, isOnline, open])).toEqual([
      ['Marina', true, 1],
      ['Otávio', true, 1],
      ['Bianca', false, 0],
    ]);
    const departments = told(await digisac.departmentsResume());
    expect(departments.map(({ department, open, waiting }) => [department.name, open, waiting])).toEqual([
      ['Comercial', 2, 1],
      ['Suporte', 1, 0],
      ['Financeiro', 0, 0],
    ]);
  });

  it('is counted by period, by user and by department', async () => {
    const { digisac, time } = await aDesk();
    const toMs = time.clock.now();
    const asked = { fromMs: toMs - 365 * 86_400_000, toMs, status: 'all', by: 'opened', serviceId: null } as const;
    const of = async (userId: string | null, departmentId: string | null) =>
      told(await digisac.statistics({ ...asked, userId, departmentId }));
    const all = await of(null, null);
    expect(all).toMatchObject({ tickets: 27, open: 3, closed: 24 });
    expect(all.waitingSeconds).toBeGreaterThan(0);
    const users = told(await digisac.users());
    const byUser = await Promise.all(users.map(({ id }) => of(id, null)));
    // One of them is waiting for somebody.
    expect(byUser.reduce((sum, { tickets }) => sum + (tickets ?? 0), 0)).toBe(26);
    const [department] = told(await digisac.departments());
    const both = await of(users[0]?.id ?? null, department?.id ?? null);
    expect(both.tickets).toBeLessThan(byUser[0]?.tickets ?? 0);
    const closed = told(await digisac.statistics({ ...asked, userId: null, departmentId: null, status: 'closed' }));
    expect(closed.tickets).toBe(24);
  });
});

describe('contacts', () => {
  it('are blocked, moved to a department, counted, and deleted many at once', async () => {
    const { digisac, serviceId } = await aDesk();
    const { contactId, departmentId } = await people(digisac, serviceId);
    const all = told(await digisac.countContacts({ departmentIds: [] })) ?? 0;
    told(await digisac.setBlocked(contactId, { isBlocked: true, description: 'Ofensas' }));
    const blocked = told(await digisac.contactsWhere({ serviceId: null, asked: { by: 'blocked' }, page: 1 }));
    expect(blocked.contacts.map(({ id, isBlocked }) => [id, isBlocked])).toEqual([[contactId, true]]);
    told(await digisac.updateContact(contactId, { departmentId }));
    expect(told(await digisac.contact(contactId))).toMatchObject({ isBlocked: true, departmentId });
    expect(told(await digisac.countContacts({ departmentIds: [departmentId] }))).toBe(1);
    told(await digisac.deleteContacts([contactId, 'gone long ago']));
    expect(told(await digisac.contact(contactId))).toBeNull();
    expect(told(await digisac.countContacts({ departmentIds: [] }))).toBe(all - 1);
  });

  it.each([[{ by: 'name', text: 'penteado' }], [{ by: 'number', digits: '9966390482' }]] as const)(
    'are found by %j',
    async (asked) => {
      const { digisac } = await aDesk();
      const { contacts } = told(await digisac.contactsWhere({ serviceId: null, asked, page: 1 }));
      expect(contacts.map(({ name }) => name)).toEqual(['Inês Penteado Jordão']);
    },
  );

  it('are put into a group, and made its admins', async () => {
    const { digisac, serviceId } = await aDesk();
    const { contactId } = await people(digisac, serviceId);
    const group = told(await digisac.createGroup({ serviceId, name: 'Clientes da praia' }));
    expect(told(await digisac.groupsNamed({ serviceId, name: 'Clientes da praia' }))).toEqual([group]);
    expect(told(await digisac.groupsNamed({ serviceId, name: 'Outro' }))).toEqual([]);
    expect(problemOf(await digisac.promoteMembers(group.id, [contactId]))).toBe('groupRefused');
    const contact = told(await digisac.contact(contactId));
    told(await digisac.addMembers(group.id, [contact?.number ?? '']));
    const members = async () => told(await digisac.groupMembers(group.id))?.map(({ isAdmin }) => isAdmin);
    expect(await members()).toEqual([false]);
    told(await digisac.promoteMembers(group.id, [contactId]));
    expect(await members()).toEqual([true]);
    told(await digisac.demoteMembers(group.id, [contactId]));
    expect(await members()).toEqual([false]);
  });
});

describe('who asks', () => {
  it('signs in by e-mail and password, for an hour, and goes on with what renews it', async () => {
    const { practice, signIn, as, time } = await aDesk();
    const who = { email: 'marina@example.com', password: practice.token };
    expect(problemOf(await signIn.byPassword({ ...who, password: 'errada' }))).toBe('loginRefused');
    const first = told(await signIn.byPassword(who));
    expect(first.expiresInMs).toBe(3_600_000);
    expect(told(await as(first.accessToken).me())).toMatchObject({ name: 'Marina' });
    await time.advance(3_600_001);
    expect(problemOf(await as(first.accessToken).me())).toBe('tokenRefused');
    const second = told(await signIn.byRefreshToken(first.refreshToken ?? ''));
    expect(told(await as(second.accessToken).me())).toMatchObject({ name: 'Marina' });
    await time.advance(15 * 86_400_000);
    expect(problemOf(await signIn.byRefreshToken(first.refreshToken ?? ''))).toBe('tokenRefused');
  });

  it('makes permanent tokens, which work until they are deleted', async () => {
    const { digisac, as } = await aDesk();
    const { id, token } = told(await digisac.createPersonalToken('Malote'));
    expect(told(await as(token).me())).toMatchObject({ name: 'Marina' });
    expect(told(await digisac.personalTokens())).toMatchObject([{ id, name: 'Malote' }]);
    told(await digisac.deletePersonalToken(id));
    expect(problemOf(await as(token).me())).toBe('tokenRefused');
    expect(told(await digisac.deletePersonalToken(id))).toBeNull();
  });

  it('has webhooks, which are switched off and deleted', async () => {
    const { digisac } = await aDesk();
    const owner = told(await digisac.owner());
    const draft = { name: 'Recibos', url: 'https://example.com/x?k=1', events: ['message.created'], isActive: true };
    const webhook = told(await digisac.createWebhook({ ...draft, owner }));
    expect(told(await digisac.webhooks())).toEqual([{ ...draft, id: webhook.id }]);
    told(await digisac.updateWebhook(webhook, { isActive: false }));
    expect(told(await digisac.webhooks())).toEqual([{ ...draft, id: webhook.id, isActive: false }]);
    told(await digisac.deleteWebhook(webhook.id));
    expect(told(await digisac.webhooks())).toEqual([]);
  });

  it('is told where an account cannot delete a webhook', async () => {
    const { digisac } = await aDesk({ dialect: { webhookDelete: 'absent' } });
    expect(problemOf(await digisac.deleteWebhook('w1'))).toBe('webhookRefused');
  });

  it('sees the sites that are shown inside, without the keys in their addresses', async () => {
    const { digisac } = await aDesk();
    expect(told(await digisac.integrations())).toMatchObject([
      { name: 'Loja virtual', url: 'https://loja.example.com/painel', isActive: true },
    ]);
  });

  it('hears of a webhook that leads to nobody', async () => {
    const { digisac } = await aDesk();
    expect(problemOf(await digisac.testWebhook('http://127.0.0.1:1/x'))).toBe('webhookAway');
    expect(problemOf(await digisac.testWebhook('ftp://example.com'))).toBe('webhookAway');
  });
});
