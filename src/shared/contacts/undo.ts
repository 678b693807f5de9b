import type { ProblemOf } from '../problem.ts';
import { type ChangeRecord, type ContactNow, tagChangeOf } from './change.ts';

/** Why a contact that an import made stays. */
export type KeepReason = ProblemOf<
  'contactOlder' | 'contactUsedSince' | 'contactUseUnknown' | 'contactInOtherImport' | 'contactChangedSince'
>;

/** What is known of a contact right before it would be deleted. */
export interface DeletionFacts {
  readonly now: ContactNow;
  /** What the import made it of; tags that somebody else put there are not among them. */
  readonly written: ContactNow;
  /** Milliseconds of the account's clock, or null where it does not tell. */
  readonly createdAtMs: number | null;
  /** The same clock, at the beginning of the import. */
  readonly importedAtMs: number;
  readonly hasOpenTicket: boolean;
  /** Is anything said in it, events of the desk among it? `unknown`: the account does not tell for certain. */
  readonly messages: 'none' | 'some' | 'unknown';
  /** A message of ours went out to it, or may have. */
  readonly isInLog: boolean;
  readonly isInOtherImport: boolean;
}

/** Two clocks differ, and some accounts tell whole seconds. */
const marginMs = 60_000;

/** A contact is deleted only where all of this says that it is the import's own and of no use to anybody. Null: delete. */
export function keepReason(facts: DeletionFacts): KeepReason | null {
  const { now, written, createdAtMs, importedAtMs } = facts;
  if (createdAtMs !== null && createdAtMs < importedAtMs - marginMs) return { kind: 'contactOlder' };
  if (facts.hasOpenTicket || facts.messages === 'some' || facts.isInLog) return { kind: 'contactUsedSince' };
  if (facts.messages === 'unknown') return { kind: 'contactUseUnknown' };
  if (facts.isInOtherImport) return { kind: 'contactInOtherImport' };
  return isAsWritten(now, written) ? null : { kind: 'contactChangedSince' };
}

/** What the account did not keep is no change of anybody's; what it has beyond is. */
function isAsWritten(now: ContactNow, written: ContactNow): boolean {
  const sameFields = Object.entries(now.fields).every(
    ([id, value]) => value.trim() === '' || value.trim() === (written.fields[id] ?? '').trim(),
  );
  return now.name.trim() === written.name.trim() && sameFields && now.tagIds.every((id) => written.tagIds.includes(id));
}

/** What is to be put back into a contact that an import changed. */
export interface Restoration {
  readonly name: string | null;
  /** By id; '' where there was none. */
  readonly fields: Readonly<Record<string, string>>;
  readonly addTags: readonly string[];
  readonly removeTags: readonly string[];
  /** Somebody else changed something that the import had changed: that stays. */
  readonly isChangedSince: boolean;
}

/**
 * The former values, put back only where the contact still has what the import wrote. What has its former value already is
 * done. A name is not made blank again, as a contact is called something.
 */
export function planRestoration(now: ContactNow, record: ChangeRecord): Restoration {
  let isChangedSince = false;
  const isDue = (there: string, before: string, after: string): boolean => {
    if (there.trim() === before.trim()) return false;
    if (there.trim() === after.trim()) return true;
    isChangedSince = true;
    return false;
  };
  const { before, after } = record;
  const wasCalled = before.name?.trim() ?? '';
  const name = wasCalled !== '' && isDue(now.name, wasCalled, after.name ?? '') ? wasCalled : null;
  const fields: Record<string, string> = {};
  for (const [id, was] of Object.entries(before.fields ?? {})) {
    if (isDue(now.fields[id] ?? '', was, after.fields?.[id] ?? '')) fields[id] = was;
  }
  const { add, remove } = tagChangeOf(record);
  return {
    name,
    fields,
    addTags: remove.filter((id) => !now.tagIds.includes(id)),
    removeTags: add.filter((id) => now.tagIds.includes(id)),
    isChangedSince,
  };
}

export const hasSomethingToRestore = ({ name, fields, addTags, removeTags }: Restoration): boolean =>
  name !== null || Object.keys(fields).length > 0 || addTags.length > 0 || removeTags.length > 0;
