import type { Contact, CustomField, Message, Tag, Ticket } from './things.ts';
import type { Moment } from './time.ts';

/** All that can happen to the account. What it shows is these, in their order, on top of how it began. */
export type Effect =
  | { readonly kind: 'contactCreated'; readonly contact: Contact }
  | { readonly kind: 'contactChanged'; readonly contact: Contact }
  | { readonly kind: 'contactDeleted'; readonly id: string }
  | { readonly kind: 'contactTagged'; readonly id: string; readonly tagId: string }
  | { readonly kind: 'contactUntagged'; readonly id: string; readonly tagId: string }
  | { readonly kind: 'messageAccepted'; readonly message: Message }
  /** From a person, or of the account itself (`type: 'ticket'`). */
  | { readonly kind: 'messageReceived'; readonly message: Message }
  | { readonly kind: 'ticketOpened'; readonly ticket: Ticket }
  | { readonly kind: 'tagCreated'; readonly tag: Tag }
  | { readonly kind: 'fieldCreated'; readonly field: CustomField }
  | { readonly kind: 'serviceSwitched'; readonly id: string; readonly isConnected: boolean }
  /** Somebody decided by hand whether this number is on WhatsApp. */
  | { readonly kind: 'personKnown'; readonly number: string; readonly hasWhatsapp: boolean };

export type EffectKind = Effect['kind'];

/** A line of the file: what one request brought about. No effects: a message that was turned away. */
export interface Entry {
  /** When it took effect. */
  readonly at: Moment;
  /** When it arrived, by the monotonic clock, where it was to send a message: what pace is measured by. Else null. */
  readonly messageArrivedMs: number | null;
  readonly effects: readonly Effect[];
}
