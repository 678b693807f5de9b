import { goodRowStates, type RowState } from '#shared/recipient/row.ts';
import type { RowCount, RowFilter } from '#shared/rpc/imports.ts';

/** What rows have in common, as a person counts them. Each row is in exactly one. */
export interface Situation {
  readonly key: string;
  readonly tone: 'plain' | 'good' | 'warn' | 'bad';
  readonly filter: RowFilter;
  readonly count: number;
}

/** The problems that have a short name of their own on the chips. */
export const namedProblems = [
  'phoneMissing',
  'phoneNotANumber',
  'phoneExponent',
  'phoneTooShort',
  'phoneTooLong',
  'areaCodeMissing',
  'areaCodeUnknown',
  'phoneSpecial',
  'phoneFictitious',
  'phoneInvalid',
  'duplicateInFile',
  'optedOut',
  'excludedByUser',
  'notCorrected',
  'noWhatsapp',
  'contactRefused',
  'contactInDoubt',
  'fieldsRefused',
  'importCancelled',
] as const;
export type NamedProblem = (typeof namedProblems)[number];
export const isNamedProblem = (text: string): text is NamedProblem => namedProblems.some((name) => name === text);

/** Rows without a problem, by where they are and how they came to their contact. */
export const plainKeys = [
  'staged',
  'unchecked',
  'verified',
  'unverified',
  'working',
  'created',
  'existing',
  'updated',
] as const;
export type PlainKey = (typeof plainKeys)[number];
export const isPlainKey = (text: string): text is PlainKey => plainKeys.some((key) => key === text);

const working: readonly RowState[] = ['creating', 'inDoubt', 'linked'];

function plainKeyOf({ state, verdict, origin }: RowCount): PlainKey | null {
  if (state === 'staged') return 'staged';
  if (state === 'normalised') return 'unchecked';
  if (state === 'checked') return verdict === 'unknown' ? 'unverified' : 'verified';
  if (working.includes(state)) return 'working';
  if (state !== 'ready') return null;
  return origin === 'matched' ? 'existing' : origin === 'updated' ? 'updated' : 'created';
}

const filters: Readonly<Record<PlainKey, RowFilter>> = {
  staged: { states: ['staged'] },
  unchecked: { states: ['normalised'] },
  verified: { states: ['checked'], verdict: 'yes' },
  unverified: { states: ['checked'], verdict: 'unknown' },
  working: { states: [...working] },
  created: { states: ['ready'], origin: 'created' },
  existing: { states: ['ready'], origin: 'matched' },
  updated: { states: ['ready'], origin: 'updated' },
};

const tones: Readonly<Record<PlainKey, Situation['tone']>> = {
  staged: 'plain',
  unchecked: 'plain',
  verified: 'good',
  unverified: 'warn',
  working: 'plain',
  created: 'good',
  existing: 'good',
  updated: 'good',
};

/** Some states and problems have one name. */
export const withoutProblem = 'state-';

/** States that nobody has to do anything about. */
const calm: readonly RowState[] = ['duplicate', 'optedOut', 'excluded', 'noWhatsapp'];

/** All situations that have rows: the ones without a problem first, then by how many. The counts add up to all rows. */
export function situationsOf(counts: readonly RowCount[]): readonly Situation[] {
  const found = new Map<string, Situation>();
  for (const count of counts) {
    if (count.count === 0) continue;
    const situation = situationOf(count);
    const before = found.get(situation.key);
    found.set(situation.key, before ? joined(before, situation) : situation);
  }
  const rank = ({ key }: Situation) => (isPlainKey(key) ? plainKeys.indexOf(key) : plainKeys.length);
  return [...found.values()].sort((a, b) => rank(a) - rank(b) || b.count - a.count);
}

function situationOf(counted: RowCount): Situation {
  const { state, problem, count } = counted;
  const plain = plainKeyOf(counted);
  if (plain !== null) return { key: plain, tone: tones[plain], filter: filters[plain], count };
  const tone = calm.includes(state) ? 'warn' : 'bad';
  return { key: problem ?? `${withoutProblem}${state}`, tone, filter: { states: [state], problem }, count };
}

const joined = (a: Situation, b: Situation): Situation => ({
  ...a,
  filter: { ...a.filter, states: [...new Set([...(a.filter.states ?? []), ...(b.filter.states ?? [])])] },
  count: a.count + b.count,
});

/** Rows that a creation would make contacts of. */
export const goodFilter: RowFilter = { states: [...goodRowStates] };
export const goodCount = (counts: readonly RowCount[]): number =>
  counts.reduce((sum, { state, count }) => sum + (goodRowStates.some((good) => good === state) ? count : 0), 0);

export const countIn = (counts: readonly RowCount[], states: readonly RowState[]): number =>
  counts.reduce((sum, { state, count }) => sum + (states.includes(state) ? count : 0), 0);
