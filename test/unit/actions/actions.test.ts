import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { numbersIn } from '#shared/actions/numbers.ts';
import { type ContactFacts, type Looked, planOf, settledBy } from '#shared/actions/plan.ts';
import { actionMoves, actionStates, openActionStates } from '#shared/actions/state.ts';
import { subjectOf } from '#shared/actions/subject.ts';
import { actionVerbs, isGrave, isReversible, type Wish, wishSchema } from '#shared/actions/wish.ts';

const brazil = { country: 'BR', area: null } as const;
const department = { id: 'd1', name: 'Comercial' };
const user = { id: 'u1', name: 'Bruno' };

const wishes: readonly Wish[] = [
  { verb: 'tag', label: 'VIP' },
  { verb: 'untag', label: 'VIP' },
  { verb: 'setField', field: { id: 'f1', name: 'Cidade' }, value: 'Recife' },
  { verb: 'setDepartment', department },
  { verb: 'block', description: '' },
  { verb: 'unblock', description: '' },
  { verb: 'delete' },
  { verb: 'openTicket', department, user: null, comment: '' },
  { verb: 'transferTicket', department, user, comment: '' },
  { verb: 'closeTicket', topics: [], comment: '' },
  { verb: 'comment', text: 'Oi' },
  { verb: 'createGroup', name: 'Feira', serviceId: 's1', admins: [] },
  { verb: 'promote', name: 'Feira', serviceId: 's1' },
];
const aContact: ContactFacts = { tagIds: [], fields: {}, departmentId: null, isBlocked: false };
const known = { tagId: 't1' };
const bare: Looked = { contact: aContact, ticket: null };

/** The account after the wish was done to a contact, by the collection's own words. */
function done(wish: Wish, { contact, ticket }: Looked): Looked {
  if (contact === null) return { contact, ticket };
  switch (wish.verb) {
    case 'tag':
      return { ticket, contact: { ...contact, tagIds: [...contact.tagIds, 't1'] } };
    case 'untag':
      return { ticket, contact: { ...contact, tagIds: contact.tagIds.filter((id) => id !== 't1') } };
    case 'setField':
      return { ticket, contact: { ...contact, fields: { [wish.field.id]: wish.value } } };
    case 'setDepartment':
      return { ticket, contact: { ...contact, departmentId: wish.department.id } };
    case 'block':
    case 'unblock':
      return { ticket, contact: { ...contact, isBlocked: wish.verb === 'block' } };
    case 'delete':
      return { contact: null, ticket: null };
    case 'openTicket':
    case 'transferTicket':
      return {
        contact,
        ticket: { id: ticket?.id ?? 'new', departmentId: wish.department.id, userId: wish.user?.id ?? null },
      };
    case 'closeTicket':
      return { contact, ticket: null };
    default:
      return { contact, ticket };
  }
}

const anything = fc.record({
  contact: fc.record({
    tagIds: fc.subarray(['t1', 't2']),
    fields: fc.constantFrom({}, { f1: 'Recife' }, { f1: 'Olinda' }),
    departmentId: fc.constantFrom(null, 'd1', 'd2'),
    isBlocked: fc.constantFrom(null, true, false),
  }),
  ticket: fc.option(
    fc.record({
      id: fc.constant('k1'),
      departmentId: fc.constantFrom(null, 'd1', 'd2'),
      userId: fc.constantFrom(null, 'u1'),
    }),
  ),
});
const aWish = fc.constantFrom(...wishes);

describe('what there is to do to a contact', () => {
  it('is nothing any more once it was done, whatever the contact was like', () => {
    fc.assert(
      fc.property(aWish, anything, (wish, now) => {
        if (['comment', 'createGroup', 'promote'].includes(wish.verb)) return;
        if (planOf(wish, now, known).kind !== 'act') return;
        expect(planOf(wish, done(wish, now), known).kind).not.toBe('act');
      }),
    );
  });

  it('settles a lost answer: done where it was done, absent where it was not', () => {
    fc.assert(
      fc.property(aWish, anything, (wish, now) => {
        if (wish.verb === 'comment' || wish.verb === 'createGroup' || wish.verb === 'promote') return;
        if (planOf(wish, now, known).kind !== 'act') return;
        const before = { tagId: 't1', ticketId: now.ticket?.id ?? null };
        expect(settledBy(wish, now, before)).toBe('absent');
        expect(settledBy(wish, done(wish, now), before)).toBe('done');
      }),
    );
  });

  it('is nothing to a contact that is gone; whoever wanted it deleted has that', () => {
    for (const wish of wishes) {
      const plan = planOf(wish, { contact: null, ticket: null }, known);
      expect(plan).toEqual(
        wish.verb === 'delete' ? { kind: 'unchanged' } : { kind: 'skip', problem: { kind: 'contactGone' } },
      );
    }
  });

  it('of a ticket that somebody else may have opened meanwhile nothing is certain', () => {
    const elsewhere = { ...bare, ticket: { id: 'k9', departmentId: 'd2', userId: null } };
    const open: Wish = { verb: 'openTicket', department, user: null, comment: '' };
    expect(settledBy(open, elsewhere, { tagId: null, ticketId: null })).toBe('unclear');
    // The one that was to be closed is closed, if another one is open.
    const close: Wish = { verb: 'closeTicket', topics: [], comment: '' };
    expect(settledBy(close, elsewhere, { tagId: null, ticketId: 'k1' })).toBe('done');
    expect(settledBy(close, elsewhere, { tagId: null, ticketId: 'k9' })).toBe('absent');
  });

  it('is asked for in a form that is read as it was written', () => {
    for (const wish of wishes) expect(wishSchema.parse(JSON.parse(JSON.stringify(wish)))).toEqual(wish);
    expect(new Set(wishes.map(({ verb }) => verb))).toEqual(new Set(actionVerbs));
    expect(wishes.map(subjectOf)).toEqual([
      ...[
        'VIP',
        'VIP',
        'Cidade = Recife',
        'Comercial',
        '',
        '',
        '',
        'Comercial',
        'Comercial, Bruno',
        '',
        '',
        'Feira',
        'Feira',
      ],
    ]);
    expect(actionVerbs.filter(isGrave)).toEqual(['closeTicket', 'block', 'delete']);
    expect(isReversible('delete')).toBe(false);
  });
});

describe('the life of a contact in an action', () => {
  it('ends: every state that is not open leads on only by a person', () => {
    const isOpen = (state: string) => openActionStates.some((one) => one === state);
    for (const state of actionStates) {
      const next = actionMoves[state];
      if (isOpen(state)) expect(next.some((to) => !isOpen(to))).toBe(true);
      else expect(['failed', 'held'].includes(state) || next.length === 0).toBe(true);
    }
    // Law 1: nothing is done but by an intent.
    for (const state of actionStates) {
      if (actionMoves[state].includes('done')) expect(['sending', 'inDoubt', 'held']).toContain(state);
    }
  });
});

describe('numbers that were pasted', () => {
  it('each line that is not blank gives one or more, and each person is meant once', () => {
    const line = fc.oneof(
      fc.constantFrom(
        '(11) 98765-4321',
        '11 8765-4321',
        '+55 11 98765 4321',
        'Maria',
        '  ',
        '11 98765-4321 / 11 91234-5678',
        '=1+1',
      ),
      fc.string({ maxLength: 20 }),
    );
    fc.assert(
      fc.property(fc.array(line, { maxLength: 12 }), (lines) => {
        const found = numbersIn(lines.join('\n'), brazil);
        const written = lines
          .join('\n')
          .split(/[\r\n]+/)
          .filter((one) => one.trim() !== '');
        expect(found.length).toBeGreaterThanOrEqual(written.length);
        const meant = found.filter(({ problem }) => problem === null).map(({ phone }) => phone);
        expect(new Set(meant).size).toBe(meant.length);
        for (const { phone, problem } of found)
          expect(phone === null ? problem !== null : /^\d+$/.test(phone)).toBe(true);
      }),
    );
  });

  it.each([
    ['11 8765-4321\n(11) 98765-4321', [null, 'chosenTwice']],
    ['98765-4321', ['areaCodeMissing']],
    ['Maria\n\n  \n11 98765-4322', ['phoneNotANumber', null]],
  ] as const)('%j is understood as %j', (text, problems) => {
    expect(numbersIn(text, brazil).map(({ problem }) => problem?.kind ?? null)).toEqual(problems);
  });
});
