import { folded } from './key.ts';
import { type Role, rolesOf } from './vocabulary.ts';

/** What the name of a column alone says: how surely it is each of the targets, from 0 to 1. */
export interface HeaderReading {
  readonly number: number;
  readonly name: number;
  readonly tags: number;
  /** Last names alone, to be joined with a first name. */
  readonly surname: boolean;
  /** A department that looks after people, by its name. */
  readonly department: boolean;
  readonly consent: 'proof' | 'date' | null;
  /** It names something else for certain (a date, a document, a product): cells that look like people do not overrule it. */
  readonly other: boolean;
  /** It speaks of something that is no number, whatever its digits look like (CPF, pedido, valor). */
  readonly notNumber: boolean;
  /** It names nothing: blank, "Coluna 3", "B", or a cell of a sheet without header. */
  readonly generic: boolean;
  /** Pupils, children, pets: whom a message is about, not who reads it. */
  readonly ward: boolean;
  /** "Responsável": a parent beside pupils, else somebody of the house. */
  readonly responsible: boolean;
  /** A number at home or at work. */
  readonly landline: boolean;
  /** Whose number: that of a parent, where others are the pupil's own. */
  readonly ofResponsible: boolean;
  /** The people of a company themselves: "Departamento" beside them is where they work. */
  readonly staff: boolean;
  /** Companies: "Segmento" beside them is their trade, not a tag. */
  readonly company: boolean;
}

const nothing: HeaderReading = {
  number: 0,
  name: 0,
  tags: 0,
  surname: false,
  department: false,
  consent: null,
  other: false,
  notNumber: false,
  generic: false,
  ward: false,
  responsible: false,
  landline: false,
  ofResponsible: false,
  staff: false,
  company: false,
};

/** A header that may be a number as well as something else ("Número", "Contato"): the cells decide. */
export const ambiguous = 0.3;
/** From here on the number is the person's own; below it may be a mother's or a shop's. */
export const ownNumber = 0.45;
/** A header that speaks of a number but asks or tells something about it ("WhatsApp válido"): the cells must insist. */
export const aboutNumber = 0.05;

/** Reads the name of a column in Portuguese, English or Spanish: abbreviations, typing errors and camelCase as well. */
export function readHeader(header: string): HeaderReading {
  const tokens = tokensOf(header);
  if (isGeneric(header, tokens)) return { ...nothing, generic: true };
  const words = wordsOf(tokens);
  const number = numberOf(words, tokens);
  const name = number > ambiguous ? 0 : nameOf(words);
  const tags = tagsOf(words);
  return {
    ...nothing,
    number,
    name,
    tags,
    surname: isSurname(words, tokens),
    department: words.has('department') && words.areOnly('department', 'service', 'contact', 'person'),
    consent: consentOf(words),
    other: number + name + tags === 0 && words.has('notPhone', 'notPerson', 'somebodyElse', 'notFirst', 'surname'),
    notNumber: number === 0 && words.has('notPhone'),
    ward: words.has('ward'),
    responsible: name > 0 && words.has('responsible'),
    landline: words.has('landline'),
    ofResponsible: words.has('responsible'),
    staff: words.has('staff'),
    company: words.has('company', 'registeredName', 'tradeName'),
  };
}

/** The words of a header by what they are about; noise is left out. */
interface Words {
  /** Is any word about one of these? */
  readonly has: (...roles: Role[]) => boolean;
  /** Is every word about one of these? */
  readonly areOnly: (...roles: Role[]) => boolean;
}

function wordsOf(tokens: readonly string[]): Words {
  const meanings = tokens
    .filter((token) => !/^\d+$/.test(token))
    .map(rolesOf)
    .filter((roles) => !roles.has('noise') || roles.size > 1);
  return {
    has: (...roles) => meanings.some((meaning) => roles.some((role) => meaning.has(role))),
    areOnly: (...roles) => meanings.every((meaning) => meaning.has('noise') || roles.some((role) => meaning.has(role))),
  };
}

/** "FoneCelular_1" → fone, celular, 1. */
function tokensOf(header: string): readonly string[] {
  const apart = header
    .replace(/(\p{Ll})(\p{Lu})/gu, '$1 $2')
    .replace(/(\p{L})(\p{Nd})/gu, '$1 $2')
    .replace(/(\p{Nd})(\p{L})/gu, '$1 $2');
  const joined = folded(apart)
    .replace(/\bwhat'?s[\s-]+app?\b/g, 'whatsapp')
    .replace(/\be[\s-]+mail/g, 'email')
    .replace(/\bopt[\s-]+(in|out)\b/g, 'opt$1')
    .replace(/\bd\.\s?d\.\s?d\b/g, 'ddd');
  return joined.match(/\p{L}+|\p{Nd}+/gu) ?? [];
}

function isGeneric(header: string, tokens: readonly string[]): boolean {
  if (tokens.length === 0 || /^\s*[A-Z]{1,2}\s*$/.test(header)) return true;
  // A number of some length is a cell, not a name: the first row was taken for the header.
  if (tokens.join('').length >= 7 && tokens.every((token) => /^\d+$/.test(token))) return true;
  return /^(coluna|column|columna|col|campo|field|unnamed|empty|sem (titulo|nome)|f|c|var) ?\d*$/.test(
    tokens.join(' '),
  );
}

function numberOf(words: Words, tokens: readonly string[]): number {
  if (words.has('name')) return 0;
  const spoken = words.has('whatsapp') ? 1 : words.has('mobile') ? 0.95 : words.has('phone') ? 0.85 : loosely(words);
  if (spoken === 0) return 0;
  if (words.has('notPhone')) return spoken > ambiguous ? aboutNumber : 0;
  let sure = words.has('movable') && words.has('phone') ? 0.95 : spoken;
  if (tokens.some((token) => /^0*[2-9]$/.test(token)) || words.has('secondary')) sure *= 0.8;
  if (words.has('landline')) sure *= 0.7;
  if (words.has('company')) sure *= 0.7;
  if (words.has('somebodyElse')) sure *= 0.4;
  return sure;
}

/** "Contato" and "Número" are a phone only in good company. */
function loosely(words: Words): number {
  if (!words.areOnly('number', 'contact', 'secondary', 'areaCode', 'person')) return 0;
  if (words.has('number') && words.has('contact', 'areaCode')) return 0.8;
  return words.has('number', 'contact') ? ambiguous : 0;
}

function nameOf(words: Words): number {
  if (words.has('notPhone', 'notPerson', 'tag', 'group')) return 0;
  const company = words.has('registeredName') ? 0.7 : words.has('tradeName') ? 0.6 : words.has('company') ? 0.45 : 0;
  if (words.has('name')) {
    if (words.has('somebodyElse', 'notFirst')) return 0;
    if (words.has('full', 'surname')) return 1;
    if (words.has('first')) return 0.8;
    if (words.has('registeredName')) return 0.92;
    if (company > 0) return company;
    if (words.has('responsible')) return 0.94;
    if (words.has('whatsapp')) return 0.85;
    return words.areOnly('name') ? 0.98 : words.has('person', 'contact') ? 0.96 : 0.6;
  }
  if (words.has('first') && words.areOnly('first')) return 0.8;
  if (company > 0) {
    if (!words.areOnly('registeredName', 'tradeName', 'company', 'person', 'contact')) return 0;
    return words.has('person') ? 0.9 : company;
  }
  if (words.has('number') || !words.areOnly('person', 'responsible', 'weakPerson', 'contact', 'full')) return 0;
  if (words.has('person')) return 0.9;
  if (words.has('responsible', 'weakPerson')) return 0.6;
  return words.has('contact') ? 0.55 : 0;
}

function tagsOf(words: Words): number {
  if (words.has('tag') && words.areOnly('tag', 'group', 'contact', 'person')) return 0.95;
  return words.has('group') && words.areOnly('group', 'contact', 'person') ? 0.6 : 0;
}

/** "Sobrenome", "Last name"; not "Nome e sobrenome". */
function isSurname(words: Words, tokens: readonly string[]): boolean {
  if (words.has('full', 'first', 'somebodyElse')) return false;
  if (words.has('surname')) return !words.has('name') && words.areOnly('surname', 'person', 'contact');
  return words.has('name') && tokens.some((token) => /^(last|family|ultimo)$/.test(token));
}

/** "Opt-in", "Data do consentimento"; not an agreement to something else than to be written to. */
function consentOf(words: Words): HeaderReading['consent'] {
  if (!words.has('consent') || words.has('notConsent', 'tag', 'group', 'name')) return null;
  return words.has('date') ? 'date' : 'proof';
}
