import { serviceFor } from '#shared/accounts/service.ts';
import type { Account, Service } from '#shared/rpc/accounts.ts';

/** The connection that an import goes through; null where a person has to say. */
export function chosenService(account: Pick<Account, 'services'>, serviceId: string | null): Service | null {
  const service = serviceFor(account, serviceId);
  return service.ok ? service.value : null;
}
