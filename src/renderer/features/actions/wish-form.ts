import { numbersIn } from '#shared/actions/numbers.ts';
import { type ActionVerb, actionVerbs, type Named, type Wish } from '#shared/actions/wish.ts';

/** What was written and chosen so far, whichever of it the verb needs. */
export interface WishParts {
  readonly label: string;
  readonly field: Named | null;
  readonly value: string;
  readonly department: Named | null;
  readonly user: Named | null;
  readonly topics: readonly Named[];
  /** Numbers, one a line. */
  readonly admins: string;
  /** A reason, a comment for colleagues, or the comment itself. */
  readonly note: string;
}

export const noParts: WishParts = {
  label: '',
  field: null,
  value: '',
  department: null,
  user: null,
  topics: [],
  admins: '',
  note: '',
};

/** The wish that the parts come to; null while something that the verb needs is missing. */
export function wishOf(verb: ActionVerb, parts: WishParts, serviceId: string): Wish | null {
  const label = parts.label.trim();
  const note = parts.note.trim();
  switch (verb) {
    case 'tag':
    case 'untag':
      return label === '' ? null : { verb, label };
    case 'setField':
      return parts.field === null ? null : { verb, field: parts.field, value: parts.value.trim() };
    case 'setDepartment':
      return parts.department === null ? null : { verb, department: parts.department };
    case 'block':
    case 'unblock':
      return { verb, description: note };
    case 'delete':
      return { verb };
    case 'openTicket':
    case 'transferTicket':
      return parts.department === null ? null : { verb, department: parts.department, user: parts.user, comment: note };
    case 'closeTicket':
      return { verb, topics: [...parts.topics], comment: note };
    case 'createGroup': {
      const admins = numbersIn(parts.admins, { country: 'BR', area: null }).flatMap(({ phone }) => phone ?? []);
      return label === '' || serviceId === '' ? null : { verb, name: label, serviceId, admins: [...new Set(admins)] };
    }
    case 'promote':
      return label === '' || serviceId === '' ? null : { verb, name: label, serviceId };
    case 'comment':
      return note === '' ? null : { verb, text: note };
  }
}

export const isVerb = (word: string | undefined): word is ActionVerb => actionVerbs.some((verb) => verb === word);
