import type { Problem } from '../problem.ts';
import { err, ok, type Result } from '../result.ts';
import type { Service } from '../rpc/accounts.ts';

const namesOf = (services: readonly Service[]): string => services.map((service) => service.name).join(', ');

/**
 * The connection that a job works with: the chosen one, else the only WhatsApp connection that is up, that may be up,
 * or that there is. Problems: noService, serviceUnknown, serviceAmbiguous.
 */
export function serviceFor(
  account: { readonly services: readonly Service[] },
  serviceId: string | null,
): Result<Service, Problem> {
  const usable = account.services.filter((service) => service.isWhatsapp);
  if (serviceId !== null) {
    const chosen = account.services.find((service) => service.id === serviceId);
    return chosen ? ok(chosen) : err({ kind: 'serviceUnknown', service: serviceId, services: namesOf(usable) });
  }
  const inState = (...states: readonly Service['connected'][]) =>
    usable.filter((service) => states.includes(service.connected));
  const candidates = [inState('yes'), inState('yes', 'unknown'), usable].find((services) => services.length > 0) ?? [];
  const [only, another] = candidates;
  if (only === undefined) return err({ kind: 'noService' });
  return another === undefined ? ok(only) : err({ kind: 'serviceAmbiguous', services: namesOf(usable) });
}
