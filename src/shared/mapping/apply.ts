import { builtInVariables, variableKey } from './key.ts';
import type { ColumnTarget, Consent, Draft, Mapping } from './mapping.ts';
import { firstNameOf } from './names.ts';
import { columnsInOrder } from './preference.ts';

/** What is the same for every row of a sheet: which columns are what, and the keys of their names. */
interface Plan {
  readonly header: readonly string[];
  readonly numbers: readonly number[];
  readonly names: readonly number[];
  readonly hasConsent: boolean;
  readonly columns: readonly { readonly target: ColumnTarget; readonly column: number; readonly key: string }[];
}

/** By the mapping itself, which is never changed: a million rows are read by one. */
const plans = new WeakMap<Mapping, Plan>();

function planOf(header: readonly string[], mapping: Mapping): Plan {
  const known = plans.get(mapping);
  if (known?.header === header) return known;
  const plan: Plan = {
    header,
    numbers: columnsInOrder(mapping, 'number'),
    names: columnsInOrder(mapping, 'name'),
    hasConsent: mapping.some(({ kind }) => kind === 'consent' || kind === 'consentDate'),
    columns: mapping.flatMap((target, column) =>
      target.kind === 'number' || target.kind === 'skip'
        ? []
        : [{ target, column, key: variableKey('name' in target ? target.name : (header[column] ?? '')) }],
    ),
  };
  plans.set(mapping, plan);
  return plan;
}

/**
 * A row of the sheet as the contact and the values it gives. Cells beyond the mapping and cells that the row lacks
 * do not matter. Where several columns have one target: the first number that is not blank counts, names are joined in
 * their order ("First name", "Last name"), either by rank; tags add up, and of all others the first that is not blank
 * counts. What the sheet names wins over what is derived (a column "Primeiro nome" over the first name).
 */
export function applyMapping(cells: readonly string[], header: readonly string[], mapping: Mapping): Draft {
  const plan = planOf(header, mapping);
  const tags = new Map<string, string>();
  const fields = new Map<string, string>();
  const named = new Map<string, string>();
  const columnNames = new Map<string, string>();
  let department = '';

  for (const { target, column, key } of plan.columns) {
    const cell = (cells[column] ?? '').trim();
    if (cell === '') continue;
    switch (target.kind) {
      case 'name':
      case 'consent':
      case 'consentDate':
        keepFirst(columnNames, key, singleSpaced(cell));
        break;
      case 'department':
        department = department === '' ? singleSpaced(cell) : department;
        keepFirst(columnNames, key, singleSpaced(cell));
        break;
      case 'tags':
        for (const tag of splitTags(cell)) keepFirst(tags, tag.toLowerCase(), tag);
        break;
      case 'field':
        keepFirst(fields, target.name, cell);
        keepFirst(named, key, cell);
        break;
      case 'variable':
        keepFirst(named, key, cell);
        break;
      case 'number':
      case 'skip':
        break;
    }
  }

  const name = plan.names
    .map((column) => singleSpaced((cells[column] ?? '').trim()))
    .filter((part) => part !== '')
    .join(' ');
  // Later ones win: derived, then as the name's column is called, then what was named on purpose.
  const variables = new Map([...derived(name), ...columnNames, ...named]);
  variables.delete('');
  const filled = plan.numbers.find((column) => cells[column]?.trim());
  return {
    number: filled === undefined ? '' : (cells[filled] ?? '').trim(),
    name,
    tags: [...tags.values()],
    department,
    consent: plan.hasConsent ? consentOf(cells, header, mapping) : null,
    fields: Object.fromEntries(fields),
    variables: Object.fromEntries(variables),
  };
}

function consentOf(cells: readonly string[], header: readonly string[], mapping: Mapping): Consent | null {
  const filled = mapping.flatMap(({ kind }, column) => {
    const cell = (cells[column] ?? '').trim();
    return cell === '' || (kind !== 'consent' && kind !== 'consentDate') ? [] : [{ kind, column, cell }];
  });
  if (filled.length === 0) return null;
  const first = (wanted: string) => filled.find(({ kind }) => kind === wanted)?.cell ?? '';
  const from = filled.map(({ column }) => header[column]?.trim() || `#${column + 1}`);
  return { proof: first('consent'), date: first('consentDate'), from };
}

/**
 * What messages to this sheet can say, as offered to people: the name and the first name where there is one, then
 * fields and variables in the order of the columns.
 */
export function variablesOfMapping(header: readonly string[], mapping: Mapping): readonly string[] {
  const offered = new Map<string, string>();
  if (mapping.some((target) => target.kind === 'name')) {
    keepFirst(offered, builtInVariables.name[0], builtInVariables.name[0]);
    keepFirst(offered, builtInVariables.firstName[0], builtInVariables.firstName[0]);
  }
  mapping.forEach((target, i) => {
    const name = sayableByHeader.has(target.kind) ? (header[i] ?? '').trim() : 'name' in target ? target.name : '';
    if (variableKey(name) !== '') keepFirst(offered, variableKey(name), name);
  });
  return [...offered.values()];
}

/** Targets whose columns can be said under the name that they have in the sheet. */
const sayableByHeader: ReadonlySet<string> = new Set(['name', 'department', 'consent', 'consentDate']);

function derived(name: string): readonly (readonly [string, string])[] {
  if (name === '') return [];
  const first = firstNameOf(name);
  return [
    ...builtInVariables.name.map((key) => [key, name] as const),
    ...(first === null ? [] : builtInVariables.firstName.map((key) => [key, first] as const)),
  ];
}

const singleSpaced = (text: string): string => text.replace(/\s+/g, ' ');

const splitTags = (cell: string): readonly string[] =>
  cell
    .split(/[,;|\r\n]+/)
    .map((tag) => singleSpaced(tag).trim())
    .filter((tag) => tag !== '');

function keepFirst(map: Map<string, string>, key: string, value: string): void {
  if (!map.has(key)) map.set(key, value);
}
