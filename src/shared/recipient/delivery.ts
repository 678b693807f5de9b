import { z } from 'zod';

/**
 * The life of one message to one recipient of a campaign. *Accepted* is the account's word, *sent*, *delivered*
 * and *read* are WhatsApp's (`data.ack` 1, 2, 3): they are never mixed.
 */
export const deliveryStates = [
  'queued',
  'sending', // the intent with its final text is committed; the request may have left
  'accepted', // the account took it (a 2xx with an id)
  'sent', // ack 1
  'delivered', // ack 2
  'read', // ack 3 or more
  'failed', // refused at once or later; the reason says why
  'inDoubt', // the answer was lost: settled by reading the contact's messages back
  'held', // no evidence to be had: a person decides
  'skipped', // never to be sent: opted out, a value missing, the same contact twice
  'cancelled', // the campaign was cancelled before its turn
] as const;
export const deliveryStateSchema = z.enum(deliveryStates);
export type DeliveryState = z.infer<typeof deliveryStateSchema>;

/** The lawful moves. Whatever is not here throws at the store. */
export const deliveryMoves: Readonly<Record<DeliveryState, readonly DeliveryState[]>> = {
  queued: ['sending', 'skipped', 'cancelled'],
  // Back to queued only where it is certain that the request had no effect.
  sending: ['accepted', 'failed', 'inDoubt', 'queued'],
  accepted: ['sent', 'delivered', 'read', 'failed'],
  sent: ['delivered', 'read', 'failed'],
  delivered: ['read', 'failed'],
  read: [],
  failed: ['queued'],
  inDoubt: ['accepted', 'sent', 'delivered', 'read', 'failed', 'queued', 'held'],
  held: ['accepted', 'queued', 'cancelled'],
  skipped: [],
  cancelled: [],
};

/** The account has the message: the recipient must never be written to again by this campaign. */
export const takenStates = ['accepted', 'sent', 'delivered', 'read'] as const satisfies readonly DeliveryState[];

/** What `data.ack` of an outgoing message says, tolerant of numbers, numeric strings and "error". Facts, section 12 row 10. */
export const receiptSchema = z.enum(['pending', 'sent', 'delivered', 'read', 'failed']);
export type Receipt = z.infer<typeof receiptSchema>;

const rank: Readonly<Record<'accepted' | 'sent' | 'delivered' | 'read', number>> = {
  accepted: 0,
  sent: 1,
  delivered: 2,
  read: 3,
};

/**
 * Where a receipt moves a delivery that the account has taken, or null where it moves nothing.
 * A receipt never goes back: "sent" after "read" is old news. A failure is believed at any time but after "read".
 */
export function applyReceipt(
  state: 'accepted' | 'sent' | 'delivered' | 'read',
  receipt: Receipt,
): DeliveryState | null {
  if (receipt === 'pending') return null;
  if (receipt === 'failed') return state === 'read' ? null : 'failed';
  return rank[receipt] > rank[state] ? receipt : null;
}
