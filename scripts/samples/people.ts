import { duplicateKinds, type Line, oldRangeOf, type PhoneCell, type PhoneKind, phoneKinds } from './phones.ts';
import type { Chance } from './random.ts';
import * as words from './words.ts';

/** A row of the messy sheet. `trait` says what else is odd about it. */
export interface Row {
  readonly kind: string;
  readonly trait: Trait | null;
  readonly name: string;
  readonly phone: PhoneCell;
  readonly city: string;
  readonly mail: string;
  readonly birthday: { readonly year: number; readonly month: number; readonly day: number } | null;
  readonly tags: readonly string[];
  readonly cents: number | null;
  readonly remark: string;
}

/** Oddities besides the number, and how many rows have each. No row has two of them. */
export const traits = [
  { trait: 'capitals', count: 140, meaning: 'the name in capitals' },
  { trait: 'lowerCase', count: 40, meaning: 'the name in small letters' },
  { trait: 'doubleSpaces', count: 60, meaning: 'two spaces between the names, one before and one behind' },
  { trait: 'noName', count: 12, meaning: 'no name at all' },
  { trait: 'lineBreak', count: 25, meaning: 'line breaks inside the remark, in quotes' },
  { trait: 'quotes', count: 20, meaning: 'quotes inside the remark, doubled as Excel does' },
  { trait: 'semicolon', count: 15, meaning: 'the delimiter inside the remark, in quotes' },
  { trait: 'formula', count: 12, meaning: 'a remark that starts with =, +, - or @, which an export must defuse' },
  {
    trait: 'typographic',
    count: 30,
    meaning: 'letters that Windows-1252 keeps from 0x80 to 0x9F (“ ” – € ’ … •) in the remark',
  },
] as const;
export type Trait = (typeof traits)[number]['trait'];

/** Kinds whose number may stand again further down, in another form. */
const repeated: ReadonlySet<string> = new Set(['plain', 'withCountry', 'dashed', 'spaced', 'plus', 'brackets']);
// No duplicate among the first rows: each needs somebody above it.
const headStart = 300;

export function inventRows(chance: Chance): readonly Row[] {
  const first = phoneKinds.flatMap((kind) => Array.from({ length: kind.count }, () => kind));
  const again = duplicateKinds.flatMap((kind) => Array.from({ length: kind.count }, () => kind));
  const shuffled = chance.shuffled(first);
  const order = [...shuffled.slice(0, headStart), ...chance.shuffled([...shuffled.slice(headStart), ...again])];
  const oddities = assignTraits(order.length, chance);

  const taken = new Set<string>();
  const people: { readonly line: Line; readonly row: Row }[] = [];
  const turns = new Map<PhoneKind, number>();
  const rows: Row[] = [];
  order.forEach((kind, index) => {
    const turn = turns.get(kind) ?? 0;
    turns.set(kind, turn + 1);
    const trait = oddities.get(index);
    if (duplicateKinds.includes(kind)) {
      const [person] = people.splice(chance.below(people.length), 1);
      if (person === undefined) throw new Error('nobody to repeat');
      const { name, city, mail } = person.row;
      rows.push({ ...inventRow(kind, person.line, turn, chance, trait), city, mail, ...(trait ? {} : { name }) });
      return;
    }
    const line = newLine(kind, chance, taken);
    const row = inventRow(kind, line, turn, chance, trait);
    rows.push(row);
    if (repeated.has(kind.kind)) people.push({ line, row });
  });
  return rows;
}

/** A number that nobody in the sheet has. Without area code it must be free in 11, the default that tests give. */
function newLine(kind: PhoneKind, chance: Chance, taken: Set<string>): Line {
  for (;;) {
    const area = kind.kind === 'withoutArea' ? '11' : chance.one(words.cities)[1];
    const line = oldRangeOf(area, chance);
    const key = line.area + line.subscriber;
    if (taken.has(key)) continue;
    taken.add(key);
    return line;
  }
}

function assignTraits(rows: number, chance: Chance): ReadonlyMap<number, Trait> {
  const places = chance.shuffled(Array.from({ length: rows }, (_, index) => index));
  const assigned = new Map<number, Trait>();
  for (const { trait, count } of traits) {
    for (const place of places.splice(0, count)) assigned.set(place, trait);
  }
  return assigned;
}

function inventRow(kind: PhoneKind, line: Line, turn: number, chance: Chance, trait: Trait | undefined): Row {
  const name = `${chance.one(words.firstNames)} ${chance.one(words.surnames)} ${chance.one(words.surnames)}`;
  const [city] = chance.one(words.cities.filter(([, area]) => area === line.area));
  return {
    kind: kind.kind,
    trait: trait ?? null,
    name: writeName(name, trait),
    phone: kind.write(line, chance, turn),
    city: chance.one([city, city, city, city.toUpperCase(), city.toLowerCase(), `${city} `]),
    mail: chance.below(5) === 0 ? '' : mailOf(name),
    birthday:
      chance.below(12) === 0
        ? null
        : { year: 1950 + chance.below(55), month: 1 + chance.below(12), day: 1 + chance.below(28) },
    tags: chance.shuffled(words.segments).slice(0, chance.one([0, 1, 1, 1, 2, 2, 3])),
    cents: chance.below(10) === 0 ? null : 1_000 + chance.below(400_000),
    remark: writeRemark(chance, trait),
  };
}

function writeName(name: string, trait: Trait | undefined): string {
  if (trait === 'noName') return '';
  if (trait === 'capitals') return name.toUpperCase();
  if (trait === 'lowerCase') return name.toLowerCase();
  if (trait === 'doubleSpaces') return ` ${name.replaceAll(' ', '  ')} `;
  return name;
}

function writeRemark(chance: Chance, trait: Trait | undefined): string {
  if (trait === 'lineBreak') return chance.one(words.brokenRemarks);
  if (trait === 'quotes') return chance.one(words.quotedRemarks);
  if (trait === 'semicolon') return chance.one(words.semicolonRemarks);
  if (trait === 'formula') return chance.one(words.formulaRemarks);
  if (trait === 'typographic') return chance.one(words.typographicRemarks);
  return chance.below(3) === 0 ? chance.one(words.remarks) : '';
}

/** Under example.com, which is nobody's for ever (RFC 2606). */
function mailOf(name: string): string {
  const plain = name
    .normalize('NFD')
    .replace(/\p{Mn}/gu, '')
    .toLowerCase();
  const [first = '', second = ''] = plain.split(' ');
  return `${first}.${second}@example.com`;
}
