import type { Contact, CustomField, MadeToken, Message, StartEnd, Tag, Ticket, Webhook } from './things.ts';
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
  /** What an account kept before tickets had a life says only these three of it. */
  | {
      readonly kind: 'ticketOpened';
      readonly ticket: Pick<Ticket, 'id' | 'contactId' | 'openedAtMs'> & Partial<Ticket>;
    }
  | { readonly kind: 'ticketChanged'; readonly ticket: Ticket }
  | { readonly kind: 'tagCreated'; readonly tag: Tag }
  | { readonly kind: 'fieldCreated'; readonly field: CustomField }
  | { readonly kind: 'serviceSwitched'; readonly id: string; readonly isConnected: boolean }
  | { readonly kind: 'serviceStarted'; readonly id: string; readonly untilMs: number; readonly ends: StartEnd }
  | { readonly kind: 'serviceShutDown'; readonly id: string }
  | { readonly kind: 'webhookKept'; readonly webhook: Webhook }
  | { readonly kind: 'webhookDeleted'; readonly id: string }
  | { readonly kind: 'tokenMade'; readonly token: MadeToken }
  | { readonly kind: 'tokenDeleted'; readonly id: string }
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
