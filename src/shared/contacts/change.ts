import { z } from 'zod';
import type { ContactChange, TagChange } from './merge.ts';

/** Parts of a contact: what is left out is not meant. Fields by their id on the account; '' stands for none. */
export const contactStateSchema = z.object({
  name: z.string().optional(),
  fields: z.record(z.string(), z.string()).optional(),
  tagIds: z.array(z.string()).optional(),
});
export type ContactState = z.infer<typeof contactStateSchema>;

/** A contact as the account shows it, as far as an import can change it. */
export interface ContactNow {
  readonly name: string;
  readonly fields: Readonly<Record<string, string>>;
  readonly tagIds: readonly string[];
}

/** What was, and what is to be, of one contact. */
export interface ChangeRecord {
  readonly before: ContactState;
  readonly after: ContactState;
}

/**
 * What is written down before a contact is changed: of all that changes, what it is now and what it is to be. `fields` of
 * the change by their id. Null where nothing changes.
 */
export function recordOf(now: ContactNow, change: ContactChange | 'nothing', tags: TagChange): ChangeRecord | null {
  const values = change === 'nothing' ? { name: null, fields: {} } : change;
  const fieldIds = Object.keys(values.fields);
  const changesTags = tags.add.length > 0 || tags.remove.length > 0;
  if (values.name === null && fieldIds.length === 0 && !changesTags) return null;
  const fieldsNow = Object.fromEntries(fieldIds.map((id) => [id, now.fields[id] ?? '']));
  const tagsThen = [...now.tagIds.filter((id) => !tags.remove.includes(id)), ...tags.add];
  return {
    before: {
      ...(values.name === null ? {} : { name: now.name }),
      ...(fieldIds.length === 0 ? {} : { fields: fieldsNow }),
      ...(changesTags ? { tagIds: [...now.tagIds] } : {}),
    },
    after: {
      ...(values.name === null ? {} : { name: values.name }),
      ...(fieldIds.length === 0 ? {} : { fields: { ...values.fields } }),
      ...(changesTags ? { tagIds: tagsThen } : {}),
    },
  };
}

/**
 * The record of a change that was begun earlier and is planned anew, as what became of it is not known: what is planned now
 * was looked at now; what is not planned any more stands there already, so its earlier value is the former one.
 */
export function joinedRecord(earlier: ChangeRecord, now: ChangeRecord): ChangeRecord {
  return {
    before: { ...earlier.before, ...now.before, ...joinedParts(earlier, now, 'before') },
    after: { ...earlier.after, ...now.after, ...joinedParts(earlier, now, 'after') },
  };
}

function joinedParts(earlier: ChangeRecord, now: ChangeRecord, side: keyof ChangeRecord): ContactState {
  const fields = { ...earlier[side].fields, ...now[side].fields };
  const tagIds = joinedTags(earlier, now)[side];
  return {
    ...(Object.keys(fields).length === 0 ? {} : { fields }),
    ...(tagIds === null ? {} : { tagIds: [...tagIds] }),
  };
}

/** Tags that the import itself put there or took away stay its own. */
function joinedTags(earlier: ChangeRecord, now: ChangeRecord): Record<keyof ChangeRecord, readonly string[] | null> {
  if (now.before.tagIds === undefined) {
    return { before: earlier.before.tagIds ?? null, after: earlier.after.tagIds ?? null };
  }
  const { add, remove } = tagChangeOf(earlier);
  const others = now.before.tagIds.filter((id) => !add.includes(id));
  return { before: [...new Set([...others, ...remove])], after: now.after.tagIds ?? null };
}

/** Which tags a record puts there and takes away. */
export function tagChangeOf({ before, after }: ChangeRecord): TagChange {
  const was = before.tagIds ?? [];
  const willBe = after.tagIds ?? [];
  return { add: willBe.filter((id) => !was.includes(id)), remove: was.filter((id) => !willBe.includes(id)) };
}
