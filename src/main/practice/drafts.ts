import type { Account } from './account.ts';
import type { Ask } from './ask.ts';
import type { Shape } from './body.ts';
import type { Dialect } from './dialect.ts';
import { at, isBoolean, isFields, isList, isText, listOf, orNull, textAt } from './json.ts';
import { canonicalNumber } from './numbers.ts';
import type { Contact } from './things.ts';

const isFieldValue = (value: unknown): value is unknown =>
  isFields(value) &&
  Object.keys(value).every((key) => ['id', 'customFieldId', 'value'].includes(key)) &&
  isText(at(value, 'value')) &&
  idOfField(value) !== null;

/** The collection writes it both ways. */
const idOfField = (value: unknown): string | null => textAt(value, 'id') ?? textAt(value, 'customFieldId');

/** What a contact may be made of, or changed to. */
export const contactShape: Shape = {
  internalName: isText,
  number: isText,
  serviceId: isText,
  defaultDepartmentId: orNull(isText),
  defaultUserId: orNull(isText),
  tagIds: listOf(isText),
  customFields: listOf(isFieldValue),
  name: isText,
  alternativeName: orNull(isText),
  note: orNull(isText),
  email: orNull(isText),
  personId: orNull(isText),
  unsubscribed: isBoolean,
  isGroup: isBoolean,
};

/** The documented fields of one in a batch, and the one that some accounts take along. */
export const manyShape: Shape = {
  internalName: isText,
  number: isText,
  serviceId: isText,
  defaultDepartmentId: orNull(isText),
  tagIds: listOf(isText),
  customFields: listOf(isFieldValue),
};

/** What is wrong with what a body refers to: a connection, a tag, a field that are not here. */
export function wrongReference(body: unknown, account: Account): string | null {
  const serviceId = textAt(body, 'serviceId');
  if (serviceId !== null && !account.service(serviceId)) return 'Service not found';
  const departmentId = textAt(body, 'defaultDepartmentId');
  const personId = textAt(body, 'personId');
  if (personId !== null && !account.persons.some(({ id }) => id === personId)) return 'Person not found';
  if (departmentId !== null && !account.departments.some(({ id }) => id === departmentId))
    return 'Department not found';
  if (tagIdsOf(body)?.some((id) => !account.tag(id))) return 'Tag not found';
  if (Object.keys(fieldsOf(body)).some((id) => !account.field(id))) return 'Custom field not found';
  return null;
}

/** What is no number at all, and what a fault has refused. */
export function wrongNumber({ isRefused }: Pick<Ask, 'isRefused'>, body: unknown): string | null {
  const number = textAt(body, 'number');
  if (number === null) return null;
  return /^\d{8,15}$/.test(number) && !isRefused(number) ? null : 'Invalid number';
}

/** Null where the body says nothing of tags. */
function tagIdsOf(body: unknown): readonly string[] | null {
  const ids = at(body, 'tagIds');
  return listOf(isText)(ids) ? [...new Set(ids)] : null;
}

function fieldsOf(body: unknown): Readonly<Record<string, string>> {
  const values = at(body, 'customFields');
  if (!isList(values)) return {};
  return Object.fromEntries(values.map((value) => [idOfField(value) ?? '', textAt(value, 'value') ?? '']));
}

export const canonicalIn = (dialect: Dialect) => (number: string) =>
  canonicalNumber(number, (area) => dialect.withoutNinthDigit.some((code) => code === '*' || code === area));

/** What the fields of a body change of a contact; its number and connection apart. */
export function changeOf(body: unknown, before: Contact | null, dialect: Dialect): Partial<Contact> {
  const internalName = textAt(body, 'internalName');
  const name = textAt(body, 'name');
  const tagIds = tagIdsOf(body);
  const kept = dialect.tagIds === 'add' ? (before?.tagIds ?? []) : [];
  const unsubscribed = at(body, 'unsubscribed');
  const isSilenced = at(body, 'isSilenced');
  const given = (key: string) => at(body, key) !== undefined;
  return {
    // With an internal name alone, the name came back equal to it.
    ...(internalName === null ? {} : { internalName, name: name ?? internalName }),
    ...(internalName === null && name !== null ? { name } : {}),
    ...(tagIds === null ? {} : { tagIds: [...new Set([...kept, ...tagIds])] }),
    ...(given('customFields') ? { fields: { ...before?.fields, ...fieldsOf(body) } } : {}),
    ...(given('alternativeName') ? { alternativeName: textAt(body, 'alternativeName') } : {}),
    ...(given('note') ? { note: textAt(body, 'note') } : {}),
    ...(given('defaultDepartmentId') ? { departmentId: textAt(body, 'defaultDepartmentId') } : {}),
    ...(given('defaultUserId') ? { userId: textAt(body, 'defaultUserId') } : {}),
    ...(isBoolean(unsubscribed) ? { unsubscribed } : {}),
    ...(isBoolean(isSilenced) ? { isSilenced } : {}),
    ...(given('personId') ? { personId: textAt(body, 'personId') } : {}),
  };
}
