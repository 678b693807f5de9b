import { describe, expect, it } from 'vitest';
import { firstWhom, isChosen, targetOf } from '#renderer/features/actions/whom.ts';
import { noParts, wishOf } from '#renderer/features/actions/wish-form.ts';
import { actionVerbs } from '#shared/actions/wish.ts';
import { anAccount } from '../../../support/fake-engine-world.ts';

const department = { id: 'd1', name: 'Comercial' };

describe('the form of an action', () => {
  it('is a wish only once nothing is missing', () => {
    const ready = actionVerbs.filter((verb) => wishOf(verb, noParts, 's1') !== null);
    expect(ready).toEqual(['closeTicket', 'block', 'unblock', 'delete']);
    const parts = { ...noParts, label: ' VIP ', note: ' Oi ', department, field: { id: 'f1', name: 'Cidade' } };
    expect(actionVerbs.filter((verb) => wishOf(verb, parts, 's1') === null)).toEqual([]);
    expect(wishOf('tag', parts, 's1')).toEqual({ verb: 'tag', label: 'VIP' });
    expect(wishOf('openTicket', parts, 's1')).toEqual({ verb: 'openTicket', department, user: null, comment: 'Oi' });
    // A group is of a connection.
    expect(wishOf('createGroup', parts, '')).toBeNull();
  });

  it('takes the admins of a group as numbers, each once', () => {
    const parts = { ...noParts, label: 'Feira', admins: '11 98765-4321\n(11) 98765-4321\nMaria' };
    expect(wishOf('createGroup', parts, 's1')).toMatchObject({ admins: ['5511987654321'] });
  });

  it('begins with what was chosen in a table, on its account and connection', () => {
    const accounts = [anAccount(), anAccount({ id: 7 })];
    const chosen = firstWhom(accounts, { accountId: 7, contactIds: ['a', 'b'] });
    expect(chosen).toMatchObject({ kind: 'contacts', accountId: 7, serviceId: 'service-1' });
    expect(targetOf(chosen)).toEqual({ kind: 'contacts', contactIds: ['a', 'b'] });
    for (const state of [null, { accountId: 7 }, { accountId: 7, contactIds: [] }, 'x']) {
      expect(firstWhom(accounts, state)).toMatchObject({ kind: 'import', accountId: 1, contactIds: [] });
    }
  });

  it('is for nobody until somebody is chosen', () => {
    const whom = firstWhom([anAccount()], null);
    expect(isChosen(whom)).toBe(false);
    expect(isChosen({ ...whom, importId: 3 })).toBe(true);
    expect(isChosen({ ...whom, kind: 'audience' })).toBe(false);
    expect(isChosen({ ...whom, kind: 'audience', audienceId: 2 })).toBe(true);
    expect(isChosen({ ...whom, kind: 'numbers', text: '  ' })).toBe(false);
    expect(targetOf({ ...whom, kind: 'numbers', text: '98765-4321', area: '1' })).toMatchObject({ area: null });
  });
});
