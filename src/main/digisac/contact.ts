import { z } from 'zod';
import { anything, digits, flag, id, idOf, list, moment, part, word } from './answers.ts';
import type { AccountContact, ContactDraft } from './digisac.ts';

const contactSchema = z.object({
  id,
  internalName: word,
  name: word,
  alternativeName: word,
  serviceId: id,
  number: digits,
  idFromService: digits,
  data: part({ number: digits, valid: flag }),
  customFieldValues: list,
  customFields: list,
  tags: list,
  tagIds: list,
  createdAt: moment,
  currentTicketId: id,
  defaultDepartmentId: id,
  block: flag,
});

/** A contact as accounts show it; null where it has no id. Facts, section 4 and section 12 row 27. */
export function toContact(value: unknown): AccountContact | null {
  const parsed = contactSchema.safeParse(value);
  if (!parsed.success || parsed.data.id === null) return null;
  const row = parsed.data;
  return {
    id: parsed.data.id,
    number: row.data?.number ?? row.number ?? row.idFromService ?? '',
    name: row.internalName ?? row.name ?? row.alternativeName ?? '',
    valid: row.data?.valid ?? null,
    serviceId: row.serviceId,
    fields: fieldsOf(row.customFieldValues ?? row.customFields),
    tagIds: (row.tags ?? row.tagIds)?.flatMap((tag) => (typeof tag === 'string' ? tag : (idOf(tag) ?? []))) ?? null,
    createdAtMs: row.createdAt,
    openTicketId: row.currentTicketId,
    departmentId: row.defaultDepartmentId,
    isBlocked: row.block,
  };
}

const fieldSchema = z.object({ id, customFieldId: id, customField: part({ id }), value: anything });

function fieldsOf(entries: readonly unknown[] | null): AccountContact['fields'] {
  if (entries === null) return null;
  const fields: Record<string, string> = {};
  for (const entry of entries) {
    const parsed = fieldSchema.safeParse(entry);
    if (!parsed.success) continue;
    const { customFieldId, customField, id: ownId, value } = parsed.data;
    // The value's own id comes last: it is not the field's where both are there.
    const field = customFieldId ?? customField?.id ?? ownId;
    if (field === null || value === null || value === undefined) continue;
    fields[field] = typeof value === 'string' ? value : JSON.stringify(value);
  }
  return fields;
}

/** The body of a new contact. What is not given stays out: a contact that is there already keeps it. */
export function draftBody(draft: ContactDraft) {
  const { number, name, serviceId, departmentId, fields } = draft;
  return {
    internalName: name,
    number,
    serviceId,
    ...(departmentId === null ? {} : { defaultDepartmentId: departmentId }),
    ...(Object.keys(fields).length === 0 ? {} : { customFields: fieldsBody(fields) }),
  };
}

export const fieldsBody = (fields: Readonly<Record<string, string>>) =>
  Object.entries(fields).map(([field, value]) => ({ id: field, value }));
