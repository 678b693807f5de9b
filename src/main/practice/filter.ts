import { isFields, isList, isText } from './json.ts';
import type { Condition } from './query.ts';

/** A column that can be asked about. Dates are compared as milliseconds of the account's clock. */
export interface Column<T> {
  readonly read: (item: T) => unknown;
  readonly isDate?: boolean;
}
export type Columns<T> = ReadonlyMap<string, Column<T>>;

export type Test<T> = (item: T) => boolean;

export interface Reading {
  /** What the account's clock shows to clients, against its own. */
  readonly clockSkewMs: number;
  /** Bracket values are texts: does "true" find true? */
  readonly findsBooleans: boolean;
}

/** Of what was asked makes the question that is put to each row. */
type Comparison = (asked: unknown) => (found: unknown) => boolean;

/** The test that a `where` stands for. A text says what the account does not understand in it. */
export function testOf<T>(conditions: readonly Condition[], columns: Columns<T>, reading: Reading): Test<T> | string {
  const tests: Test<T>[] = [];
  for (const { value, isBracket } of conditions) {
    const test = readWhere(value, columns, { ...reading, findsBooleans: !isBracket || reading.findsBooleans });
    if (isText(test)) return test;
    tests.push(test);
  }
  return every(tests);
}

const every =
  <T>(tests: readonly Test<T>[]): Test<T> =>
  (item) =>
    tests.every((test) => test(item));

function readWhere<T>(where: unknown, columns: Columns<T>, reading: Reading): Test<T> | string {
  if (isList(where)) return combine(where, columns, reading, every);
  if (!isFields(where)) return 'where must be an object';
  const tests: Test<T>[] = [];
  for (const [key, value] of Object.entries(where)) {
    const test = readKey(key, value, columns, reading);
    if (isText(test)) return test;
    tests.push(test);
  }
  return every(tests);
}

function readKey<T>(key: string, value: unknown, columns: Columns<T>, reading: Reading): Test<T> | string {
  if (key === '$and') return combine(asParts(value), columns, reading, every);
  if (key === '$or') {
    return combine(asParts(value), columns, reading, (tests) => (item) => tests.some((test) => test(item)));
  }
  const column = columns.get(key);
  if (!column) return `column ${key} does not exist`;
  return readCondition(column, value, reading);
}

/** `$or` takes a list of conditions, or one object whose keys are the alternatives. */
const asParts = (value: unknown): readonly unknown[] =>
  isList(value) ? value : isFields(value) ? Object.entries(value).map(([key, part]) => ({ [key]: part })) : [value];

function combine<T>(
  parts: readonly unknown[],
  columns: Columns<T>,
  reading: Reading,
  join: (tests: readonly Test<T>[]) => Test<T>,
): Test<T> | string {
  const tests: Test<T>[] = [];
  for (const part of parts) {
    const test = readWhere(part, columns, reading);
    if (isText(test)) return test;
    tests.push(test);
  }
  return join(tests);
}

function readCondition<T>(column: Column<T>, value: unknown, reading: Reading): Test<T> | string {
  const operators = isFields(value) ? value : isList(value) ? { $in: value } : { $eq: value };
  const tests: Test<T>[] = [];
  for (const [name, asked] of Object.entries(operators)) {
    const comparison = comparisons.get(name);
    if (!comparison) return `operator ${name} is not known`;
    const ready = prepare(column, asked, reading);
    if (ready === undefined) return `${String(asked)} is not a date`;
    const holds = comparison(ready);
    tests.push((item) => holds(column.read(item)));
  }
  return every(tests);
}

function prepare<T>(column: Column<T>, asked: unknown, reading: Reading): unknown {
  if (isList(asked)) return asked.map((one) => prepare(column, one, reading));
  if (column.isDate && asked !== null) return momentOf(asked, reading.clockSkewMs);
  if (reading.findsBooleans && (asked === 'true' || asked === 'false')) return asked === 'true';
  return asked;
}

/** ISO, or seconds, or milliseconds, as clients write them. */
function momentOf(asked: unknown, clockSkewMs: number): number | undefined {
  const isDigits = /^\d+(\.\d+)?$/.test(String(asked));
  const ms = isDigits ? Number(asked) * (Number(asked) < 1e11 ? 1_000 : 1) : Date.parse(String(asked));
  return Number.isNaN(ms) ? undefined : ms - clockSkewMs;
}

/** Text and number are the same where they read the same, as they are once they stand in SQL. */
const isSame = (found: unknown, asked: unknown): boolean =>
  found === asked ||
  (found !== null && asked !== null && typeof found !== 'boolean' && String(found) === String(asked));

const isOneOf: Comparison = (asked) => {
  const all = isList(asked) ? asked : [asked];
  return (found) => all.some((one) => isSame(found, one));
};

const isLike =
  (flags: string): Comparison =>
  (asked) => {
    const source = String(asked)
      .replace(/[.*+?^${}()|[\]\\]/g, '\\$&')
      .replace(/%/g, '.*')
      .replace(/_/g, '.');
    const pattern = new RegExp(`^${source}$`, `${flags}s`);
    return (found) => isText(found) && pattern.test(found);
  };

const isOrdered =
  (holds: (found: number | string, asked: number | string) => boolean): Comparison =>
  (asked) =>
  (found) =>
    typeof found === 'number' ? holds(found, Number(asked)) : isText(found) && holds(found, String(asked));

const not =
  (comparison: Comparison): Comparison =>
  (asked) => {
    const holds = comparison(asked);
    return (found) => !holds(found);
  };

const isEqual: Comparison = (asked) => (found) => isSame(found, asked);

const comparisons: ReadonlyMap<string, Comparison> = new Map([
  ['$eq', isEqual],
  ['$ne', not(isEqual)],
  ['$in', isOneOf],
  ['$notIn', not(isOneOf)],
  ['$like', isLike('')],
  ['$iLike', isLike('i')],
  ['$gte', isOrdered((found, asked) => found >= asked)],
  ['$lte', isOrdered((found, asked) => found <= asked)],
  ['$gt', isOrdered((found, asked) => found > asked)],
  ['$lt', isOrdered((found, asked) => found < asked)],
]);
