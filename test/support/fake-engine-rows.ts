import type { Problem } from '#shared/problem.ts';
import type { Origin, RowState, Verdict } from '#shared/recipient/row.ts';
import { type ImportPhase, isInFilter, type RowCount, type RowFilter, type RowView } from '#shared/rpc/imports.ts';

/** What a row of a made-up sheet is like, and what becomes of it on its way. */
export type RowKind =
  | 'plain'
  | 'dashed'
  | 'ninth'
  | 'noArea'
  | 'exponent'
  | 'missing'
  | 'short'
  | 'fictitious'
  | 'duplicate'
  | 'optedOut'
  | 'noWhatsapp'
  | 'unverified'
  | 'existing'
  | 'refused';

type Situation = Pick<RowView, 'state' | 'problem' | 'verdict' | 'origin'>;

const given = ['Ana', 'Yasmin', 'Camila', 'Getúlio', 'Graça', 'José', 'Antônio', 'Zélia', 'Márcia', 'Heitor', 'Inês'];
const family = ['Souza', 'Magalhães', 'Esteves', 'Ximenes', 'Damião', 'Vergueiro', 'Bragança', 'Conceição', 'Leão'];
const cities = ['São Paulo', 'Brasília', 'Maceió', 'Santa Maria', 'Curitiba', 'Niterói', 'Aracaju', 'Sorocaba'];
const areas = ['11', '61', '82', '55', '41', '21', '79', '15'];
const segments = ['Varejo', 'Inativo', 'Indicação', 'VIP', 'Atacado'];

const pick = (from: readonly string[], i: number): string => from[i % from.length] ?? '';

/** Digits of an invented person; the same for the same row, always. */
const lineOf = (i: number): string => String(96_000_000 + ((i * 7_919) % 3_999_999)).padStart(8, '0');

function cellOf(kind: RowKind, i: number): string {
  const area = pick(areas, i);
  const digits = lineOf(i);
  const dashed = `9${digits.slice(0, 4)}-${digits.slice(4)}`;
  switch (kind) {
    case 'dashed':
    case 'existing':
    case 'duplicate':
      return `(${area}) ${dashed}`;
    case 'ninth':
      return `(${area}) ${digits.slice(0, 4)}-${digits.slice(4)}`;
    case 'noArea':
      return dashed;
    case 'exponent':
      return '5,512E+12';
    case 'missing':
      return '';
    case 'short':
      return `(${area}) ${digits.slice(0, 4)}-${digits.slice(4, 7)}`;
    case 'fictitious':
      return `(${area}) 99999-9999`;
    default:
      return `${area}9${digits}`;
  }
}

const invalid: Partial<Record<RowKind, Problem>> = {
  exponent: { kind: 'phoneExponent' },
  missing: { kind: 'phoneMissing' },
  short: { kind: 'phoneTooShort' },
  fictitious: { kind: 'phoneFictitious' },
};

const at = (state: RowState, more: Partial<Situation> = {}): Situation => ({
  state,
  problem: null,
  verdict: null,
  origin: null,
  ...more,
});

function situationOf(kind: RowKind, sheet: Pick<FakeSheet, 'phase' | 'hasArea'>): Situation {
  const { phase, hasArea } = sheet;
  if (phase === 'stage' || phase === 'map') return at('staged');
  if (kind === 'noArea' && !hasArea) return at('invalid', { problem: { kind: 'areaCodeMissing' } });
  const problem = invalid[kind];
  if (problem) return at('invalid', { problem });
  if (kind === 'duplicate') return at('duplicate', { problem: { kind: 'duplicateInFile', line: 2 } });
  if (kind === 'optedOut') return at('optedOut', { problem: { kind: 'optedOut' } });
  const isChecked = sheet.phase === 'create' || sheet.phase === 'done' || phase === 'check';
  if (!isChecked) return at('normalised');
  if (kind === 'noWhatsapp') return at('noWhatsapp', { problem: { kind: 'noWhatsapp' }, verdict: 'no' });
  const verdict: Verdict = kind === 'unverified' ? 'unknown' : 'yes';
  if (phase !== 'done') return at('checked', { verdict });
  if (kind === 'refused') {
    return at('failed', { verdict, problem: { kind: 'contactRefused', detail: 'Invalid contact' } });
  }
  const origin: Origin = kind === 'existing' ? 'matched' : 'created';
  return at('ready', { verdict, origin });
}

/** A sheet without a file: `pattern` over and over, `rows` of them. */
export interface FakeSheet {
  readonly pattern: readonly RowKind[];
  readonly rows: number;
  /** How far its rows have come; `check` means that they are checked. */
  readonly phase: ImportPhase;
  /** A default area code is set. */
  readonly hasArea: boolean;
}

/** `Nome;WhatsApp;Cidade;Segmento;Última compra` */
export const fakeHeader = ['Nome', 'WhatsApp', 'Cidade', 'Segmento', 'Última compra'];

export function fakeRow(sheet: FakeSheet, i: number): RowView {
  const kind = sheet.pattern[i % sheet.pattern.length] ?? 'plain';
  const name = `${pick(given, i * 3 + 1)} ${pick(family, i * 5 + 2)}`;
  const situation = situationOf(kind, sheet);
  const hasNumber = situation.state !== 'invalid' && situation.state !== 'staged';
  const notes = hasNumber
    ? ['countryAdded', ...(kind === 'ninth' ? ['ninthDigitAdded'] : []), ...(kind === 'noArea' ? ['areaAdded'] : [])]
    : [];
  return {
    rowNo: i + 1,
    line: i + 2,
    cells: [name, cellOf(kind, i), pick(cities, i), pick(segments, i * 7), `${(i * 37) % 900},${10 + (i % 90)}`],
    written: {},
    toldAt: null,
    ...situation,
    notes,
    phone: hasNumber ? `55${pick(areas, i)}9${lineOf(i)}` : null,
    name,
    tags: [pick(segments, i * 7)],
  };
}

/** How many rows are in each situation: the sum is all of them. */
export function fakeCounts(sheet: FakeSheet): readonly RowCount[] {
  const counts = new Map<string, RowCount>();
  sheet.pattern.forEach((kind, slot) => {
    const { state, problem, verdict, origin } = situationOf(kind, sheet);
    const key = [state, problem?.kind, verdict, origin].join();
    const whole = Math.floor(sheet.rows / sheet.pattern.length);
    const count = whole + (slot < sheet.rows % sheet.pattern.length ? 1 : 0);
    const before = counts.get(key)?.count ?? 0;
    counts.set(key, { state, problem: problem?.kind ?? null, verdict, origin, count: before + count });
  });
  return [...counts.values()].filter(({ count }) => count > 0);
}

/** A page of the rows that a filter lets through, of any number of rows in no time. */
export function fakePage(
  sheet: FakeSheet,
  ask: { readonly filter: RowFilter; readonly offset: number; readonly limit: number },
): { total: number; rows: RowView[] } {
  const { filter } = ask;
  const slots = sheet.pattern.flatMap((kind, slot) => {
    const { state, problem, verdict, origin } = situationOf(kind, sheet);
    const fits = isInFilter(filter, { state, problem: problem?.kind ?? null, verdict, origin });
    return fits ? [slot] : [];
  });
  const { length } = sheet.pattern;
  const whole = Math.floor(sheet.rows / length);
  const total = whole * slots.length + slots.filter((slot) => slot < sheet.rows % length).length;
  const rows: RowView[] = [];
  for (let nth = ask.offset; nth < Math.min(total, ask.offset + ask.limit); nth += 1) {
    const slot = slots[nth % slots.length] ?? 0;
    rows.push(fakeRow(sheet, Math.floor(nth / slots.length) * length + slot));
  }
  return { total, rows };
}
