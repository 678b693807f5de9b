import type { Account } from '../rpc/accounts.ts';
import type { ImportDetail, ImportOptions } from '../rpc/imports.ts';
import type { Dialect } from '../tabular/table.ts';
import type { Mapping } from './mapping.ts';
import { formatTarget, parseMapArgument } from './target.ts';

/** An import as it was set up, with names in the place of ids. */
export interface ImportSetup {
  readonly fileName: string;
  readonly dialect: Dialect | null;
  readonly header: readonly string[];
  readonly mapping: Mapping;
  readonly options: Omit<ImportOptions, 'accountId' | 'serviceId' | 'departmentId'>;
  /** Null: not chosen, or the only one. */
  readonly account: string | null;
  readonly service: string | null;
  readonly department: string | null;
}

/** The setup of an import that is there; `department` by its name. What no account is known of is left out. */
export function importSetupOf(
  source: Pick<ImportDetail, 'fileName' | 'findings' | 'mapping' | 'options'>,
  known: { readonly account: Pick<Account, 'name' | 'services'> | null; readonly department: string | null },
): ImportSetup {
  const { fileName, findings, mapping, options } = source;
  const { account, department } = known;
  return {
    ...{ fileName, mapping, options, department },
    dialect: findings?.dialect ?? null,
    header: findings?.header ?? [],
    account: account?.name ?? null,
    service: account?.services.find(({ id }) => id === options.serviceId)?.name ?? options.serviceId,
  };
}

/**
 * An import as a plan in YAML: under `import` each option by the name that it has on the command line (`map`, `default-area`,
 * `tag`), lists where an option can be given more than once. Texts stand in double quotes as JSON writes them, which YAML
 * reads as well.
 */
export function importPlan(setup: ImportSetup): string {
  const { dialect, header, mapping, options } = setup;
  const rules = mapping.flatMap((target, column) =>
    'existing' in target && target.existing ? [`${columnName(header, column)}=${target.existing}`] : [],
  );
  const entries: readonly (readonly [string, string | readonly string[] | null])[] = [
    ['file', setup.fileName],
    ['account', setup.account],
    ['service', setup.service],
    ['sheet', dialect?.format === 'workbook' ? dialect.sheet : null],
    ['encoding', dialect?.format === 'text' ? dialect.encoding : null],
    ['delimiter', dialect?.format === 'text' ? dialect.delimiter : null],
    ['map', mapping.map((_, column) => mapArgument(header, mapping, column))],
    ['column-existing', rules],
    ['tag', options.tags],
    ['department', setup.department],
    ['default-area', options.defaultArea],
    ['country', options.country],
    ['existing', options.existing],
    ['blank', options.blanks],
    ['tags-rule', options.tagRule],
  ];
  return `import:\n${entries.map(([name, value]) => entry(name, value)).join('')}`;
}

function entry(name: string, value: string | readonly string[] | null): string {
  if (value === null || value.length === 0) return '';
  if (typeof value === 'string') return `  ${name}: ${JSON.stringify(value)}\n`;
  return `  ${name}:\n${value.map((one) => `    - ${JSON.stringify(one)}\n`).join('')}`;
}

/** `COLUMN=TARGET` that is read back as this column and this target: by position where the name alone would mislead. */
function mapArgument(header: readonly string[], mapping: Mapping, column: number): string {
  const target = formatTarget(mapping[column] ?? { kind: 'skip' });
  return `${columnName(header, column)}=${target}`;
}

function columnName(header: readonly string[], column: number): string {
  const name = (header[column] ?? '').trim();
  const read = parseMapArgument(`${name}=skip`, header);
  return name !== '' && read.ok && read.value.column === column ? name : `#${column + 1}`;
}
