import { z } from 'zod';
import type { ActionTarget } from '#shared/actions/target.ts';
import type { Account } from '#shared/rpc/accounts.ts';

export type WhomKind = 'contacts' | 'import' | 'audience' | 'numbers';

/** Whom an action is for, as far as it is chosen. */
export interface Whom {
  readonly kind: WhomKind;
  readonly accountId: number;
  readonly serviceId: string;
  readonly importId: number | null;
  readonly audienceId: number | null;
  readonly text: string;
  /** Area code of numbers without one. */
  readonly area: string;
  /** Chosen in a table. */
  readonly contactIds: readonly string[];
}

/** What a table hands over with the address: `navigate('/ferramentas/nova/tag', { state: { accountId, contactIds } })`. */
const chosenSchema = z.object({
  accountId: z.int().positive(),
  contactIds: z.array(z.string().min(1)).min(1),
});

/** How the form begins: with what was chosen in a table, if anything was. */
export function firstWhom(accounts: readonly Account[], state: unknown): Whom {
  const chosen = chosenSchema.safeParse(state).data;
  const account = accounts.find(({ id }) => id === chosen?.accountId) ?? accounts[0];
  const services = account?.services.filter(({ isWhatsapp }) => isWhatsapp) ?? [];
  const service = services.find(({ connected }) => connected === 'yes') ?? services[0];
  return {
    kind: chosen === undefined ? 'import' : 'contacts',
    accountId: account?.id ?? 0,
    serviceId: service?.id ?? '',
    importId: null,
    audienceId: null,
    text: '',
    area: '',
    contactIds: chosen?.contactIds ?? [],
  };
}

/** The target that is chosen, but for an audience, which is made a list first; null while something is missing. */
export function targetOf(whom: Whom): ActionTarget | null {
  switch (whom.kind) {
    case 'contacts':
      return { kind: 'contacts', contactIds: [...whom.contactIds] };
    case 'import':
      return whom.importId === null ? null : { kind: 'import', importId: whom.importId };
    case 'audience':
      return null;
    case 'numbers': {
      const { text, serviceId } = whom;
      if (text.trim() === '' || serviceId === '') return null;
      return { kind: 'numbers', text, serviceId, country: 'BR', area: /^[1-9]\d$/.test(whom.area) ? whom.area : null };
    }
  }
}

export const isChosen = (whom: Whom): boolean =>
  whom.kind === 'audience' ? whom.audienceId !== null : targetOf(whom) !== null;
