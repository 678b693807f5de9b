import { delimiters, type Encoding, encodings } from '#shared/tabular/table.ts';
import { type Chance, createChance } from '../../../scripts/samples/random.ts';
import { cities, firstNames, segments, surnames } from '../../../scripts/samples/words.ts';
import { tableOf, type Writing } from './writing.ts';

/** A sheet as a Brazilian office might have it, and how it was written. */
export interface BrazilianFile {
  readonly rows: readonly (readonly string[])[];
  readonly writing: Writing;
}

const streets =
  'Rua das Acácias|Av. Brigadeiro Luís Antônio|Praça da Sé|Rua São João, fundos|Travessa Três|Alameda Itú'.split('|');
const notes = [
  '',
  '',
  'cliente desde 2019',
  'ligar à tarde',
  'não quer e-mail',
  '1º contato: já é cliente',
  'R$ 10,00 – pago',
  'obs; ver; depois',
];
const states = ['SP', 'RJ', 'MG', 'PR', 'BA', 'CE'];

type Column = readonly [name: string, cell: (chance: Chance) => string];

const cityOf = (chance: Chance): string => chance.one(cities)[0];
const digits = (chance: Chance, count: number): string =>
  Array.from({ length: count }, () => chance.below(10)).join('');
const columns: readonly Column[] = [
  ['Nome', (chance) => `${chance.one(firstNames)} ${chance.one(surnames)}`],
  ['Telefone', (chance) => `(${chance.one(cities)[1]}) 9${digits(chance, 4)}-${digits(chance, 4)}`],
  ['Celular', (chance) => `55${chance.one(cities)[1]}9${digits(chance, 8)}`],
  ['Endereço', (chance) => `${chance.one(streets)}, ${chance.below(2_000)}`],
  ['Município', cityOf],
  ['UF', (chance) => chance.one(states)],
  ['E-mail', (chance) => `cliente${chance.below(9_999)}@example.com`],
  ['Última compra', (chance) => `${10 + chance.below(18)}/0${1 + chance.below(9)}/2025`],
  ['Valor', (chance) => `${chance.below(900)},${digits(chance, 2)}`],
  ['Segmento', (chance) => chance.one(segments)],
  ['Observação', (chance) => chance.one(notes)],
];

const isAscii = (text: string): boolean => !/[^\p{ASCII}]/u.test(text);
const bare = (text: string): string =>
  isAscii(text) ? text : text.normalize('NFD').replace(/\p{M}/gu, '').replace(/[ºª–]/g, '.');

/** The file of this seed: of one to some hundred rows, in small letters or capitals, with titles or without a header. */
export function brazilianFile(seed: number): BrazilianFile {
  const chance = createChance(seed);
  const [name, phone, ...others] = columns;
  const chosen = [
    name,
    chance.one([phone, columns[2]]),
    ...chance.shuffled(others).slice(0, 1 + chance.below(6)),
  ].filter((column) => column !== undefined);
  const cased = chance.below(4) === 0 ? (text: string) => text.toUpperCase() : (text: string) => text;
  const height = chance.one([1, 2, 3, 8, 30, 100, 250]);
  const body = Array.from({ length: height }, () => chosen.map(([, cell]) => cased(cell(chance))));
  const header = chosen.map(([title]) => cased(title));
  const titled = chance.below(6) === 0 ? [['Relação de clientes', ...header.slice(1).map(() => '')]] : [];
  const rows = [...titled, ...(chance.below(8) === 0 ? [] : [header]), ...body];
  const writing = writingOf(chance);
  return { rows: rows.map((cells) => cells.map((cell) => writable(cell, writing.encoding))), writing };
}

const plainRows = ((): readonly (readonly string[])[] => {
  const chance = createChance(0);
  return Array.from({ length: 10_000 }, () => [
    `${bare(chance.one(firstNames))} ${bare(chance.one(surnames))}`,
    `55119${digits(chance, 8)}`,
    bare(cityOf(chance)),
    chance.one(states),
    `cliente${chance.below(1_000_000)}@example.com`,
    'cliente desde 2019, compra sempre na loja do centro',
  ]);
})();

/** Ten thousand rows without an accent but in one, somewhere. */
export function fileOfOneAccent(seed: number): BrazilianFile {
  const chance = createChance(seed);
  const word = chance.one(['São Paulo', 'João', 'Conceição', 'Érico', 'Goiânia', 'Simões', 'José', 'Açaí']);
  const accented = chance.below(plainRows.length);
  const body = plainRows.with(accented, (plainRows[accented] ?? []).with(2, word));
  return { rows: [['Nome', 'Celular', 'Cidade', 'UF', 'E-mail', 'Obs'], ...body], writing: writingOf(chance) };
}

function writingOf(chance: Chance): Writing {
  const encoding = chance.one(encodings);
  return {
    encoding,
    mark: encoding.startsWith('utf') && chance.below(2) === 0,
    delimiter: chance.one(delimiters),
    quoting: chance.one(['all', 'needed', 'needed']),
    lineEnd: chance.one(['\r\n', '\n']),
    lastLineEnd: chance.below(4) > 0,
  };
}

/** Signs that an encoding does not have, as a program that writes in it replaces them. */
function writable(cell: string, encoding: Encoding): string {
  if (encoding.startsWith('utf') || isAscii(cell)) return cell;
  const letters = tableOf(encoding);
  return [...cell]
    .map((letter) => (letters.has(letter) ? letter : bare(letter) === letter ? '-' : bare(letter)))
    .join('');
}
