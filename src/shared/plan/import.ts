import { blanksRuleSchema, existingRuleSchema, tagRuleSchema } from '../contacts/rules.ts';
import { parseColumnRule, withColumnRules } from '../mapping/column-rule.ts';
import type { Mapping } from '../mapping/mapping.ts';
import { type ColumnChoice, parseMapArgument, withChoices } from '../mapping/target.ts';
import type { Problem } from '../problem.ts';
import { err, ok, type Result } from '../result.ts';
import type { ImportOptions } from '../rpc/imports.ts';
import { listOf, type Plan } from './schema.ts';
import { parseArea, parseCountry, parseDelimiter } from './values.ts';

// What an import is to be, by the options of `malote import` or by a plan: read and put into an import in one way, whoever
// carries it out.

/** What was said about a sheet, understood. */
export interface SheetWishes {
  readonly maps: readonly string[];
  readonly reading: { readonly sheet?: string; readonly encoding?: string; readonly delimiter?: string };
  readonly numbers: Partial<Pick<ImportOptions, 'defaultArea' | 'country'>>;
}

/** What was said about an import. */
export interface ImportWishes {
  readonly sheet: SheetWishes;
  /** `COLUMN=RULE`, as written. */
  readonly columnRules: readonly string[];
  readonly service: string | undefined;
  readonly department: string | undefined;
  readonly said: Partial<ImportOptions>;
}

/** By the names of the command line, as they are written. */
export interface SheetValues {
  readonly map?: readonly string[] | undefined;
  readonly 'default-area'?: string | undefined;
  readonly country?: string | undefined;
  readonly sheet?: string | undefined;
  readonly encoding?: string | undefined;
  readonly delimiter?: string | undefined;
}

interface ImportValues extends SheetValues {
  readonly service?: string | undefined;
  readonly tag?: readonly string[] | undefined;
  readonly department?: string | undefined;
  readonly existing?: string | undefined;
  readonly 'column-existing'?: readonly string[] | undefined;
  readonly blank?: string | undefined;
  readonly 'tags-rule'?: string | undefined;
}

const invalid = (option: string, value: string) => err({ kind: 'optionInvalid', option, value } as const);

/** Problem: optionInvalid. */
export function readSheetWishes(values: SheetValues): Result<SheetWishes, Problem> {
  const { map = [], 'default-area': area, country, sheet, encoding, delimiter } = values;
  const sign = delimiter === undefined ? undefined : parseDelimiter(delimiter);
  if (delimiter !== undefined && sign === null) return invalid('--delimiter', delimiter);
  const defaultArea = area === undefined ? undefined : parseArea(area);
  if (area !== undefined && defaultArea === null) return invalid('--default-area', area);
  const inCountry = country === undefined ? undefined : parseCountry(country);
  if (country !== undefined && inCountry === null) return invalid('--country', country);
  return ok({
    maps: map,
    reading: {
      ...(sheet === undefined ? {} : { sheet }),
      ...(encoding === undefined ? {} : { encoding }),
      ...(sign ? { delimiter: sign } : {}),
    },
    numbers: { ...(defaultArea ? { defaultArea } : {}), ...(inCountry ? { country: inCountry } : {}) },
  });
}

/** Problem: optionInvalid. */
export function readImportWishes(values: ImportValues): Result<ImportWishes, Problem> {
  const { service, department, tag: tags, existing, blank, 'tags-rule': tagsRule } = values;
  const blanks = blank === undefined ? undefined : (blanksRuleSchema.safeParse(blank).data ?? null);
  if (blank !== undefined && blanks === null) return invalid('--blank', blank);
  const tagRule = tagsRule === undefined ? undefined : (tagRuleSchema.safeParse(tagsRule).data ?? null);
  if (tagsRule !== undefined && tagRule === null) return invalid('--tags-rule', tagsRule);
  const rule = existing === undefined ? undefined : (existingRuleSchema.safeParse(existing).data ?? null);
  if (existing !== undefined && rule === null) return invalid('--existing', existing);
  const sheet = readSheetWishes(values);
  if (!sheet.ok) return sheet;
  return ok({
    sheet: sheet.value,
    columnRules: values['column-existing'] ?? [],
    service,
    department,
    said: {
      ...(tags === undefined ? {} : { tags: [...tags] }),
      ...(rule ? { existing: rule } : {}),
      ...(blanks ? { blanks } : {}),
      ...(tagRule ? { tagRule } : {}),
    },
  });
}

/** What a plan says of its import. Problem: optionInvalid. */
export function wishesOfPlan(part: Plan['import']): Result<ImportWishes, Problem> {
  const { map, tag, 'column-existing': rules, 'default-area': area, ...plain } = part;
  return readImportWishes({
    ...plain,
    map: listOf(map),
    tag: listOf(tag),
    'column-existing': listOf(rules),
    'default-area': area === undefined ? undefined : String(area),
  });
}

/** Where an import goes: names found in the account. `isSaid`: somebody named the account or the connection. */
export interface ImportPlace {
  readonly accountId: number | null;
  readonly serviceId: string | null;
  readonly departmentId: string | null;
  readonly isSaid: boolean;
}

/**
 * What an import is set to. What was not said of the place is as always; a sheet that corrects another one (`corrects`) keeps
 * the place of that one, unless it was said.
 */
export const optionsOfWishes = (
  { sheet, said }: Pick<ImportWishes, 'sheet' | 'said'>,
  { accountId, serviceId, departmentId, isSaid }: ImportPlace,
  { corrects }: { readonly corrects: boolean },
): Partial<ImportOptions> => ({
  ...sheet.numbers,
  ...(corrects && !isSaid ? {} : { accountId, serviceId }),
  ...(departmentId === null ? {} : { departmentId }),
  ...said,
});

/** Columns of a sheet as Malote understands them so far. */
interface Understood {
  readonly findings: { readonly header: readonly string[] } | null;
  readonly mapping: Mapping;
  readonly guesses: readonly { readonly target: Mapping[number] }[];
}

/**
 * What the columns are for: as guessed, with what was said of them put in. What cannot be is left out, and told: columnUnknown,
 * targetUnknown, optionInvalid.
 */
export function mappingOfWishes(
  sheet: Understood,
  { maps, columnRules }: { readonly maps: readonly string[]; readonly columnRules: readonly string[] },
): { readonly mapping: Mapping; readonly problems: readonly Problem[] } {
  const header = sheet.findings?.header ?? [];
  const guessed = sheet.mapping.length > 0 ? sheet.mapping : sheet.guesses.map(({ target }) => target);
  const problems: Problem[] = [];
  const choices: ColumnChoice[] = [];
  for (const argument of maps) {
    const choice = parseMapArgument(argument, header);
    if (choice.ok) choices.push(choice.value);
    else problems.push(choice.error);
  }
  let mapping = withChoices(guessed, header, choices);
  for (const argument of columnRules) {
    const rule = parseColumnRule(argument, header);
    const changed = rule.ok ? withColumnRules(mapping, header, [rule.value]) : rule;
    if (changed.ok) mapping = changed.value;
    else problems.push(changed.error);
  }
  return { mapping, problems };
}
