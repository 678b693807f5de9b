/** What an account says of a contact: it wants no messages, or the desk blocked it. */
export const refusalKinds = ['unsubscribed', 'blocked'] as const;
export type RefusalKind = (typeof refusalKinds)[number];
