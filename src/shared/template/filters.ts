import { variableKey } from '../mapping/key.ts';
import { firstNameOf, titled } from '../mapping/names.ts';
import { dateOf } from './date.ts';
import { moneyOf } from './money.ts';

/** What a value can be made of before it is said. */
export const filters = ['firstName', 'upper', 'lower', 'title', 'date', 'money'] as const;
export type Filter = (typeof filters)[number];

/** As messages call them, the Portuguese name first. Accents, capitals and `_` for spaces do not count. */
export const filterNames: Readonly<Record<Filter, readonly string[]>> = {
  firstName: ['primeiro_nome', 'first_name', 'primer_nombre'],
  upper: ['maiúsculas', 'uppercase', 'mayúsculas'],
  lower: ['minúsculas', 'lowercase'],
  title: ['título', 'title'],
  date: ['data', 'date', 'fecha'],
  money: ['moeda', 'currency', 'moneda'],
};

const byKey: ReadonlyMap<string, Filter> = new Map(
  filters.flatMap((filter) => filterNames[filter].map((name) => [variableKey(name), filter] as const)),
);

/** The filter of a name in any of the three languages; null where it is none. */
export const filterOf = (name: string): Filter | null => byKey.get(variableKey(name)) ?? null;

/** The value as the filter says it; null where it cannot read the value, which then counts as missing. */
export const applyFilter: Readonly<Record<Filter, (value: string) => string | null>> = {
  firstName: firstNameOf,
  upper: (value) => value.toUpperCase(),
  lower: (value) => value.toLowerCase(),
  title: titled,
  date: dateOf,
  money: moneyOf,
};
