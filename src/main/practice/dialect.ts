import { at, isFields, isNumber, isText, listOf } from './json.ts';

// What no public source tells about this API, or where accounts are known to differ: each an allowed list, the first
// one what the practice account does unless told otherwise. Numbers stand below. Rows of section 12 of the facts.
const existsChoices = {
  /** One object a number; one boolean for all; the numbers that exist; a map to booleans; a map to objects. */
  shape: ['objects', 'boolean', 'numbers', 'flags', 'records'],
  /** The key of the verdict in an object. `contact`: an object of a contact, or null. */
  key: [
    'exists',
    'numberExists',
    'valid',
    'validNumber',
    'isValid',
    'isValidNumber',
    'hasWhatsapp',
    'canReceiveMessage',
    'contact',
  ],
  /** The key of the number asked. `none`: by position only. */
  numberKey: ['number', 'phone', 'input', 'query', 'none'],
  /** The key of the number as WhatsApp knows it. */
  canonicalKey: ['wid', 'jid', 'waId', 'canonical', 'idFromService', 'none'],
  wrap: ['none', 'data', 'numbers', 'contacts'],
  /** `text`: "true" and "false". */
  verdicts: ['boolean', 'text'],
  /** Which writing of `numbers` it understands; the other one is no number at all. */
  understands: ['both', 'plain', 'indexed'],
  /** What it does with a question without numbers that it understands. */
  withoutNumbers: ['refuses', 'empty'],
  /** What it tells: who is on WhatsApp, nothing (always yes, always no), or which numbers are contacts here. */
  meaning: ['whatsapp', 'always', 'never', 'contact'],
  whenDisconnected: ['refuses', 'allFalse'],
  overMost: ['413', '400'],
  offered: ['yes', 'no'],
} as const;

const manyChoices = {
  answer: ['contacts', 'data', 'createdErrors', 'createdFailed', 'count', 'ok', 'noContent', 'queued'],
  customFields: ['kept', 'dropped', 'refused'],
  /** When one of the batch is bad: the others are created, or none is. */
  oneBad: ['others', 'none'],
  overMost: ['413', '400'],
  offered: ['yes', 'no'],
} as const;

const plainChoices = {
  /** `word`: a failed message says "error" instead of -1, the others a number. */
  ack: ['number', 'text', 'word'],
  single: ['bare', 'data'],
  created: ['200', '201'],
  list: ['envelope', 'array'],
  /** What asking for more than the largest page gives. */
  overLargestPage: ['largest', 'usual'],
  pageNumber: ['honoured', 'ignored'],
  tagIds: ['replace', 'add'],
  tagName: ['label', 'name', 'title'],
  fieldValues: ['customFieldValues', 'customFields'],
  dates: ['iso', 'isoWithoutZone', 'seconds', 'secondsText', 'milliseconds'],
  serviceStatus: ['full', 'emptyWhenOff', 'empty'],
  duplicate: ['upsert', '409', '400'],
  /** Do bracket filters find booleans? */
  bracketBooleans: ['found', 'missed'],
  /** Are contacts found by what is related to them, and by `unsubscribed`, `block` and `personId`? */
  contactFilters: ['understood', 'refused', 'ignored'],
  /** Does a question for received messages alone find them? */
  receivedMessages: ['found', 'missed'],
  dontOpenTicket: ['honoured', 'ignored'],
  /** What handing a ticket on answers with. */
  ticketAnswer: ['contact', 'ticket', 'ok'],
  /** Are tickets found by their columns and their period? */
  ticketFilters: ['understood', 'ignored'],
  /** What closing does where none is open. */
  closeWithoutTicket: ['refused', 'done'],
  /** `later`: a job makes the file, and mails it. */
  exports: ['file', 'later'],
  /** Not documented. */
  webhookDelete: ['offered', 'absent'],
  /** Does a user's name stand before the text of an `origin: user`? */
  userName: ['left out', 'prefixed'],
  /** Is a request without a descriptive User-Agent turned away at the gate? */
  nameless: ['let in', 'turned away'],
} as const;

type Chosen<T extends Readonly<Record<string, readonly string[]>>> = { readonly [K in keyof T]: T[K][number] };

interface ExistsDialect extends Chosen<typeof existsChoices> {
  /** Numbers in one question, at most. */
  readonly most: number;
}
interface ManyDialect extends Chosen<typeof manyChoices> {
  readonly most: number;
}
export interface Dialect extends Chosen<typeof plainChoices> {
  readonly exists: ExistsDialect;
  readonly many: ManyDialect;
  readonly largestPage: number;
  /** Of the account's clock against this machine's. */
  readonly clockSkewMs: number;
  /** Area codes where WhatsApp knows mobile numbers without their ninth digit; `*` stands for all. */
  readonly withoutNinthDigit: readonly string[];
}

/** What differs from the usual. */
export interface DialectChange extends Partial<Omit<Dialect, 'exists' | 'many'>> {
  readonly exists?: Partial<ExistsDialect>;
  readonly many?: Partial<ManyDialect>;
}

/** As recorded where something is; otherwise the likeliest. 31 and 41: seen without the ninth digit; 21 and 13: with it. */
export const usualDialect: Dialect = {
  exists: { ...firsts(existsChoices), most: 50 },
  many: { ...firsts(manyChoices), most: 100 },
  ...firsts(plainChoices),
  largestPage: 500,
  clockSkewMs: 0,
  withoutNinthDigit: ['31', '41'],
};

function firsts<T extends Readonly<Record<string, readonly [string, ...string[]]>>>(
  choices: T,
): { readonly [K in keyof T]: T[K][0] } {
  const entries = Object.entries(choices).map(([key, [first]]) => [key, first]);
  return Object.fromEntries(entries);
}

export const changed = (dialect: Dialect, change: DialectChange): Dialect => ({
  ...dialect,
  ...change,
  exists: { ...dialect.exists, ...change.exists },
  many: { ...dialect.many, ...change.many },
});

/** Null where it is a change that this account can make, else the first field that is not. */
export function wrongChange(value: unknown): string | null {
  if (!isFields(value)) return 'dialect';
  for (const [key, part] of Object.entries(value)) {
    if (key === 'exists' || key === 'many') {
      const choices = key === 'exists' ? existsChoices : manyChoices;
      const wrong = isFields(part) ? Object.keys(part).find((name) => !isAllowed(choices, name, part[name])) : '';
      if (wrong !== undefined) return `${key}.${wrong}`;
    } else if (!isAllowed(plainChoices, key, part)) return key;
  }
  return null;
}

export const isChange = (value: unknown): value is DialectChange => wrongChange(value) === null;

function isAllowed(choices: object, key: string, value: unknown): boolean {
  if (key === 'withoutNinthDigit') return listOf(isText)(value);
  if (key === 'most' || key === 'largestPage') return isNumber(value) && value >= 1;
  if (key === 'clockSkewMs') return isNumber(value);
  const allowed = at(choices, key);
  return Array.isArray(allowed) && allowed.includes(value);
}
