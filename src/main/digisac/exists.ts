import { z } from 'zod';
import { personKey } from '#shared/phone/person.ts';
import type { Verdict } from '#shared/recipient/row.ts';
import { anything, booleanOf, digitsOf, flag, part, recordOf } from './answers.ts';
import type { ExistsAnswer } from './digisac.ts';
import { pairList } from './pairing.ts';

type Json = Readonly<Record<string, unknown>>;

/** What one element of the answer says of one number. */
interface Told {
  readonly numbers: readonly string[];
  readonly verdict: Verdict;
  readonly canonical: string | null;
}

const verdictKeys = [
  'exists',
  'numberExists',
  'valid',
  'validNumber',
  'isValid',
  'isValidNumber',
  'hasWhatsapp',
  'canReceiveMessage',
] as const;
/** What a channel calls a number, so canonical where it differs from the one asked. */
const channelKeys = ['wid', 'jid', 'waId', 'canonical', 'idFromService', 'validNumber'] as const;
const askedKeys = ['number', 'phone', 'input', 'query'] as const;
const wrappers = ['data', 'numbers', 'contacts'] as const;

/**
 * What `contacts/exists` says, in whatever shape: no public source shows one, and accounts differ. One answer for each
 * number, in the order asked. "No" only where the answer says so in as many words about just this number; whatever is
 * unclear, contradicts itself or cannot be paired is unknown. Facts, section 12 rows 1 and 2.
 */
export function readExists(body: unknown, asked: readonly string[]): readonly ExistsAnswer[] {
  const unknown = (number: string): ExistsAnswer => ({ number, verdict: 'unknown', waNumber: null });
  const told = toldBy(body, asked, wrappers.length);
  const pairs = pairList(
    asked.map((number) => ({ number, name: null })),
    told.map(({ numbers }) => ({ numbers, name: null })),
  );
  return asked.map((number, index) => {
    const element = told[pairs[index] ?? -1];
    if (element === undefined || element.verdict === 'unknown') return unknown(number);
    return { number, verdict: element.verdict, waNumber: element.verdict === 'yes' ? element.canonical : null };
  });
}

function toldBy(body: unknown, asked: readonly string[], depth: number): readonly Told[] {
  const alone = booleanOf(body);
  if (alone !== null) return [{ numbers: [], verdict: verdictOf(alone), canonical: null }];
  if (Array.isArray(body)) return toldByList(body, asked);
  const root = recordOf(body);
  if (root === null) return [];
  const ofNumbers = toldByMap(root);
  if (ofNumbers.length > 0) return ofNumbers;
  const inner = wrappers.map((key) => root[key]).find((value) => value !== undefined && value !== null);
  const unwrapped = inner === undefined || depth === 0 ? [] : toldBy(inner, asked, depth - 1);
  // A list or a map is about the numbers; words beside it are about the request.
  if (Array.isArray(inner) || toldByMap(recordOf(inner) ?? {}).length > 0) return unwrapped;
  const element = toldByElement(root);
  if (element.verdict === 'unknown' && verdictsIn(root).length === 0) return unwrapped;
  return [element];
}

function toldByList(list: readonly unknown[], asked: readonly string[]): readonly Told[] {
  if (list.length > 0 && list.every((item) => typeof item === 'string' && booleanOf(item) === null)) {
    return toldByNumbers(list, asked);
  }
  return list.map((item) => {
    const alone = booleanOf(item);
    if (alone !== null) return { numbers: [], verdict: verdictOf(alone), canonical: null };
    const row = recordOf(item);
    return row === null ? { numbers: [], verdict: 'unknown', canonical: null } : toldByElement(row);
  });
}

/**
 * A list of texts names the numbers that exist; the others do not. So an empty one says nothing (it may be a question
 * that was not understood), and neither does one with a text that is none of the numbers asked.
 */
function toldByNumbers(list: readonly unknown[], asked: readonly string[]): readonly Told[] {
  const listed = list.flatMap((item) => digitsOf(item) ?? []);
  const persons = new Set(asked.map(personKey));
  if (listed.length !== list.length || listed.some((number) => !persons.has(personKey(number)))) return [];
  return asked.map((number): Told => {
    const found = listed.find((one) => one === number) ?? listed.find((one) => personKey(one) === personKey(number));
    if (found === undefined) return { numbers: [number], verdict: 'no', canonical: null };
    // The other form of this person was asked about as well: the text may stand for that one alone.
    const isOthers = found !== number && asked.includes(found);
    return { numbers: [number], verdict: isOthers ? 'unknown' : 'yes', canonical: found };
  });
}

/** A map of numbers: to a boolean, or to an object that says more. */
function toldByMap(root: Json): readonly Told[] {
  return Object.entries(root).flatMap(([key, value]): readonly Told[] => {
    const number = /^\+?\d{8,15}(@[\w.]+)?$/.test(key) ? digitsOf(key) : null;
    if (number === null) return [];
    const alone = booleanOf(value);
    if (alone !== null) return [{ numbers: [number], verdict: verdictOf(alone), canonical: number }];
    const row = recordOf(value);
    if (row === null) return [{ numbers: [number], verdict: 'unknown', canonical: null }];
    const { verdict, canonical } = toldByElement(row);
    return [{ numbers: [number], verdict, canonical: canonical ?? number }];
  });
}

const contactSchema = z.object({ id: anything, data: part({ valid: flag }) });
const elementSchema = z.object({ id: anything, data: anything, contact: anything });

/** The contact that an element carries, or is. */
function contactIn(row: Json): Json | null {
  const { contact, id, data } = elementSchema.parse(row);
  return recordOf(contact) ?? (typeof id === 'string' && recordOf(data) !== null ? row : null);
}

function toldByElement(row: Json): Told {
  const contact = contactIn(row);
  const inside = (one: Json | null): unknown => (one === null ? null : elementSchema.parse(one).data);
  const parts = [row, recordOf(inside(row)), contact, recordOf(inside(contact))];
  const numbersAt = (keys: readonly string[]): readonly string[] =>
    parts.flatMap((one) => keys.flatMap((key) => (one === null ? [] : (digitsOf(one[key]) ?? []))));
  const channel = numbersAt(channelKeys);
  // The `id` of WhatsApp's own libraries is an object with the number in it; any other id is no number.
  const ids = [row, contact].flatMap((one) => {
    const { id } = elementSchema.parse(one ?? {});
    return recordOf(id) === null ? [] : (digitsOf(id) ?? []);
  });
  const given = numbersAt(askedKeys);
  return {
    numbers: [...new Set([...given, ...channel, ...ids])],
    verdict: verdictIn(row),
    canonical: channel[0] ?? ids[0] ?? given[0] ?? null,
  };
}

/** Every word of an element that says yes or no, "not valid" of its contact too. */
function verdictsIn(row: Json): readonly boolean[] {
  const said = verdictKeys.flatMap((key) => booleanOf(row[key]) ?? []);
  const isInvalid = contactSchema.safeParse(contactIn(row)).data?.data?.valid === false;
  return isInvalid ? [...said, false] : said;
}

function verdictIn(row: Json): Verdict {
  const [first, ...others] = verdictsIn(row);
  // A contact that nothing is said against.
  if (first === undefined) return contactIn(row) === null ? 'unknown' : 'yes';
  return others.every((word) => word === first) ? verdictOf(first) : 'unknown';
}

const verdictOf = (value: boolean): Verdict => (value ? 'yes' : 'no');
