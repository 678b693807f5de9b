/** What an account tells, by the names that clients were seen to use, with the texts for them. */
export const eventKeys = {
  'message.created': 'messageCreated',
  'message.updated': 'messageUpdated',
  'ticket.created': 'ticketCreated',
  'ticket.updated': 'ticketUpdated',
  'contact.created': 'contactCreated',
  'contact.updated': 'contactUpdated',
  'service.updated': 'serviceUpdated',
} as const;

type WebhookEvent = keyof typeof eventKeys;

export const isKnownEvent = (event: string): event is WebhookEvent => Object.hasOwn(eventKeys, event);

export const events = Object.keys(eventKeys).filter(isKnownEvent);
