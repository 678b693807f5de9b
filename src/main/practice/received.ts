import { type Account, withChange } from './account.ts';
import type { Contact, Message } from './things.ts';
import type { Moment } from './time.ts';

/** A message that came in: what the others are changed from. `ahead`: how many of the same request come before it. */
export function emptyMessage(account: Account, contact: Contact, nowMs: number, ahead: number): Message {
  return {
    ...account.next('message', ahead),
    ...{ contactId: contact.id, serviceId: contact.serviceId, number: contact.number },
    ...{ text: '', type: 'chat', isFromMe: false, origin: null, userId: null, hsmId: null, ticketId: null },
    ...{ dontOpenTicket: null, timestampMs: nowMs, appearsAtMs: nowMs, fate: null },
  };
}

/** A person or an agent writes, by the hand of whoever plays with the account. */
export function writeByHand(
  account: Account,
  contact: Contact,
  { at: moment, text, from }: { readonly at: Moment; readonly text: string; readonly from: 'person' | 'agent' },
): Message {
  const received = { ...emptyMessage(account, contact, moment.atMs, 0), text };
  const message: Message = from === 'person' ? received : { ...received, isFromMe: true, origin: 'user' };
  account.commit(moment, [
    { kind: 'messageReceived', message },
    // Whoever has written is known to be there.
    ...(from === 'person'
      ? [{ kind: 'contactChanged', contact: withChange(contact, { valid: null }, moment) } as const]
      : []),
  ]);
  return message;
}
