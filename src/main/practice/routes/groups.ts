import { withChange } from '../account.ts';
import { notFound, okAnswer, refusal } from '../answer.ts';
import type { Ask, Route } from '../ask.ts';
import { canonicalIn } from '../drafts.ts';
import { isFields, isText, listOf, textAt } from '../json.ts';
import { personOf } from '../numbers.ts';
import type { Contact } from '../things.ts';

/** Null where there is no such group. */
function groupOf({ account, id }: Ask): Contact | null {
  const contact = account.contacts.get(id);
  return contact?.isGroup ? contact : null;
}

const isMember = (value: unknown): value is unknown =>
  isFields(value) && Object.keys(value).length === 1 && /^\d{8,15}$/.test(textAt(value, 'number') ?? '');

/** `[{number}]`: whoever is in it already stays as she is. */
export const addMembers: Route = (ask) => {
  const group = groupOf(ask);
  if (!group) return notFound('Group');
  if (!listOf(isMember)(ask.body)) return refusal(400, 'the body must be a list of numbers');
  const before = group.members ?? [];
  const canonical = canonicalIn(ask.dialect);
  const numbers = ask.body.map((one) => canonical(textAt(one, 'number') ?? ''));
  const added = numbers.filter((number) => !before.some((one) => personOf(one.number) === personOf(number)));
  const members = [...before, ...[...new Set(added)].map((number) => ({ number, isAdmin: false }))];
  ask.account.commit(ask.at, [{ kind: 'contactChanged', contact: withChange(group, { members }, ask.at) }]);
  return okAnswer;
};

/** `["<contact>"]`: members, by their contacts. */
const appoint = (isAdmin: boolean) => (ask: Ask) => {
  const group = groupOf(ask);
  if (!group) return notFound('Group');
  if (!listOf(isText)(ask.body)) return refusal(400, 'the body must be a list of ids');
  const contacts = ask.body.map((id) => ask.account.contacts.get(id));
  const people = contacts.flatMap((contact) => (contact ? [personOf(contact.number)] : []));
  if (people.length < contacts.length) return notFound('Contact');
  const before = group.members ?? [];
  if (people.some((person) => !before.some((one) => personOf(one.number) === person))) {
    return refusal(400, 'Contact is not a member of the group');
  }
  const members = before.map((one) => (people.includes(personOf(one.number)) ? { ...one, isAdmin } : one));
  ask.account.commit(ask.at, [{ kind: 'contactChanged', contact: withChange(group, { members }, ask.at) }]);
  return okAnswer;
};

export const promoteMembers: Route = appoint(true);
export const demoteMembers: Route = appoint(false);
