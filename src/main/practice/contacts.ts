import { createNumberIndex } from './number-index.ts';
import { personOf } from './numbers.ts';
import type { Contact } from './things.ts';

/** The contacts of the account, found by id, by person within a connection, and by a run of digits. */
export function createContacts() {
  const byId = new Map<string, Contact>();
  const byPerson = new Map<string, string>();
  const byNumber = createNumberIndex<Contact>();
  const personKey = (serviceId: string, number: string) => `${serviceId}|${personOf(number)}`;

  function remove(id: string): void {
    const contact = byId.get(id);
    if (!contact) return;
    byId.delete(id);
    byNumber.remove(contact);
    const key = personKey(contact.serviceId, contact.number);
    if (byPerson.get(key) === id) byPerson.delete(key);
  }

  return {
    /** A contact, new or as it is now. It keeps its place in the order of creation. */
    put(contact: Contact): void {
      const before = byId.get(contact.id);
      if (before) byNumber.remove(before);
      byId.set(contact.id, contact);
      byNumber.add(contact);
      if (!contact.isGroup) byPerson.set(personKey(contact.serviceId, contact.number), contact.id);
    },
    remove,
    get: (id: string): Contact | null => byId.get(id) ?? null,
    /** Both forms of the ninth digit are one person. */
    ofPerson: (serviceId: string, number: string): Contact | null =>
      byId.get(byPerson.get(personKey(serviceId, number)) ?? '') ?? null,
    all: (): Iterable<Contact> => byId.values(),
    /** Those that may contain these digits; null where only a look at all tells. */
    near: (digits: string): readonly Contact[] | null => byNumber.candidates(digits),
    count: (): number => byId.size,
  };
}
