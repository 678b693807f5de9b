import { type CellsReading, readCells } from './cells.ts';
import { aboutNumber, ambiguous, type HeaderReading, readHeader } from './header.ts';
import { builtInVariables, speakableName, variableKey } from './key.ts';
import type { Guess } from './mapping.ts';

interface Column {
  readonly index: number;
  readonly name: string;
  readonly header: HeaderReading;
  readonly cells: CellsReading;
}

interface Choice {
  readonly index: number;
  readonly certainty: number;
  readonly from: 'header' | 'cells';
}

/** More rows say nothing more about what a column is; and of a sheet with very many columns ten are enough. */
const mostRows = 100;
const mostCells = 5_000;
const fewestRows = 10;

/**
 * What each column is for, from its name and from its cells, one guess per column. At most one column is the number
 * and one the name (the best of each); what else is named can be used in messages under its name; columns without
 * a name or without any cell are skipped. Tags are guessed only where the header says so, because they end up on
 * the account. `rows` are samples from the head of the sheet; `looksLikePhone` is asked about single cells.
 * Below `doubtful` (tabular/table.ts) a certainty wants a look.
 */
export function guessMapping(sheet: {
  readonly header: readonly string[];
  readonly rows: readonly (readonly string[])[];
  readonly looksLikePhone: (cell: string) => boolean;
}): readonly Guess[] {
  const enough = Math.max(fewestRows, Math.floor(mostCells / Math.max(1, sheet.header.length)));
  const rows = sheet.rows.slice(0, Math.min(mostRows, enough));
  const columns = sheet.header.map((name, index) => ({
    index,
    name,
    header: readHeader(name),
    cells: readCells(
      rows.map((row) => row[index] ?? ''),
      sheet.looksLikePhone,
    ),
  }));
  const number = chooseNumber(columns);
  const name = chooseName(columns.filter((column) => column.index !== number?.index));
  const names = variableNames(columns, name?.index);
  const isAboutCompanies = columns.some(({ header }) => header.company);
  return columns.map((column): Guess => {
    if (column.index === number?.index) return { target: { kind: 'number' }, ...given(number) };
    if (column.index === name?.index) return { target: { kind: 'name' }, ...given(name) };
    return guessRest(column, names[column.index] ?? '', isAboutCompanies);
  });
}

const given = ({ certainty, from }: Choice): { certainty: number; from: 'header' | 'cells' } => ({ certainty, from });

function chooseNumber(columns: readonly Column[]): Choice | null {
  const ranked = columns
    .map((column) => ({ column, score: numberScore(column) }))
    .filter(({ score }) => score > 0)
    .sort((a, b) => b.score - a.score);
  const [best, second] = ranked;
  if (best === undefined) return null;
  const { index, header, cells } = best.column;
  const sure = isNamedNumber(header) && cells.filled === 0 ? 0.9 * header.number : numberCertainty(header, cells);
  // Two columns that are equally good: somebody has to say which one people read.
  const isTie = second !== undefined && second.score > 0.97 * best.score;
  return {
    index,
    certainty: rounded(isTie ? Math.min(sure, 0.7) : sure),
    from: isNamedNumber(header) ? 'header' : 'cells',
  };
}

const isNamedNumber = (header: HeaderReading): boolean => header.number > ambiguous;

const numberCertainty = (header: HeaderReading, cells: CellsReading): number =>
  0.5 + (isNamedNumber(header) ? 0.49 : 0.35) * cells.phones;

/** How good a column is as the number: what its header promises, as far as its cells keep it. */
function numberScore({ header, cells }: Column): number {
  if (cells.rows === 0) return header.number >= ambiguous ? header.number : 0;
  if (cells.filled === 0) return isNamedNumber(header) ? 0.2 * header.number : 0;
  // Numbers that cannot be written to as they are (no area code, damaged by Excel) are numbers all the same.
  const evidence = Math.max(cells.phones, 0.6 * cells.digits);
  const reach = (0.5 + 0.5 * cells.filled) * (0.75 + 0.25 * cells.mobiles) * (isRepeated(cells) ? 0.5 : 1);
  if (isNamedNumber(header)) return header.number * (0.35 + 0.65 * evidence) * reach;
  if (header.number === ambiguous) return evidence >= 0.4 ? 0.8 * evidence * reach : 0;
  if (header.notNumber || cells.phones < 0.6) return 0;
  const trust = header.number === aboutNumber || header.other ? 0.3 : header.name > 0 ? 0.2 : 0.6;
  return trust * cells.phones * reach;
}

// The same few cells again and again are those of a shop or a salesperson, an answer, a state.
const isRepeated = (cells: CellsReading): boolean => cells.rows >= 6 && cells.distinct < 0.5;

function chooseName(columns: readonly Column[]): Choice | null {
  const isAboutWards = columns.some(({ header }) => header.ward);
  const scored = columns
    .map((column) => ({ column, score: nameScore(column, isAboutWards) }))
    .filter(({ score }) => score >= 0.25);
  const best = scored.reduce<(typeof scored)[number] | null>(
    (leader, next) => (leader === null || next.score > leader.score ? next : leader),
    null,
  );
  if (best === null) return null;
  const isNamed = best.column.header.name > 0;
  return {
    index: best.column.index,
    certainty: rounded(isNamed ? Math.min(0.99, best.score + 0.05) : best.score),
    from: isNamed ? 'header' : 'cells',
  };
}

function nameScore({ header, cells }: Column, isAboutWards: boolean): number {
  if (header.name === 0) return nameByCells(header, cells);
  // Pupils do not read messages, their parents do.
  const said = header.responsible && isAboutWards ? 0.97 : header.name;
  const looks = cells.filled === 0 ? 0.7 : Math.max(cells.names, 0.97 * cells.texts) * (isRepeated(cells) ? 0.25 : 1);
  return said * (0.3 + 0.7 * looks);
}

/** A column of people that no header names. Cities and shops are words as well: the first names tell. */
function nameByCells(header: HeaderReading, cells: CellsReading): number {
  if (header.other || header.tags > 0 || header.number > 0 || cells.names < 0.8) return 0;
  return cells.firstNames >= (header.generic ? 0.3 : 0.5) ? 0.5 + 0.35 * cells.firstNames : 0;
}

function guessRest({ header, cells }: Column, name: string, isAboutCompanies: boolean): Guess {
  if (name === '') return { target: { kind: 'skip' }, certainty: 1, from: 'none' };
  if (cells.rows > 0 && cells.filled === 0) return { target: { kind: 'skip' }, certainty: 0.8, from: 'cells' };
  const isGroup = header.tags > 0 && cells.labels && !isAboutCompanies;
  if (header.tags > 0.9 || isGroup) return { target: { kind: 'tags' }, certainty: header.tags, from: 'header' };
  if (header.generic) return { target: { kind: 'variable', name }, certainty: 0.5, from: 'none' };
  return { target: { kind: 'variable', name }, certainty: 0.85, from: 'header' };
}

/** A name per column that a template can say, no two alike: a second "Telefone" is "Telefone 2". */
function variableNames(columns: readonly Column[], nameIndex: number | undefined): readonly string[] {
  const own = columns.find((column) => column.index === nameIndex);
  const taken = new Map<string, number>();
  const take = (name: string): void => void taken.set(variableKey(name), 2);
  if (own) [...builtInVariables.name, own.name].forEach(take);
  return columns.map((column) => {
    const wanted = column === own ? '' : speakableName(column.name);
    if (wanted === '') return '';
    let name = wanted;
    let n = taken.get(variableKey(wanted)) ?? 2;
    for (; taken.has(variableKey(name)); n += 1) name = `${wanted} ${n}`;
    taken.set(variableKey(wanted), n);
    take(name);
    return name;
  });
}

const rounded = (certainty: number): number => Math.round(certainty * 100) / 100;
