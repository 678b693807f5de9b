import { type DialectChange, isChange, wrongChange } from './dialect.ts';
import { type DialectName, dialects, isDialectName } from './dialects.ts';
import { type Fault, faultKinds, isFaultList, isTroubleName, type TroubleName, troubles, wrongFault } from './fault.ts';
import { at, isBoolean, isFields, isList, isNumber, isText } from './json.ts';
import type { Habits } from './people.ts';

/** A dialect by its name, or by what differs from the usual; of several the later ones win. */
export type DialectChoice = OneDialect | readonly OneDialect[];
type OneDialect = DialectName | DialectChange;
/** Faults one by one, or trouble by its name. */
export type FaultChoice = readonly (Fault | TroubleName)[];

export interface PracticeOptions {
  readonly seed: number;
  /** Folder of the kept account; null: it is forgotten with the process. */
  readonly statePath: string | null;
  readonly token: string;
  /** 0: the system chooses. */
  readonly port?: number;
  readonly dialect?: DialectChoice;
  readonly faults?: FaultChoice;
  /** With a connection of the official API, and its templates; left out: without. */
  readonly official?: boolean;
  /** Tickets of years before, so many: a large account. Left out: none. */
  readonly tickets?: number;
  /** Against `usualHabits`. */
  readonly habits?: Partial<Habits>;
}

/** Something asked for that this account does not have. */
export interface WrongOption {
  readonly option: string;
  readonly given: string;
  /** What there is; empty where that is no list. */
  readonly known: readonly string[];
}

export const changesIn = (choice: DialectChoice): readonly DialectChange[] =>
  [choice].flat().map((one) => (isText(one) ? dialects[one] : one));

export const faultsIn = (choice: FaultChoice): readonly Fault[] =>
  choice.flatMap((one): readonly Fault[] => (isText(one) ? troubles[one] : [one]));

/** Null where it is a dialect, or several. */
export function wrongDialect(value: unknown): WrongOption | null {
  const all: readonly unknown[] = isList(value) ? value : [value];
  return all.map(wrongOne).find((wrong) => wrong !== null) ?? null;
}

function wrongOne(value: unknown): WrongOption | null {
  if (isText(value) || !isFields(value)) {
    return isDialectName(value) ? null : { option: 'dialect', given: String(value), known: Object.keys(dialects) };
  }
  const wrong = wrongChange(value);
  return wrong === null ? null : { option: 'dialect', given: wrong, known: [] };
}

export const isDialectChoice = (value: unknown): value is DialectChoice =>
  isList(value) ? value.every(isOneDialect) : isOneDialect(value);

const isOneDialect = (value: unknown): value is OneDialect => isDialectName(value) || isChange(value);

export function wrongFaults(value: unknown): WrongOption | null {
  if (!isList(value)) return { option: 'faults', given: String(value), known: [] };
  for (const one of value) {
    if (isText(one) && !isTroubleName(one)) return { option: 'faults', given: one, known: Object.keys(troubles) };
    const wrong = isText(one) ? null : wrongFault(one);
    if (wrong === 'kind') return { option: 'faults', given: String(at(one, 'kind')), known: faultKinds };
    if (wrong !== null) return { option: 'faults', given: wrong, known: [] };
  }
  return null;
}

export const isFaultChoice = (value: unknown): value is FaultChoice =>
  isList(value) && value.every((one) => isTroubleName(one) || isFaultList([one]));

/** The options of a thread or a process, which come as they were sent. */
export function readOptions(value: unknown): PracticeOptions | WrongOption {
  const keys = ['seed', 'statePath', 'token', 'port', 'dialect', 'faults', 'habits', 'official', 'tickets'];
  const [seed, statePath, token, port, dialect, faults, habits, official, tickets] = keys.map((key) => at(value, key));
  const wrong = (option: string, given: unknown): WrongOption => ({ option, given: String(given), known: [] });
  if (!isNumber(seed)) return wrong('seed', seed);
  if (statePath !== null && !isText(statePath)) return wrong('statePath', statePath);
  if (!isText(token) || token === '') return wrong('token', 'nothing');
  if (port !== undefined && !isNumber(port)) return wrong('port', port);
  if (official !== undefined && !isBoolean(official)) return wrong('official', official);
  if (tickets !== undefined && !isNumber(tickets)) return wrong('tickets', tickets);
  if (habits !== undefined && !isHabits(habits)) return wrong('habits', habits);
  if (dialect !== undefined && !isDialectChoice(dialect)) return wrongDialect(dialect) ?? wrong('dialect', dialect);
  if (faults !== undefined && !isFaultChoice(faults)) return wrongFaults(faults) ?? wrong('faults', faults);
  return {
    ...{ seed, statePath, token },
    ...(port === undefined ? {} : { port }),
    ...(dialect === undefined ? {} : { dialect }),
    ...(faults === undefined ? {} : { faults }),
    ...(habits === undefined ? {} : { habits }),
    ...(official === undefined ? {} : { official }),
    ...(tickets === undefined ? {} : { tickets }),
  };
}

const isHabits = (value: unknown): value is Partial<Habits> => isFields(value) && Object.values(value).every(isNumber);
