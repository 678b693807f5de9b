import { type Account, withChange } from './account.ts';
import type { Ask } from './ask.ts';
import { canonicalIn, changeOf } from './drafts.ts';
import type { Effect } from './effects.ts';
import { at, textAt } from './json.ts';
import type { Contact } from './things.ts';
import type { Moment } from './time.ts';

interface Upsert {
  readonly contact: Contact;
  readonly effect: Effect;
}

/**
 * A contact posted, as recorded: per connection and number an upsert. One that exists keeps its id, its date of creation
 * and what is not posted, and takes the posted name; one that is new is checked against WhatsApp (`data.valid`), and is
 * created in either case. `ahead`: how many new ones of the same request come before it.
 */
export function upsertContact(ask: Ask, body: unknown, ahead = 0): Upsert {
  const { account, dialect } = ask;
  const serviceId = textAt(body, 'serviceId') ?? '';
  const number = canonicalIn(dialect)(textAt(body, 'number') ?? '');
  const isGroup = at(body, 'isGroup') === true;
  const before = isGroup ? null : account.contacts.ofPerson(serviceId, number);
  if (before) {
    const contact = withChange(before, changeOf(body, before, dialect), ask.at);
    return { contact, effect: { kind: 'contactChanged', contact } };
  }
  const blank = blankContact({ account, serviceId, number, at: ask.at, ahead, isGroup });
  const contact = { ...blank, ...changeOf(body, null, dialect) };
  return { contact, effect: { kind: 'contactCreated', contact } };
}

export function blankContact(options: {
  readonly account: Account;
  readonly serviceId: string;
  readonly number: string;
  readonly at: Moment;
  readonly ahead?: number;
  readonly isGroup?: boolean;
}): Contact {
  const { account, serviceId, number, at: moment, ahead = 0, isGroup = false } = options;
  const valid = isGroup || account.people.hasWhatsapp(number);
  return {
    ...account.next('contact', ahead),
    serviceId,
    // What is not on WhatsApp keeps the form in which it came.
    ...{ number, internalName: number, name: number, alternativeName: null, note: null },
    ...{ departmentId: null, userId: null, unsubscribed: false, isSilenced: false, isGroup, valid },
    ...{ tagIds: [], fields: {}, createdAtMs: moment.atMs, updatedAtMs: moment.atMs, appearsAtMs: moment.atMs },
  };
}
