import { parseAddress } from '#main/digisac/address.ts';
import { createDigisac } from '#main/digisac/client.ts';
import type { AccountContact } from '#main/digisac/digisac.ts';
import type { Failure } from '#main/digisac/failure.ts';
import type { Clock } from '#shared/clock.ts';
import type { Result } from '#shared/result.ts';
import type { Practice } from './practice.ts';

/** The practice account as somebody else sees it, who works in it as well. */
export function anotherHand(practice: Practice, clock: Clock) {
  const address = parseAddress(practice.address);
  if (!address.ok) throw new Error('the address of the practice account is not understood');
  const { baseUrl } = address.value;
  const digisac = createDigisac({ baseUrl, token: practice.token, version: '0.0.0', clock });
  return {
    digisac,
    /** All contacts of the connection, with their fields and tags, by their number. */
    async contacts(): Promise<ReadonlyMap<string, AccountContact>> {
      const found = new Map<string, AccountContact>();
      for (let page = 1; ; page += 1) {
        const { contacts, isLast } = told(await digisac.contactPage({ serviceId: practice.serviceId, page }));
        for (let from = 0; from < contacts.length; from += 20) {
          const ids = contacts.slice(from, from + 20).map(({ id }) => id);
          for (const contact of told(await digisac.contactsById(ids))) found.set(contact.number, contact);
        }
        if (isLast) return found;
      }
    },
    close: () => digisac.close(),
  };
}

export function told<T>(answer: Result<T, Failure>): T {
  if (answer.ok) return answer.value;
  throw new Error(`${answer.error.kind} ${answer.error.status}: ${JSON.stringify(answer.error.problem)}`);
}
