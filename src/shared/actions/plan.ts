import type { Problem } from '../problem.ts';
import { unreachable } from '../result.ts';
import type { Wish } from './wish.ts';

/** A contact as the account shows it now. Null where the account does not tell. */
export interface ContactFacts {
  readonly tagIds: readonly string[];
  readonly fields: Readonly<Record<string, string>>;
  readonly departmentId: string | null;
  readonly isBlocked: boolean | null;
}

/** The open ticket of a contact. */
export interface TicketFacts {
  readonly id: string;
  readonly departmentId: string | null;
  readonly userId: string | null;
}

/** What an action finds when it looks at a contact. */
export interface Looked {
  /** Null: it is gone. */
  readonly contact: ContactFacts | null;
  /** Null: none is open. Looked at only by what is about tickets. */
  readonly ticket: TicketFacts | null;
}

/** What there is to do for a contact. */
export type Plan =
  | { readonly kind: 'act' }
  | { readonly kind: 'unchanged' }
  | { readonly kind: 'skip'; readonly problem: Problem };

const act: Plan = { kind: 'act' };
const unchanged: Plan = { kind: 'unchanged' };
const unless = (isSo: boolean): Plan => (isSo ? unchanged : act);
const skip = (problem: Problem): Plan => ({ kind: 'skip', problem });

/**
 * What is to be done to a contact, as it is now. What an account does not tell counts as something to do: doing it twice is
 * doing it once. After it was done, this says `unchanged` (but for a comment, which leaves nothing to see in the contact).
 */
export function planOf(wish: Wish, now: Looked, known: { readonly tagId: string | null }): Plan {
  const { contact, ticket } = now;
  if (contact === null) return wish.verb === 'delete' ? unchanged : skip({ kind: 'contactGone' });
  switch (wish.verb) {
    case 'tag':
      return unless(known.tagId !== null && contact.tagIds.includes(known.tagId));
    case 'untag':
      return unless(known.tagId === null || !contact.tagIds.includes(known.tagId));
    case 'setField':
      return unless((contact.fields[wish.field.id] ?? '').trim() === wish.value);
    case 'setDepartment':
      return unless(contact.departmentId === wish.department.id);
    case 'block':
      return unless(contact.isBlocked === true);
    case 'unblock':
      return unless(contact.isBlocked === false);
    case 'delete':
    case 'comment':
    // Who is in a group is not shown: adding and promoting twice is doing it once.
    case 'createGroup':
    case 'promote':
      return act;
    case 'openTicket':
      return ticket === null ? act : skip({ kind: 'hasOpenTicket' });
    case 'transferTicket':
      return ticket === null ? skip({ kind: 'noOpenTicket' }) : unless(isThere(ticket, wish));
    case 'closeTicket':
      return unless(ticket === null);
    default:
      return unreachable(wish);
  }
}

type Place = Pick<Extract<Wish, { verb: 'openTicket' }>, 'department' | 'user'>;

const isThere = (ticket: TicketFacts, { department, user }: Place): boolean =>
  ticket.departmentId === department.id && (user === null || ticket.userId === user.id);

/** Whether a request whose answer was lost had its effect, by what is to be seen afterwards. */
export type Settled = 'done' | 'absent' | 'unclear';

/**
 * Settles a request of any verb but `comment` by one more look, when whatever it did must be to be seen. `ticketId` is the open
 * ticket as it was right before the request. Somebody else may have opened a ticket meanwhile: one elsewhere proves nothing.
 */
export function settledBy(
  wish: Exclude<Wish, { verb: 'comment' }>,
  now: Looked,
  before: { readonly tagId: string | null; readonly ticketId: string | null },
): Settled | { readonly kind: 'skip'; readonly problem: Problem } {
  if (wish.verb === 'openTicket' && now.contact !== null && now.ticket !== null) {
    return isThere(now.ticket, wish) ? 'done' : 'unclear';
  }
  // Another ticket is open now: the one that was to be closed is not.
  if (wish.verb === 'closeTicket' && now.ticket !== null && now.ticket.id !== before.ticketId) return 'done';
  const plan = planOf(wish, now, before);
  switch (plan.kind) {
    case 'act':
      return 'absent';
    case 'unchanged':
      return 'done';
    case 'skip':
      return plan;
    default:
      return unreachable(plan);
  }
}
