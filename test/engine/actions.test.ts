import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, describe, expect, it } from 'vitest';
import type { AccountContact } from '#main/digisac/digisac.ts';
import type { Ticket } from '#main/digisac/ticket.ts';
import type { Fault } from '#main/practice/fault.ts';
import { createStore } from '#main/store/store.ts';
import type { ActionTarget } from '#shared/actions/target.ts';
import type { Wish } from '#shared/actions/wish.ts';
import { ProblemError } from '#shared/problem.ts';
import { anotherHand, told } from '../support/account.ts';
import { createTestClock } from '../support/clock.ts';
import { startEngine, type TestEngine } from '../support/engine.ts';
import { startPractice } from '../support/practice.ts';
import { openMemoryStore } from '../support/store.ts';

const open: { close: () => Promise<unknown> }[] = [];
afterEach(async () => {
  for (const one of open.splice(0).reverse()) await one.close();
});

const tag: Wish = { verb: 'tag', label: 'VIP' };
const comment = { verb: 'comment', text: 'Ligou pedindo o boleto' } as const satisfies Wish;

const numbers = ['1', '2', '3', '4', '5', '6'].map((end) => `551198100000${end}`);

/** An account with six people of ours in it, and a Malote that works on it. */
async function aWorld() {
  const time = createTestClock();
  const practice = await startPractice({ clock: time.clock, habits: { withoutWhatsapp: 0, replies: 0 } });
  open.push(practice);
  const hand = anotherHand(practice, time.clock);
  open.push(hand);
  const { serviceId } = practice;
  const drafts = numbers.map((number, i) => ({
    ...{ number, name: `Pessoa ${i + 1}`, serviceId, departmentId: null, fields: {} },
  }));
  const ids = told(await hand.digisac.createContacts(drafts)).map((made) => {
    if (made.kind !== 'created') throw new Error('a contact was not created');
    return made.contact.id;
  });
  const folder = mkdtempSync(join(tmpdir(), 'malote-actions-'));
  open.push({ close: async () => rmSync(folder, { recursive: true, force: true }) });
  const { db } = openMemoryStore();
  const store = createStore(db, { schema: 1, folder, onClose: () => undefined });
  const malote = await startEngine({ practice, time, store });
  open.push({ close: malote.stop });

  const draft = async (wish: Wish, target: ActionTarget = { kind: 'contacts', contactIds: ids }) => {
    const { accountId } = malote;
    const actionId = await malote.engine.actions.create({ accountId, name: 'Ação', wish, target, perMinute: 300 });
    await malote.until('it has looked', () => malote.job(`a${actionId}`).status !== 'running');
    return actionId;
  };
  const start = async (actionId: number) => {
    await malote.engine.actions.start(actionId, malote.job(`a${actionId}`).counts['planned'] ?? 0);
  };
  const run = async (actionId: number) => {
    await start(actionId);
    await malote.until('it is done', () => malote.job(`a${actionId}`).status !== 'running');
  };
  const look = async (): Promise<readonly (AccountContact | null)[]> => {
    const found = new Map(told(await hand.digisac.contactsById(ids)).map((contact) => [contact.id, contact]));
    return ids.map((id) => found.get(id) ?? null);
  };
  const counts = (actionId: number): Readonly<Record<string, number>> =>
    Object.fromEntries(
      malote.store.actions
        .counts(actionId)
        .map(({ state, problem, count }) => [[state, problem ?? ''].join(' ').trim(), count]),
    );
  const tickets = async (): Promise<readonly (Ticket | null)[]> => {
    const { tickets: open } = told(await hand.digisac.openTicketsOf(ids));
    return ids.map((id) => open.find(({ contact }) => contact?.id === id) ?? null);
  };
  const notes = async () => {
    const { messages } = told(await hand.digisac.messagesOf({ contactIds: ids, sinceMs: 0 }));
    return messages
      .filter(({ type, text }) => type === 'comment' && text === comment.text)
      .map(({ contactId }) => contactId);
  };
  return { notes, time, practice, hand, db, folder, ids, malote, draft, start, run, look, counts, tickets };
}

const problemOf = async (work: () => Promise<unknown>): Promise<string> => {
  try {
    await work();
  } catch (error) {
    if (error instanceof ProblemError) return error.problem.kind;
    throw error;
  }
  return 'none';
};

/** What is asked of the account meanwhile needs time to pass. */
async function whileTimePasses<T>(malote: TestEngine, work: () => Promise<T>): Promise<T> {
  let isOver = false;
  const working = work().finally(() => {
    isOver = true;
  });
  working.catch(() => undefined);
  await malote.until('it is over', () => isOver);
  return working;
}

describe('a bulk action', () => {
  it('looks first, with reads alone, says what there is to do, and does it to those who need it', async () => {
    const { practice, hand, ids, malote, draft, run, look } = await aWorld();
    const vip = told(await hand.digisac.tags()).find(({ label }) => label === 'VIP')?.id ?? '';
    told(await hand.digisac.tagContacts(vip, [ids[0] ?? '']));
    const { n } = (await practice.requests()).at(-1) ?? { n: 0 };
    const actionId = await draft(tag, { kind: 'contacts', contactIds: [...ids, ids[1] ?? '', 'gone'] });
    expect((await practice.requests(n)).every(({ outcome }) => outcome !== 'changed')).toBe(true);
    expect(malote.job(`a${actionId}`)).toMatchObject({
      ...{ kind: 'action', status: 'waiting', phase: 'review', total: 8 },
      counts: { planned: 5, unchanged: 1, skipped: 2 },
    });
    await run(actionId);
    expect(malote.job(`a${actionId}`)).toMatchObject({
      status: 'done',
      counts: { done: 5, unchanged: 1, skipped: 2 },
    });
    expect((await look()).every((contact) => contact?.tagIds?.includes(vip))).toBe(true);
    expect(malote.store.actions.counts(actionId)).toEqual(malote.store.actions.recount(actionId));
  });

  it('is begun only by somebody who has seen how many it is for', async () => {
    const { malote, practice, draft } = await aWorld();
    const actionId = await draft(tag);
    expect(await problemOf(() => malote.engine.actions.start(actionId, 5))).toBe('confirmWrong');
    const { n } = (await practice.requests()).at(-1) ?? { n: 0 };
    await malote.engine.actions.discard(actionId);
    expect(malote.engine.snapshots.find(`a${actionId}`)).toBeNull();
    expect(await problemOf(() => malote.engine.actions.start(actionId, 6))).toBe('jobUnknown');
    expect(await practice.requests(n)).toEqual([]);
  });

  it('finds pasted numbers in either form of the ninth digit, each person once, and says why others are left out', async () => {
    const { practice, counts, draft, run, look } = await aWorld();
    const text = ['(11) 8100-0001', '11 98100-0001', 'Maria', '(11) 98100-0002 / (11) 98100-0003', '11 97777-0000'];
    const target = { kind: 'numbers', text: text.join('\n'), serviceId: practice.serviceId, country: 'BR' } as const;
    const actionId = await draft({ verb: 'tag', label: 'Nova' }, { ...target, area: null });
    expect(counts(actionId)).toEqual({
      ...{ planned: 3, 'skipped chosenTwice': 1, 'skipped phoneNotANumber': 1, 'skipped notFoundHere': 1 },
    });
    await run(actionId);
    expect((await look()).map((contact) => contact?.tagIds?.length)).toEqual([1, 1, 1, 0, 0, 0]);
  });

  it('can be paused and resumed, and cancelled half-way says exactly what was done', async () => {
    const { malote, draft, start, look, counts } = await aWorld();
    const actionId = await draft({ verb: 'block', description: 'Pediu' });
    const job = `a${actionId}`;
    await start(actionId);
    await malote.until('two are done', () => (malote.job(job).counts['done'] ?? 0) >= 2);
    await whileTimePasses(malote, () => malote.engine.jobs.pause(job));
    expect(malote.job(job)).toMatchObject({ status: 'paused', reason: { kind: 'pausedByUser' } });
    await malote.engine.jobs.resume(job);
    await whileTimePasses(malote, () => malote.engine.jobs.cancel(job));
    const { done = 0, 'cancelled actionCancelled': cancelled = 0 } = counts(actionId);
    expect(done).toBeGreaterThanOrEqual(2);
    expect(done + cancelled).toBe(6);
    expect(cancelled).toBeGreaterThan(0);
    expect((await look()).filter((contact) => contact?.isBlocked).length).toBe(done);
    expect(await problemOf(() => malote.engine.jobs.resume(job))).toBe('jobWrongState');
  });

  it('never asks more of the account in a minute than was promised', async () => {
    const { malote, practice, draft, start, time, ids } = await aWorld();
    const { accountId } = malote;
    const slow = { accountId, name: 'Devagar', target: { kind: 'contacts', contactIds: ids } as const, perMinute: 2 };
    const actionId = await malote.engine.actions.create({ ...slow, wish: { verb: 'block', description: '' } });
    await malote.until('it has looked', () => malote.job(`a${actionId}`).status !== 'running');
    await start(actionId);
    await malote.until('it is done', () => malote.job(`a${actionId}`).status === 'done');
    const blocks = (await practice.requests()).filter(({ route }) => route === 'contacts.block');
    expect(blocks.length).toBe(6);
    for (const [i, { arrivedMs }] of blocks.entries()) {
      const third = blocks[i + 2];
      if (third) expect(third.arrivedMs - arrivedMs).toBeGreaterThanOrEqual(60_000);
    }
    expect(await draft({ verb: 'untag', label: 'Que não há' })).toBe(2);
    expect(malote.job('a2')).toMatchObject({ status: 'done', counts: { unchanged: 6 } });
    expect(time.sleeping()).toBeGreaterThanOrEqual(0);
  });
});

describe('each verb does what it says, and twice is once', () => {
  async function named(world: Awaited<ReturnType<typeof aWorld>>) {
    const { hand, malote } = world;
    const [field] = told(await hand.digisac.customFields());
    const [department, other] = told(await hand.digisac.departments());
    const { users, topics } = await malote.engine.actions.choices(malote.accountId);
    if (!field || !department || !other || !users[0] || !topics[0]) throw new Error('the account is too small');
    return { field, department, other, user: users[0], topic: topics[0] };
  }

  it('tags, untags, sets a field and a department', async () => {
    const world = await aWorld();
    const { draft, run, look, counts } = world;
    const { field, department } = await named(world);
    const wishes: Wish[] = [
      { verb: 'tag', label: 'Feira' },
      { verb: 'setField', field, value: 'Recife' },
      { verb: 'setDepartment', department },
    ];
    for (const wish of wishes) {
      const actionId = await draft(wish);
      await run(actionId);
      expect(counts(actionId)).toEqual({ done: 6 });
      expect(counts(await draft(wish))).toEqual({ unchanged: 6 });
    }
    for (const contact of await look()) {
      expect(contact).toMatchObject({ fields: { [field.id]: 'Recife' }, departmentId: department.id });
      expect(contact?.tagIds?.length).toBe(1);
    }
    await run(await draft({ verb: 'untag', label: 'feira' }));
    expect((await look()).every((contact) => contact?.tagIds?.length === 0)).toBe(true);
  });

  it('blocks and unblocks', async () => {
    const { draft, run, look, counts } = await aWorld();
    await run(await draft({ verb: 'block', description: 'Ofendeu a equipe' }));
    expect((await look()).every((contact) => contact?.isBlocked)).toBe(true);
    expect(counts(await draft({ verb: 'block', description: '' }))).toEqual({ unchanged: 6 });
    await run(await draft({ verb: 'unblock', description: '' }));
    expect((await look()).some((contact) => contact?.isBlocked)).toBe(false);
  });

  it('opens tickets where none is open, transfers them, and closes them', async () => {
    const world = await aWorld();
    const { draft, run, counts, tickets, ids } = world;
    const { department, other, user, topic } = await named(world);
    const contactIds = ids.slice(0, 4);
    await run(
      await draft(
        { verb: 'openTicket', department, user: null, comment: 'Campanha' },
        { kind: 'contacts', contactIds },
      ),
    );
    const opened = await tickets();
    expect(opened.map((ticket) => ticket?.department?.id ?? null)).toEqual([
      ...contactIds.map(() => department.id),
      null,
      null,
    ]);
    expect(counts(await draft({ verb: 'openTicket', department, user: null, comment: '' }))).toEqual({
      ...{ planned: 2, 'skipped hasOpenTicket': 4 },
    });

    const transfer: Wish = { verb: 'transferTicket', department: other, user, comment: 'Segue' };
    const transferred = await draft(transfer);
    await run(transferred);
    expect(counts(transferred)).toEqual({ done: 4, 'skipped noOpenTicket': 2 });
    expect((await tickets()).map((ticket) => ticket?.id ?? null)).toEqual(opened.map((ticket) => ticket?.id ?? null));
    expect(counts(await draft(transfer))).toEqual({ unchanged: 4, 'skipped noOpenTicket': 2 });

    const closed = await draft({ verb: 'closeTicket', topics: [topic], comment: 'Resolvido' });
    await run(closed);
    expect(counts(closed)).toEqual({ done: 4, unchanged: 2 });
    expect((await tickets()).every((ticket) => ticket === null)).toBe(true);
  });

  it('leaves one comment at each, and writes to nobody', async () => {
    const { practice, draft, run, counts, notes, ids } = await aWorld();
    const actionId = await draft(comment);
    await run(actionId);
    expect(counts(actionId)).toEqual({ done: 6 });
    expect((await notes()).toSorted()).toEqual(ids.toSorted());
    expect((await practice.messagesTo()).length).toBe(0);
  });

  it('saves what it deletes, whole, before the first of it goes', async () => {
    const { hand, ids, malote, draft, run, start, look, counts, practice } = await aWorld();
    const [field] = told(await hand.digisac.customFields());
    told(
      await hand.digisac.updateContact(ids[0] ?? '', {
        name: '=HYPERLINK("x")',
        fields: { [field?.id ?? '']: 'Olinda' },
      }),
    );
    const actionId = await draft({ verb: 'delete' });
    await practice.setFaults([{ kind: 'serverError', routes: ['contacts.deleteMany'], status: 500 }]);
    await start(actionId);
    await malote.until('the file is there', () => malote.engine.actions.detail(actionId).savedAt !== null);
    const saved = readFileSync(malote.engine.actions.detail(actionId).savedAt ?? '', 'utf8');
    expect(saved.trim().split('\n').length).toBe(7);
    expect(saved).toContain('Olinda');
    expect(saved).toContain("'=HYPERLINK");
    for (const id of ids) expect(saved).toContain(id);
    expect((await look()).every((contact) => contact !== null)).toBe(true);
    // An account that says yes, and does nothing.
    await practice.setFaults([{ kind: 'serverError', status: 200, routes: ['contacts.deleteMany'] }]);
    await malote.until('it is done', () => malote.job(`a${actionId}`).status === 'done');
    expect(counts(actionId)).toEqual({ done: 6 });
    expect((await look()).every((contact) => contact === null)).toBe(true);
    await run(
      await draft({ verb: 'tag', label: 'VIP' }, { kind: 'contacts', contactIds: ['nobody', ids[0] ?? ''] }),
    ).catch(() => undefined);
    expect(counts(2)).toEqual({ 'skipped contactGone': 2 });
  });
});

describe('what an action keeps of people', () => {
  it('is found, and erased with everything else; what is under way is not', async () => {
    const { malote, practice, draft, run, start, db, counts } = await aWorld();
    const done = await draft(tag);
    await run(done);
    const open = await draft({ verb: 'block', description: '' });
    const { privacy } = malote.engine;
    const number = '+55 11 98100-0001';
    const never = new AbortController().signal;
    expect((await privacy.person(number, never)).actions.map(({ state }) => state)).toEqual(['done', 'planned']);
    await privacy.erase(number, never);
    const items = JSON.stringify(db.prepare('SELECT * FROM action_items').all());
    expect(items).not.toMatch(/Pessoa 1|5511981000001/);
    expect(items).toContain('Pessoa 2');
    expect(counts(done)).toEqual({ done: 6 });
    expect(counts(open)).toEqual({ planned: 5, 'cancelled erased': 1 });
    expect(malote.store.actions.counts(open)).toEqual(malote.store.actions.recount(open));

    await practice.setFaults([{ kind: 'lost', routes: ['contacts.block'], effect: true }]);
    await start(open);
    await malote.until('one is in doubt', () => (malote.job(`a${open}`).counts['inDoubt'] ?? 0) > 0);
    const [doubtful] = malote.engine.actions.rows({ actionId: open, states: ['inDoubt'], offset: 0, limit: 1 }).rows;
    expect(await problemOf(() => privacy.erase(`+${doubtful?.phone}`, never))).toBe('personUnderWay');
  });
});

describe('a group', () => {
  it.each([
    ['all goes well', []],
    ['the answer is lost after it was made', [{ kind: 'lost', routes: ['contacts.create'], nth: [1], effect: true }]],
    ['the answer is lost before it was made', [{ kind: 'lost', routes: ['contacts.create'], nth: [1], effect: false }]],
  ] as const)('is made once, with all members and some admins, where %s', async (_, faults) => {
    const { practice, hand, draft, run, counts, ids } = await aWorld();
    const { serviceId } = practice;
    const wish: Wish = { verb: 'createGroup', name: 'Clientes da feira', serviceId, admins: ['5511981000002'] };
    const actionId = await draft(wish);
    await practice.setFaults(faults.map((fault) => ({ ...fault, routes: [...fault.routes], nth: [...fault.nth] })));
    const { n } = (await practice.requests()).at(-1) ?? { n: 0 };
    await run(actionId);
    expect(counts(actionId)).toEqual({ done: 6 });
    expect(told(await hand.digisac.groupsNamed({ serviceId, name: 'Clientes da feira' })).length).toBe(1);
    const asked = (await practice.requests(n)).filter(({ outcome }) => outcome === 'changed').map(({ route }) => route);
    expect(asked.filter((route) => route === 'contacts.addMembers').length).toBe(1);
    expect(asked.filter((route) => route === 'contacts.promoteMembers').length).toBe(1);
    await practice.setFaults([]);
    const promoted = await draft(
      { verb: 'promote', name: 'Clientes da feira', serviceId },
      { kind: 'contacts', contactIds: ids },
    );
    await run(promoted);
    expect(counts(promoted)).toEqual({ done: 6 });
  });

  it('that a person has to look for is not made a second time', async () => {
    const { practice, hand, malote, draft, start, time } = await aWorld();
    const { serviceId } = practice;
    const name = 'Clientes da feira';
    const actionId = await draft({ verb: 'createGroup', name, serviceId, admins: [] });
    await practice.setFaults([{ kind: 'lost', routes: ['contacts.create'], nth: [1], effect: true }]);
    await start(actionId);
    await malote.until('it was asked for', () => malote.store.actions.get(actionId).groupAskedAt !== null);
    // Somebody makes one of the same name, just then.
    await time.settle();
    told(await hand.digisac.createGroup({ serviceId, name }));
    await malote.until('it stands still', () => malote.job(`a${actionId}`).status === 'paused');
    expect(malote.job(`a${actionId}`).reason).toEqual({ kind: 'groupInDoubt', group: name });
    expect(told(await hand.digisac.groupsNamed({ serviceId, name })).length).toBe(2);
  });
});

describe('an account that misbehaves', () => {
  const routes = [
    ...['tags.addContacts', 'contacts.block', 'contacts.deleteMany', 'contacts.transferTicket', 'contacts.closeTicket'],
    ...['messages.create', 'contacts.delete'],
  ] as const;
  const faults: readonly Fault[] = [
    { kind: 'lost', rate: 0.2, effect: true },
    { kind: 'lost', rate: 0.15, effect: false },
    { kind: 'serverError', rate: 0.15, status: 500, effect: true },
    { kind: 'throttle', rate: 0.15, retryAfterMs: 2_000 },
  ];

  it('nothing is done twice and nothing is lost while answers are, before and after the effect', async () => {
    const { hand, practice, draft, run, counts, tickets, look, notes, ids } = await aWorld();
    const [department] = told(await hand.digisac.departments());
    if (!department) throw new Error('no department');
    await practice.setFaults(faults.map((fault) => ({ ...fault, routes: [...routes] })));
    const wishes: Wish[] = [
      ...[tag, comment, { verb: 'block', description: '' } as const],
      ...[{ verb: 'openTicket', department, user: null, comment: 'Oi' } as const],
      { verb: 'closeTicket', topics: [], comment: '' },
    ];
    const before = (await practice.summary()).effects['ticketOpened'] ?? 0;
    for (const wish of wishes) {
      const actionId = await draft(wish);
      await run(actionId);
      expect({ verb: wish.verb, ...counts(actionId) }).toEqual({ verb: wish.verb, done: 6 });
      if (wish.verb === 'openTicket') expect((await tickets()).every((ticket) => ticket !== null)).toBe(true);
    }
    expect((await notes()).toSorted()).toEqual(ids.toSorted());
    expect(((await practice.summary()).effects['ticketOpened'] ?? 0) - before).toBe(6);
    expect((await tickets()).every((ticket) => ticket === null)).toBe(true);
    const deleted = await draft({ verb: 'delete' });
    await run(deleted);
    expect(counts(deleted)).toEqual({ done: 6 });
    expect((await look()).every((contact) => contact === null)).toBe(true);
  });

  it('halves a batch until the one that is refused stands alone, and tries it again when told to', async () => {
    const { hand, practice, malote, draft, run, counts, look } = await aWorld();
    const vip = told(await hand.digisac.tags()).find(({ label }) => label === 'VIP')?.id ?? '';
    // Six, then three and three, then two and one: the fourth request is about the first two, and so on.
    await practice.setFaults([{ kind: 'serverError', status: 400, routes: ['tags.addContacts'], nth: [1, 2, 3, 4] }]);
    const actionId = await draft(tag);
    await run(actionId);
    expect(counts(actionId)).toEqual({ done: 5, 'failed tagRefused': 1 });
    expect((await look()).filter((contact) => contact?.tagIds?.includes(vip)).length).toBe(5);
    await practice.setFaults([]);
    expect(await malote.engine.jobs.retry(`a${actionId}`)).toBe(1);
    await malote.until('it is done', () => malote.job(`a${actionId}`).status === 'done');
    expect(counts(actionId)).toEqual({ done: 6 });
  });

  it('holds a ticket that nobody can tell the origin of for a person, who decides', async () => {
    const world = await aWorld();
    const { hand, practice, ids, malote, draft, start, counts } = world;
    const [department, other] = told(await hand.digisac.departments());
    if (!department || !other) throw new Error('no departments');
    const contactIds = [ids[0] ?? ''];
    const open: Wish = { verb: 'openTicket', department, user: null, comment: '' };
    const actionId = await draft(open, { kind: 'contacts', contactIds });
    await practice.setFaults([{ kind: 'lost', routes: ['contacts.transferTicket'], nth: [1], effect: false }]);
    await start(actionId);
    await malote.until('it is in doubt', () => malote.job(`a${actionId}`).counts['inDoubt'] === 1);
    // Somebody opens one elsewhere, just then.
    await practice.setFaults([]);
    told(await hand.digisac.transferTicket(contactIds[0] ?? '', { departmentId: other.id, userId: null, comment: '' }));
    await malote.until('it is held', () => malote.job(`a${actionId}`).status === 'done');
    expect(counts(actionId)).toEqual({ 'held actionInDoubt': 1 });
    expect(await malote.engine.actions.decide(actionId, 'done')).toBe(1);
    expect(counts(actionId)).toEqual({ done: 1 });
  });

  it('stops, and says why, where the account forbids it', async () => {
    const { practice, malote, draft, run, counts } = await aWorld();
    const actionId = await draft({ verb: 'block', description: '' });
    await practice.setFaults([{ kind: 'forbidden', routes: ['contacts.block'] }]);
    await run(actionId);
    expect(malote.job(`a${actionId}`)).toMatchObject({ status: 'paused', reason: { kind: 'permissionDenied' } });
    expect(counts(actionId)).toEqual({ planned: 6 });
  });
});
