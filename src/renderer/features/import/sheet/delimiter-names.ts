import type { Delimiter } from '#shared/tabular/table.ts';

/** A delimiter as the texts name it. */
export const delimiterNames = { ';': 'semicolon', ',': 'comma', '\t': 'tab', '|': 'bar' } as const satisfies Record<
  Delimiter,
  string
>;
