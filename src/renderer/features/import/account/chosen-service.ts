import type { Account, Service } from '#shared/rpc/accounts.ts';

/**
 * The connection that an import goes through: the chosen one, else the only one that can be meant, as the engine
 * finds it (engine/account/service.ts). Null where a person has to say.
 */
export function chosenService(account: Pick<Account, 'services'>, serviceId: string | null): Service | null {
  if (serviceId !== null) return account.services.find(({ id }) => id === serviceId) ?? null;
  const usable = account.services.filter(({ isWhatsapp }) => isWhatsapp);
  const inState = (...states: readonly Service['connected'][]) =>
    usable.filter(({ connected }) => states.includes(connected));
  const candidates = [inState('yes'), inState('yes', 'unknown'), usable].find(({ length }) => length > 0) ?? [];
  const [only, another] = candidates;
  return another === undefined ? (only ?? null) : null;
}
