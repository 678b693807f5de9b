import { unreachable } from '../result.ts';
import type { Wish } from './wish.ts';

/** What a wish is about, in the account's own words: a tag, a field with its value, a department. Empty where its verb says it all. */
export function subjectOf(wish: Wish): string {
  switch (wish.verb) {
    case 'tag':
    case 'untag':
      return wish.label;
    case 'setField':
      return `${wish.field.name} = ${wish.value}`;
    case 'setDepartment':
      return wish.department.name;
    case 'openTicket':
    case 'transferTicket':
      return wish.user === null ? wish.department.name : `${wish.department.name}, ${wish.user.name}`;
    case 'closeTicket':
      return wish.topics.map(({ name }) => name).join(', ');
    case 'createGroup':
    case 'promote':
      return wish.name;
    case 'block':
    case 'unblock':
    case 'delete':
    case 'comment':
      return '';
    default:
      return unreachable(wish);
  }
}
