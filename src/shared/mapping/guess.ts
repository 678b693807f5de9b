import { type CellsReading, readCells } from './cells.ts';
import { aboutNumber, ambiguous, type HeaderReading, ownNumber, readHeader } from './header.ts';
import { builtInVariables, folded, speakableName, variableKey } from './key.ts';
import type { ColumnTarget, Guess } from './mapping.ts';

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

/** Of one person; a sheet with more of them is no list of people. */
const mostNumbers = 5;

/**
 * What each column is for, from its name and from its cells, one guess per column. The best column with numbers is the
 * number; others are tried after it, in an order of their own, unless they are somebody else's. One column is the name,
 * with one of last names joined to it. What else is named can be used in messages under its name; columns without
 * a name or without any cell are skipped. Tags and departments are guessed only where the header says so, because they end
 * up on the account. `rows` are samples from the head of the sheet; `looksLikePhone` is asked about single cells.
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
  const numbers = chooseNumbers(columns);
  const isNumber = new Set(numbers.map(({ index }) => index));
  const name = chooseName(columns.filter(({ index }) => !isNumber.has(index)));
  const surname = name === null ? null : chooseSurname(columns, name.index, rows);
  const names = variableNames(columns, name?.index);
  const isAboutCompanies = columns.some(({ header }) => header.company);
  const isAboutStaff = columns.some(({ header }) => header.staff);
  return columns.map((column): Guess => {
    const place = numbers.findIndex(({ index }) => index === column.index);
    const number = numbers[place];
    if (number)
      return { target: place === 0 ? { kind: 'number' } : { kind: 'number', rank: place + 1 }, ...given(number) };
    if (column.index === name?.index) return { target: { kind: 'name' }, ...given(name) };
    if (column.index === surname?.index) return { target: { kind: 'name', rank: 2 }, ...given(surname) };
    return guessRest(column, names[column.index] ?? '', { isAboutCompanies, isAboutStaff });
  });
}

const given = ({ certainty, from }: Choice): { certainty: number; from: 'header' | 'cells' } => ({ certainty, from });

/** The columns with the number, the preferred one first: a blank or useless cell gives way to the next column. */
function chooseNumbers(columns: readonly Column[]): readonly Choice[] {
  const best = columns.reduce<Column | null>(
    (leader, next) => (numberScore(next) > (leader ? numberScore(leader) : 0) ? next : leader),
    null,
  );
  if (best === null) return [];
  const others = columns.filter((column) => column !== best && isOtherNumber(column, best));
  const ranked = [best, ...others].sort((a, b) => preference(b) - preference(a) || a.index - b.index);
  // Two columns that are equally good: somebody has to say which one people read.
  const isTie = ranked[1] !== undefined && preference(ranked[1]) > 0.97 * preference(ranked[0] ?? best);
  return ranked.slice(0, mostNumbers).map((column, place) => {
    const { index, header, cells } = column;
    const sure = isNamedNumber(header) && cells.filled === 0 ? 0.9 * header.number : numberCertainty(header, cells);
    const wantsLook = (place === 0 && isTie) || (place > 0 && header.landline);
    return {
      index,
      certainty: rounded(wantsLook ? Math.min(sure, 0.7) : sure),
      from: isNamedNumber(header) ? 'header' : 'cells',
    };
  });
}

/** Numbers of the same person beside the best: named as such, and not those of a mother, a shop or a neighbour. */
function isOtherNumber({ header, cells }: Column, best: Column): boolean {
  if (header.number < ownNumber || header.ofResponsible !== best.header.ofResponsible || isRepeated(cells))
    return false;
  return cells.rows === 0 || (cells.filled > 0 && cells.phones >= 0.6);
}

/** What people read their messages at, where it is filled: how many rows it fills does not matter, others follow. */
const preference = ({ header, cells }: Column): number =>
  Math.max(header.number, 0.3) * (0.6 + 0.4 * (cells.filled === 0 ? 1 : cells.mobiles));

/** Column of last names that is not in the name already. Only words say so: cities are words as well. */
function chooseSurname(
  columns: readonly Column[],
  nameIndex: number,
  rows: readonly (readonly string[])[],
): Choice | null {
  const isWhole = (columns[nameIndex]?.header.name ?? 1) === 1;
  const surname = columns.find(({ header, index }) => header.surname && index !== nameIndex);
  if (isWhole || surname === undefined) return null;
  const { index, cells } = surname;
  if (cells.rows > 0 && (cells.filled === 0 || cells.texts < 0.6)) return null;
  const filled = rows.filter((row) => (row[index] ?? '').trim() !== '');
  const isPart = (row: readonly string[]) => folded(row[nameIndex] ?? '').endsWith(folded(row[index] ?? '').trim());
  if (filled.length > 0 && filled.filter(isPart).length >= 0.5 * filled.length) return null;
  return { index, certainty: 0.9, from: 'header' };
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

function guessRest(
  { header, cells }: Column,
  name: string,
  { isAboutCompanies, isAboutStaff }: { readonly isAboutCompanies: boolean; readonly isAboutStaff: boolean },
): Guess {
  if (name === '') return { target: { kind: 'skip' }, certainty: 1, from: 'none' };
  if (cells.rows > 0 && cells.filled === 0) return { target: { kind: 'skip' }, certainty: 0.8, from: 'cells' };
  const isGroup = header.tags > 0 && cells.labels && !isAboutCompanies;
  if (header.tags > 0.9 || isGroup) return { target: { kind: 'tags' }, certainty: header.tags, from: 'header' };
  const spoken = spokenTarget(header, cells, isAboutStaff);
  if (spoken !== null) return { target: spoken, certainty: 0.75, from: 'header' };
  if (header.generic) return { target: { kind: 'variable', name }, certainty: 0.5, from: 'none' };
  return { target: { kind: 'variable', name }, certainty: 0.85, from: 'header' };
}

/** Department and consent: named so seldom otherwise that they are proposed, and want a look. */
function spokenTarget(header: HeaderReading, cells: CellsReading, isAboutStaff: boolean): ColumnTarget | null {
  if (header.consent !== null) return { kind: header.consent === 'date' ? 'consentDate' : 'consent' };
  const isFew = cells.rows === 0 || cells.labels;
  return header.department && isFew && !isAboutStaff ? { kind: 'department' } : null;
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
