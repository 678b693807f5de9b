import type { Permission } from '#shared/accounts/permission.ts';
import type { ActionVerb } from '#shared/actions/wish.ts';

/** What the account has to allow for a verb. */
export const permissionOfVerb: Readonly<Record<ActionVerb, Permission>> = {
  tag: 'tagContacts',
  untag: 'tagContacts',
  setField: 'contacts',
  setDepartment: 'contacts',
  block: 'blockContacts',
  unblock: 'blockContacts',
  delete: 'deleteContacts',
  openTicket: 'transferTickets',
  transferTicket: 'transferTickets',
  closeTicket: 'closeTickets',
  createGroup: 'groups',
  promote: 'groups',
  comment: 'messages',
};
