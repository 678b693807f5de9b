import type { Store } from '#main/store/store.ts';
import type { Clock } from '#shared/clock.ts';
import { parsePhone } from '#shared/phone/parse.ts';
import { personKey } from '#shared/phone/person.ts';
import { ProblemError } from '#shared/problem.ts';
import { jobIdOf } from '#shared/rpc/errors.ts';
import type { Events } from './events.ts';

/** Law 5, as faces write it down, of one account or (0) of all: a number as people type it stands for its person, in both forms of the ninth digit. */
export function createOptOutVerbs(deps: { readonly store: Store; readonly clock: Clock; readonly events: Events }) {
  const { store, clock, events } = deps;

  function personOf(number: string): { readonly person: string; readonly phone: string } {
    const parsed = parsePhone(number, { country: 'BR', area: null });
    if (!parsed.ok) throw new ProblemError(parsed.error);
    return { person: personKey(parsed.value.digits), phone: parsed.value.digits };
  }

  return {
    page(offset: number, limit: number, accountId = 0) {
      const { total, optOuts } = store.optouts.page(accountId, offset, limit);
      return { total, optOuts: [...optOuts] };
    },

    add(number: string, accountId = 0): { readonly skipped: number } {
      const { person, phone } = personOf(number);
      const nowMs = clock.now();
      const skipped = store.transact(() => {
        store.optouts.add({ accountId, person, phone, source: 'user', said: null, deliveryId: null, nowMs });
        return store.deliveries.skipPerson(accountId, person, { kind: 'optedOut' }, nowMs);
      });
      if (skipped > 0) for (const { id } of store.campaigns.list()) events.changed(jobIdOf.campaign(id));
      return { skipped };
    },

    remove: (number: string, accountId = 0): { readonly removed: boolean } => ({
      removed: store.optouts.remove(accountId, personOf(number).person),
    }),
  };
}
