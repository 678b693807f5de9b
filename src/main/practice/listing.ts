import { type Answer, jsonAnswer, refusal } from './answer.ts';
import type { Ask } from './ask.ts';
import type { Dialect } from './dialect.ts';
import { type Columns, type Test, testOf } from './filter.ts';
import { isText } from './json.ts';
import { type Include, parseQuery, type Query } from './query.ts';

const usualPage = 15;

export interface Listing<T> {
  readonly columns: Columns<T>;
  /** Models that may be included. */
  readonly models: readonly string[];
  /** Those that may match: all of them, or fewer where the route knows a shorter way. In the order of creation. */
  readonly candidates: (query: Query) => Iterable<T>;
  /** What `required` and the conditions of the includes leave of the list; left out: such includes are refused. */
  readonly related?: (include: readonly Include[]) => Test<T> | string;
  readonly view: (item: T, include: readonly Include[]) => Readonly<Record<string, unknown>>;
  /** Of a long list: its pages come one after the other, and need not be found anew. Left out: they are. */
  readonly remember?: (find: () => readonly T[]) => readonly T[];
}

/** A list as the API answers it: filtered, ordered, one page of it, in its envelope. */
export function answerList<T>(ask: Ask, listing: Listing<T>): Answer {
  const query = parseQuery(ask.parameters);
  if (isText(query)) return refusal(400, query);
  const unknown = query.include.find(({ model }) => !listing.models.includes(model));
  if (unknown) return refusal(400, `${unknown.model} is not associated`);
  const { clockSkewMs, bracketBooleans } = ask.dialect;
  const test = testOf(query.where, listing.columns, { clockSkewMs, findsBooleans: bracketBooleans === 'found' });
  if (isText(test)) return refusal(400, test);

  const related = relatedTest(query.include, listing);
  if (isText(related)) return refusal(400, related);

  const unordered = query.order.find(([path]) => !listing.columns.has(path));
  if (unordered) return refusal(400, `column ${unordered[0]} does not exist`);
  const find = (): readonly T[] => {
    const items: T[] = [];
    for (const item of listing.candidates(query)) if (test(item) && related(item)) items.push(item);
    sort(items, query, listing.columns);
    return items;
  };
  const { remember = (make: typeof find) => make() } = listing;
  const found = remember(find);

  const limit = pageSize(query.perPage, ask.dialect);
  const page = ask.dialect.pageNumber === 'ignored' ? 1 : query.page;
  const skip = (page - 1) * limit;
  const data = found.slice(skip, skip + limit).map((item) => only(listing.view(item, query.include), query.attributes));
  if (ask.dialect.list === 'array') return jsonAnswer(200, data);
  const lastPage = Math.max(1, Math.ceil(found.length / limit));
  // From and to are the bounds of the window, not counts of rows: recorded, with one row in it.
  return jsonAnswer(200, {
    data,
    ...{ total: found.length, limit, skip, currentPage: page, lastPage, from: skip, to: skip + limit },
  });
}

function relatedTest<T>(include: readonly Include[], listing: Listing<T>): Test<T> | string {
  if (listing.related) return listing.related(include);
  const filters = include.some(({ where }) => where !== undefined);
  return filters ? 'the practice account does not filter this list by an include' : () => true;
}

function pageSize(perPage: number | null, dialect: Dialect): number {
  if (perPage === null || perPage < 1) return usualPage;
  if (perPage <= dialect.largestPage) return Math.floor(perPage);
  return dialect.overLargestPage === 'largest' ? dialect.largestPage : usualPage;
}

function sort<T>(items: T[], query: Query, columns: Columns<T>): void {
  const order = query.order.map(([path, way]) => ({ read: columns.get(path)?.read, sign: way === 'asc' ? 1 : -1 }));
  if (order.length === 0) return;
  // What is equal stays in the order of creation, or against it: sorting is stable, and pages do not shift.
  if (order.at(-1)?.sign === -1) items.reverse();
  items.sort((a, b) => {
    for (const { read, sign } of order) {
      const compared = read ? compare(read(a), read(b)) : 0;
      if (compared !== 0) return sign * compared;
    }
    return 0;
  });
}

function compare(a: unknown, b: unknown): number {
  if (typeof a === 'number' && typeof b === 'number') return a - b;
  return String(a ?? '').localeCompare(String(b ?? ''));
}

function only(view: Readonly<Record<string, unknown>>, attributes: readonly string[] | null) {
  if (attributes === null) return view;
  return Object.fromEntries(Object.entries(view).filter(([key]) => attributes.includes(key)));
}

/** One thing, bare or wrapped. */
export const oneAnswer = (ask: Ask, status: number, value: unknown): Answer =>
  jsonAnswer(status, ask.dialect.single === 'data' ? { data: value } : value);

/** What a creation answers with. */
export const createdAnswer = (ask: Ask, value: unknown): Answer => oneAnswer(ask, Number(ask.dialect.created), value);
