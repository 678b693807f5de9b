import { personOf } from './numbers.ts';
import type { Message } from './things.ts';

/** The messages of the account, in the order in which they came to be; replies stand here before they can be seen. */
export function createMessages() {
  const byId = new Map<string, Message>();
  const byContact = new Map<string, Message[]>();
  /** How many were sent to a person, by whatever contact. */
  const sentTo = new Map<string, number>();

  return {
    add(message: Message): void {
      byId.set(message.id, message);
      const list = byContact.get(message.contactId);
      if (list) list.push(message);
      else byContact.set(message.contactId, [message]);
      if (!message.isFromMe || message.fate === null) return;
      const person = personOf(message.number);
      sentTo.set(person, (sentTo.get(person) ?? 0) + 1);
    },
    get: (id: string): Message | null => byId.get(id) ?? null,
    ofContact: (contactId: string): readonly Message[] => byContact.get(contactId) ?? [],
    all: (): Iterable<Message> => byId.values(),
    sentTo: (number: string): number => sentTo.get(personOf(number)) ?? 0,
    count: (): number => byId.size,
  };
}

/** The receipt at a moment: -1 failed, 0 pending, 1 sent, 2 delivered, 3 read. */
export function ackAt(message: Message, nowMs: number): -1 | 0 | 1 | 2 | 3 {
  const { fate } = message;
  // What came in has no receipt of ours: -1 is what was recorded there. What an agent wrote has arrived.
  if (fate === null) return message.isFromMe ? 2 : -1;
  const ageMs = nowMs - message.timestampMs;
  if (fate.kind === 'pends') return 0;
  if (fate.kind === 'fails') return ageMs >= fate.afterMs ? -1 : 0;
  if (fate.readMs !== null && ageMs >= fate.readMs) return 3;
  if (ageMs >= fate.deliveredMs) return 2;
  return ageMs >= fate.sentMs ? 1 : 0;
}
