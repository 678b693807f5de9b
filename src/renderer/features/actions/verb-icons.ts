import {
  IconArrowsExchange,
  IconBan,
  IconBuilding,
  IconForms,
  IconLockOpen,
  IconMessage2,
  IconTag,
  IconTagOff,
  IconTicket,
  IconTicketOff,
  IconTrash,
  IconUserStar,
  IconUsersPlus,
} from '@tabler/icons-react';
import type { ComponentType } from 'react';
import type { ActionVerb } from '#shared/actions/wish.ts';

type Icon = ComponentType<{ size: number; stroke: number; 'aria-hidden': true }>;

export const verbIcons = {
  tag: IconTag,
  untag: IconTagOff,
  setField: IconForms,
  setDepartment: IconBuilding,
  comment: IconMessage2,
  openTicket: IconTicket,
  transferTicket: IconArrowsExchange,
  closeTicket: IconTicketOff,
  block: IconBan,
  unblock: IconLockOpen,
  delete: IconTrash,
  createGroup: IconUsersPlus,
  promote: IconUserStar,
} as const satisfies Record<ActionVerb, Icon>;

/** As they stand on the page. */
export const verbGroups = [
  {
    key: 'contacts',
    verbs: ['tag', 'untag', 'setField', 'setDepartment', 'comment', 'block', 'unblock', 'delete'],
  },
  { key: 'tickets', verbs: ['openTicket', 'transferTicket', 'closeTicket'] },
  { key: 'groups', verbs: ['createGroup', 'promote'] },
] as const satisfies readonly { readonly key: string; readonly verbs: readonly ActionVerb[] }[];
