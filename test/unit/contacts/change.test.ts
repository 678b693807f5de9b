import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { joinedRecord, recordOf, tagChangeOf } from '#shared/contacts/change.ts';

const now = { name: 'Ana', fields: { f1: 'Recife' }, tagIds: ['vip', 'old'] };

describe('what is written down before a contact is changed', () => {
  it('is what changes, as it is and as it is to be, and nothing else', () => {
    const record = recordOf(now, { name: null, fields: { f2: 'Ouro' } }, { add: ['natal'], remove: ['old'] });
    expect(record).toEqual({
      before: { fields: { f2: '' }, tagIds: ['vip', 'old'] },
      after: { fields: { f2: 'Ouro' }, tagIds: ['vip', 'natal'] },
    });
    expect(record && tagChangeOf(record)).toEqual({ add: ['natal'], remove: ['old'] });
  });

  it('is nothing where nothing changes', () => {
    expect(recordOf(now, 'nothing', { add: [], remove: [] })).toBeNull();
  });

  it('keeps the former values over an attempt of which nobody knows what it did, part by part', () => {
    const change = { name: 'Ana Souza', fields: { f1: 'Olinda', f2: 'Ouro' } };
    const first = recordOf(now, change, { add: ['natal'], remove: ['old'] });
    // The name and one field had arrived, and so had the new tag.
    const half = { name: 'Ana Souza', fields: { f1: 'Olinda' }, tagIds: ['vip', 'old', 'natal'] };
    const second = recordOf(half, { name: null, fields: { f2: 'Ouro' } }, { add: [], remove: ['old'] });
    if (!first || !second) throw new Error('something changes');
    const joined = joinedRecord(first, second);
    expect({ ...joined.before, tagIds: joined.before.tagIds?.toSorted() }).toEqual({
      name: 'Ana',
      fields: { f1: 'Recife', f2: '' },
      tagIds: ['old', 'vip'],
    });
    expect(joined.after).toMatchObject({ name: 'Ana Souza', fields: { f1: 'Olinda', f2: 'Ouro' } });
  });

  it('gives the tags of before back, however often it was begun anew', () => {
    const ids = fc.uniqueArray(fc.constantFrom<string>('a', 'b', 'c', 'd', 'e'));
    fc.assert(
      fc.property(ids, ids, ids, (there, wanted, done) => {
        const plan = (tagIds: readonly string[]) => ({
          add: wanted.filter((id) => !tagIds.includes(id)),
          remove: tagIds.filter((id) => !wanted.includes(id)),
        });
        const record = recordOf({ ...now, tagIds: there }, 'nothing', plan(there));
        if (!record) return;
        // Some of it was done before the process died.
        const { add, remove } = plan(there);
        const half = [
          ...there.filter((id) => !(remove.includes(id) && done.includes(id))),
          ...add.filter((id) => done.includes(id)),
        ];
        const again = recordOf({ ...now, tagIds: half }, 'nothing', plan(half));
        const joined = again ? joinedRecord(record, again) : record;
        const undo: { add: readonly string[]; remove: readonly string[] } = tagChangeOf({
          before: joined.after,
          after: joined.before,
        });
        const back = [...wanted.filter((id) => !undo.remove.includes(id)), ...undo.add];
        expect(back.toSorted()).toEqual(there.toSorted());
      }),
    );
  });
});
