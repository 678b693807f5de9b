import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { recordOf } from '#shared/contacts/change.ts';
import { type DeletionFacts, hasSomethingToRestore, keepReason, planRestoration } from '#shared/contacts/undo.ts';
import { settledUndoStates, type UndoState, undoMoves, undoStates } from '#shared/recipient/undo.ts';

const written = { name: 'Ana Souza', fields: { f1: 'Recife' }, tagIds: ['natal'] };
const untouched: DeletionFacts = {
  now: written,
  written,
  createdAtMs: 1_000_000,
  importedAtMs: 990_000,
  hasOpenTicket: false,
  messages: 'none',
  isInLog: false,
  isInOtherImport: false,
};

describe('a contact that an import made', () => {
  it('is deleted where nobody has used or changed it', () => {
    expect(keepReason(untouched)).toBeNull();
    expect(keepReason({ ...untouched, createdAtMs: null })).toBeNull();
    // What the account did not keep, or keeps with blanks around, is no change of anybody's.
    expect(keepReason({ ...untouched, now: { name: ' Ana Souza', fields: { f2: ' ' }, tagIds: [] } })).toBeNull();
  });

  it.each<[string, Partial<DeletionFacts>]>([
    ['contactOlder', { createdAtMs: 900_000 }],
    ['contactUsedSince', { hasOpenTicket: true }],
    ['contactUsedSince', { messages: 'some' }],
    ['contactUsedSince', { isInLog: true }],
    ['contactUseUnknown', { messages: 'unknown' }],
    ['contactInOtherImport', { isInOtherImport: true }],
    ['contactChangedSince', { now: { ...written, name: 'Ana' } }],
    ['contactChangedSince', { now: { ...written, fields: { f1: 'Olinda' } } }],
    ['contactChangedSince', { now: { ...written, fields: { ...written.fields, f2: 'Ouro' } } }],
    ['contactChangedSince', { now: { ...written, tagIds: ['natal', 'vip'] } }],
  ])('stays for the reason %s where %j', (kind, facts) => {
    expect(keepReason({ ...untouched, ...facts })).toEqual({ kind });
  });
});

describe('a contact that an import changed', () => {
  const value = fc.constantFrom('', 'a', 'b', 'c');
  const name = fc.constantFrom('Ana', 'Bia', 'Caio');
  const tags = fc.uniqueArray(fc.constantFrom<string>('t1', 't2', 't3'));
  const contact = fc.record({ name, fields: fc.record({ x: value, y: value }), tagIds: tags });
  type Contact = { name: string; fields: Record<string, string>; tagIds: string[] };

  function change(was: Contact, wanted: Contact) {
    const fields = Object.entries(wanted.fields).filter(([id, text]) => text !== was.fields[id]);
    return recordOf(
      was,
      { name: wanted.name === was.name ? null : wanted.name, fields: Object.fromEntries(fields) },
      {
        add: wanted.tagIds.filter((id) => !was.tagIds.includes(id)),
        remove: was.tagIds.filter((id) => !wanted.tagIds.includes(id)),
      },
    );
  }
  function restored(now: Contact, plan: ReturnType<typeof planRestoration>): Contact {
    return {
      name: plan.name ?? now.name,
      fields: { ...now.fields, ...plan.fields },
      tagIds: [...now.tagIds.filter((id) => !plan.removeTags.includes(id)), ...plan.addTags].toSorted(),
    };
  }

  it('has what it had before, if nobody changed it since; and then there is nothing more to do', () => {
    fc.assert(
      fc.property(contact, contact, (was, wanted) => {
        const record = change(was, wanted);
        if (!record) return;
        const plan = planRestoration(wanted, record);
        const then = restored(wanted, plan);
        expect(then).toEqual({ ...was, tagIds: was.tagIds.toSorted() });
        expect(plan.isChangedSince).toBe(false);
        expect(hasSomethingToRestore(planRestoration(then, record))).toBe(false);
      }),
    );
  });

  it('keeps what somebody else has written since, whatever it is', () => {
    fc.assert(
      fc.property(contact, contact, contact, (was, wanted, now) => {
        const record = change(was, wanted);
        if (!record) return;
        const then = restored(now, planRestoration(now, record));
        for (const id of ['x', 'y'] as const) {
          const isImports = wanted.fields[id] !== was.fields[id] && now.fields[id] === wanted.fields[id];
          expect(then.fields[id]).toBe(isImports ? was.fields[id] : now.fields[id]);
        }
        const isImportsName = wanted.name !== was.name && now.name === wanted.name;
        expect(then.name).toBe(isImportsName ? was.name : now.name);
      }),
    );
  });
});

describe('the moves of an undo', () => {
  it('lead from every state to an end, and from an end nowhere but to be looked at anew', () => {
    const settled: readonly UndoState[] = settledUndoStates;
    const reachable = (from: UndoState, seen = new Set<UndoState>()): ReadonlySet<UndoState> => {
      if (seen.has(from)) return seen;
      seen.add(from);
      for (const to of undoMoves[from]) reachable(to, seen);
      return seen;
    };
    for (const state of undoStates) {
      expect(
        [...reachable(state)].some((end) => settled.includes(end)),
        state,
      ).toBe(true);
      if (settled.includes(state))
        expect(undoMoves[state].every((to) => to === 'queued' || to === 'planned')).toBe(true);
    }
    // What is gone, or as before, is never touched again.
    expect([undoMoves.deleted, undoMoves.restored, undoMoves.gone]).toEqual([[], [], []]);
  });
});
