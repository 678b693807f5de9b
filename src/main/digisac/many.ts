import { z } from 'zod';
import { accountText } from './account-text.ts';
import { anything, digits, flag, idOf, part, recordOf, word } from './answers.ts';
import { toContact } from './contact.ts';
import type { AccountContact, ContactDraft, ManyAnswer } from './digisac.ts';
import { masked } from './masked.ts';
import { pairByContent, pairList } from './pairing.ts';

/** What one element says became of one contact. */
interface Made {
  readonly numbers: readonly string[];
  readonly name: string | null;
  readonly contact: AccountContact | null;
  /** The account's own words, where it refused this one. */
  readonly refusal: string | null;
}

const untold: ManyAnswer = { kind: 'untold' };

/**
 * What `contacts/many` says became of each draft, in their order. No public source shows an answer: a list of
 * contacts, `{data}`, `{created, errors}`, a count, `OK` and nothing at all are taken. What cannot be paired with its
 * draft beyond doubt is untold: it is looked up, as a wrong pair would be a message to the wrong person.
 * Facts, section 12 row 3.
 */
export function readMany(body: unknown, drafts: readonly ContactDraft[]): readonly ManyAnswer[] {
  const told = elementsOf(body);
  const elements = told.flat().map(toMade);
  // Of two lists, successes and failures, no position means anything.
  const pairs = told.length > 1 ? pairByContent(drafts, elements) : pairList(drafts, elements);
  const own = drafts.flatMap(({ name, number }) => [name, number]);
  return drafts.map((draft, index): ManyAnswer => {
    const made = elements[pairs[index] ?? -1];
    if (made === undefined) return untold;
    if (made.contact !== null && !isElsewhere(made.contact, draft)) return { kind: 'created', contact: made.contact };
    if (made.refusal === null) return untold;
    return { kind: 'refused', detail: masked(made.refusal, own) };
  });
}

/** A contact of another connection is another contact. */
const isElsewhere = (contact: AccountContact, draft: ContactDraft): boolean =>
  contact.serviceId !== null && contact.serviceId !== draft.serviceId;

const lists = ['created', 'updated', 'contacts', 'success', 'errors', 'failed', 'rejected'] as const;

const bodySchema = z.object({ data: anything });

/** The elements of the answer, list by list. */
function elementsOf(body: unknown): readonly (readonly unknown[])[] {
  if (Array.isArray(body)) return [body];
  const root = recordOf(body);
  if (root === null) return [];
  const found = lists.flatMap((key) => (Array.isArray(root[key]) ? [root[key]] : []));
  if (found.length > 0) return found;
  // A contact alone. A job of a queue has an id, too, but no number.
  if (idOf(root) !== null) return toContact(root)?.number ? [[root]] : [];
  return elementsOf(bodySchema.safeParse(root).data?.data);
}

const innerSchema = z.object({ number: digits, internalName: word, name: word });
const elementSchema = innerSchema.extend({
  success: flag,
  message: anything,
  error: anything,
  errors: anything,
  // A refusal often carries what was sent: `{error, contact: {…}}`.
  contact: part(innerSchema.shape),
  item: part(innerSchema.shape),
  input: part(innerSchema.shape),
  data: part(innerSchema.shape),
});
type Element = z.infer<typeof elementSchema>;

function toMade(value: unknown): Made {
  const parsed = elementSchema.safeParse(value);
  if (!parsed.success) return { numbers: [], name: null, contact: null, refusal: null };
  const row = parsed.data;
  const inner = row.contact ?? row.item ?? row.input ?? row.data;
  const contact = toContact(value) ?? toContact(recordOf(value)?.[row.contact ? 'contact' : 'data']);
  const numbers = [contact?.number, row.number, inner?.number].flatMap((number) => number || []);
  const refusal = refusalIn(row, idOf(value) !== null);
  return {
    numbers: [...new Set(numbers)],
    name: contact?.name || row.internalName || inner?.internalName || row.name || inner?.name || null,
    // With an id and an error, nobody knows.
    contact: refusal === null ? contact : null,
    refusal: contact === null ? refusal : null,
  };
}

/** An error is one; a message alone is one where nothing else says that it went well. */
function refusalIn({ success, message, error, errors }: Element, hasId: boolean): string | null {
  const cause = accountText({ json: { errors, error }, text: '' });
  const words = accountText({ json: { message }, text: '' });
  if (cause !== '') return words || cause;
  if (success === false) return words;
  return words === '' || hasId || success === true ? null : words;
}
