import { builtInVariables, variableKey } from './key.ts';
import type { Consent, Draft, Mapping } from './mapping.ts';
import { firstNameOf } from './names.ts';
import { candidateNumbers, columnsInOrder } from './preference.ts';

/**
 * A row of the sheet as the contact and the values it gives. Cells beyond the mapping and cells that the row lacks
 * do not matter. Where several columns have one target: the first number that is not blank counts, names are joined in
 * their order ("First name", "Last name"), either by rank; tags add up, and of all others the first that is not blank
 * counts. What the sheet names wins over what is derived (a column "Primeiro nome" over the first name).
 */
export function applyMapping(cells: readonly string[], header: readonly string[], mapping: Mapping): Draft {
  const tags = new Map<string, string>();
  const fields = new Map<string, string>();
  const named = new Map<string, string>();
  const columnNames = new Map<string, string>();
  let department = '';

  mapping.forEach((target, i) => {
    const cell = (cells[i] ?? '').trim();
    if (cell === '') return;
    switch (target.kind) {
      case 'name':
      case 'consent':
      case 'consentDate':
        keepFirst(columnNames, variableKey(header[i] ?? ''), singleSpaced(cell));
        break;
      case 'department':
        department = department === '' ? singleSpaced(cell) : department;
        keepFirst(columnNames, variableKey(header[i] ?? ''), singleSpaced(cell));
        break;
      case 'tags':
        for (const tag of splitTags(cell)) keepFirst(tags, tag.toLowerCase(), tag);
        break;
      case 'field':
        keepFirst(fields, target.name, cell);
        keepFirst(named, variableKey(target.name), cell);
        break;
      case 'variable':
        keepFirst(named, variableKey(target.name), cell);
        break;
      case 'number':
      case 'skip':
        break;
    }
  });

  const name = columnsInOrder(mapping, 'name')
    .map((column) => singleSpaced((cells[column] ?? '').trim()))
    .filter((part) => part !== '')
    .join(' ');
  // Later ones win: derived, then as the name's column is called, then what was named on purpose.
  const variables = new Map([...derived(name), ...columnNames, ...named]);
  variables.delete('');
  return {
    number: candidateNumbers(cells, mapping)[0]?.cell ?? '',
    name,
    tags: [...tags.values()],
    department,
    consent: consentOf(cells, header, mapping),
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
