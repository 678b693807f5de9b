import { at, isFields, isList, isText, parseJson } from './json.ts';

/** What a list was asked for, in either of the two languages of the API. */
export interface Query {
  readonly where: readonly Condition[];
  readonly include: readonly Include[];
  readonly order: readonly (readonly [path: string, direction: 'asc' | 'desc'])[];
  readonly attributes: readonly string[] | null;
  readonly page: number;
  /** Null where it was not asked. */
  readonly perPage: number | null;
}

/** A `where` as it came. Bracket values are texts, whatever they mean. */
export interface Condition {
  readonly value: unknown;
  readonly isBracket: boolean;
}

export interface Include {
  readonly model: string;
  /** Of the related ones; undefined: any. */
  readonly where: unknown;
  /** Models inside the model. */
  readonly include: readonly Include[];
  /** Rows without any are left out: also, unless it says otherwise, where there is a `where`. */
  readonly isRequired: boolean;
}

/** A text says what is wrong with it. */
export function parseQuery(parameters: URLSearchParams): Query | string {
  const bracket = readBrackets(parameters);
  const text = parameters.get('query');
  const json = text === null ? {} : parseJson(text);
  if (!isFields(json)) return 'query is not valid JSON';
  const either = (key: string): unknown => at(bracket, key) ?? at(json, key);

  const include = readInclude([at(json, 'include'), at(bracket, 'include')].flatMap(asList));
  const order = readOrder(either('order'));
  const attributes = either('attributes');
  if (isText(include)) return include;
  if (isText(order)) return order;
  const page = numberOf(either('page'));
  const perPage = numberOf(either('perPage'));
  if (Number.isNaN(page) || Number.isNaN(perPage)) return 'page and perPage must be numbers';
  return {
    where: [
      { value: at(json, 'where') ?? {}, isBracket: false },
      { value: at(bracket, 'where') ?? {}, isBracket: true },
    ],
    include,
    order,
    attributes: isList(attributes) ? attributes.filter(isText) : null,
    page: Math.max(1, page ?? 1),
    perPage,
  };
}

/** Null where there is none, NaN where it is no number. */
function numberOf(value: unknown): number | null {
  if (value === undefined) return null;
  const number = isText(value) && /^\d+$/.test(value) ? Number(value) : value;
  return typeof number === 'number' ? number : Number.NaN;
}

const asList = (value: unknown): readonly unknown[] => (value === undefined ? [] : isList(value) ? value : [value]);

function readInclude(values: readonly unknown[]): readonly Include[] | string {
  const include: Include[] = [];
  for (const value of values) {
    // The collection itself sends an empty one: include[1]=
    if (value === '') continue;
    const model = isText(value) ? value : at(value, 'model');
    if (!isText(model)) return 'include must name a model';
    const where = at(value, 'where');
    const required = at(value, 'required');
    const inner = readInclude(asList(at(value, 'include')));
    if (isText(inner)) return inner;
    // The collection writes "true" as a text as well.
    const isRequired = required === undefined ? where !== undefined : String(required) === 'true';
    include.push({ model, where, include: inner, isRequired });
  }
  return include;
}

/** `[["name","asc"]]`, `order[0][0]=name&order[0][1]=asc`, and `order[0]=name,ASC`. */
function readOrder(value: unknown): Query['order'] | string {
  const order: (readonly [string, 'asc' | 'desc'])[] = [];
  for (const one of asList(value)) {
    const parts = isText(one) ? one.split(',') : one;
    const [path, direction = 'asc'] = isList(parts) ? parts : [];
    const way = String(direction).toLowerCase();
    if (!isText(path) || (way !== 'asc' && way !== 'desc')) return 'order must be pairs of a column and asc or desc';
    order.push([path, way]);
  }
  return order;
}

/** The values of `numbers[]=` and of `numbers[0]=`, told apart. */
export function readNumbers(parameters: URLSearchParams): { readonly plain: string[]; readonly indexed: string[] } {
  const plain: string[] = [];
  const indexed: string[] = [];
  for (const [key, value] of parameters) {
    if (key === 'numbers[]') plain.push(value);
    else if (/^numbers\[\d+\]$/.test(key)) indexed.push(value);
  }
  return { plain, indexed };
}

type Tree = Map<string, Tree | string>;
const deepest = 8;

/** `where[a][$in][0]=x` and its like as objects and lists. */
function readBrackets(parameters: URLSearchParams): unknown {
  const tree: Tree = new Map();
  for (const [name, value] of parameters) {
    const match = /^([^[\]]+)((?:\[[^[\]]*\])*)$/.exec(name);
    if (!match) continue;
    const [, head = '', rest = ''] = match;
    const path = [head, ...[...rest.matchAll(/\[([^[\]]*)\]/g)].map(([, part = '']) => part)];
    if (path.length <= deepest) plant(tree, path, value);
  }
  return plainOf(tree);
}

function plant(tree: Tree, [head = '', ...rest]: readonly string[], value: string): void {
  const key = head === '' ? String(tree.size) : head;
  if (rest.length === 0) {
    tree.set(key, value);
    return;
  }
  const before = tree.get(key);
  const branch: Tree = before instanceof Map ? before : new Map();
  tree.set(key, branch);
  plant(branch, rest, value);
}

function plainOf(tree: Tree | string): unknown {
  if (typeof tree === 'string') return tree;
  const entries = [...tree].map(([key, branch]) => [key, plainOf(branch)] as const);
  const isArray = entries.length > 0 && entries.every(([key]) => /^\d+$/.test(key));
  return isArray ? entries.map(([, value]) => value) : Object.fromEntries(entries);
}
