import type { PhoneNote } from '#shared/phone/phone.ts';
import type { ProblemKind } from '#shared/problem.ts';

/**
 * What an import must find in resources/samples. Written down by hand, and held against the files by
 * test/unit/samples: whoever changes the samples changes these, knowingly.
 */
interface SheetFacts {
  /** From the top of the repository. */
  readonly path: string;
  /** Rows below the header, blank lines left out. */
  readonly rows: number;
  readonly header: readonly string[];
  /** Column of the number, counted from 0. */
  readonly numberColumn: number;
}

/** Where each row ends that no account was asked about: ready + duplicates + problems = rows. */
interface Outcome {
  readonly ready: number;
  /** Rows whose person (both forms of the ninth digit) stands in an earlier row. */
  readonly duplicates: number;
  readonly problems: Readonly<Partial<Record<ProblemKind, number>>>;
  /** Rows, duplicates among them, whose number got the note. */
  readonly notes: Readonly<Partial<Record<PhoneNote, number>>>;
}

export const clean = {
  path: 'resources/samples/clientes.csv',
  encoding: 'utf-8',
  delimiter: ';',
  rows: 40,
  header: ['Nome', 'WhatsApp', 'Cidade', 'Aniversário', 'Segmento'],
  numberColumn: 1,
  outcome: { ready: 40, duplicates: 0, problems: {}, notes: { countryAdded: 40 } },
} as const satisfies SheetFacts & { encoding: string; delimiter: string; outcome: Outcome };

const messyHeader = [
  ' NOME',
  'Celular (whats) ',
  'cidade',
  'E-mail',
  'Aniversario',
  'SEGMENTO',
  'Última  compra R$',
  'Observação',
] as const;

/** Problems that no default area code mends. */
const messyProblems = {
  phoneMissing: 45,
  phoneNotANumber: 21,
  phoneTooShort: 15,
  phoneTooLong: 10,
  areaCodeUnknown: 10,
  phoneSpecial: 8,
  phoneFictitious: 12,
} as const satisfies Outcome['problems'];

const messyNotes = {
  ninthDigitAdded: 170,
  trunkPrefixDropped: 70,
  internationalPrefixDropped: 1,
  firstOfSeveral: 35,
  textDropped: 25,
} as const satisfies Outcome['notes'];

export const messyCsv = {
  path: 'resources/samples/clientes-baguncada.csv',
  encoding: 'windows-1252',
  delimiter: ';',
  rows: 2_000,
  header: messyHeader,
  numberColumn: 1,
  /** Behind the last row: lines of delimiters only, and lines of nothing. */
  blankLines: { delimitersOnly: 2, empty: 2 },
  outcome: {
    ready: 1_644,
    duplicates: 100,
    problems: { ...messyProblems, phoneExponent: 25, areaCodeMissing: 110 },
    notes: { ...messyNotes, exponentRestored: 10, countryAdded: 1_428 },
  },
  /** With 11 as the default area code. */
  outcomeIn11: {
    ready: 1_754,
    duplicates: 100,
    problems: { ...messyProblems, phoneExponent: 25 },
    notes: { ...messyNotes, exponentRestored: 10, countryAdded: 1_538, areaAdded: 110 },
  },
} as const satisfies SheetFacts & { encoding: string; delimiter: string } & Record<
    'outcome' | 'outcomeIn11',
    Outcome
  > & { blankLines: object };

export const messyWorkbook = {
  path: 'resources/samples/clientes-baguncada.xlsx',
  sheet: 'Clientes',
  rows: 2_000,
  header: messyHeader,
  numberColumn: 1,
  outcome: {
    ready: 1_669,
    duplicates: 100,
    problems: { ...messyProblems, areaCodeMissing: 110 },
    notes: { ...messyNotes, countryAdded: 1_428 },
  },
  outcomeIn11: {
    ready: 1_779,
    duplicates: 100,
    problems: messyProblems,
    notes: { ...messyNotes, countryAdded: 1_538, areaAdded: 110 },
  },
} as const satisfies SheetFacts & { sheet: string } & Record<'outcome' | 'outcomeIn11', Outcome>;
