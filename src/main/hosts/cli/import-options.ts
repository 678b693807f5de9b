import { blanksRuleSchema, existingRuleSchema, tagRuleSchema } from '#shared/contacts/rules.ts';
import type { EngineClient } from '#shared/rpc/contract.ts';
import type { ImportOptions } from '#shared/rpc/imports.ts';
import { chooseAccount, chooseDepartment, chooseService } from './account.ts';
import type { Context } from './command.ts';
import { orInvalid, orThrow } from './faults.ts';
import { readSheetOptions, type SheetWishes } from './sheet.ts';

/** What was said about an import, by the options of `malote import` or by a plan. */
export interface ImportWishes {
  readonly sheet: SheetWishes;
  readonly columnRules: readonly string[];
  readonly service: string | undefined;
  readonly department: string | undefined;
  readonly said: Partial<ImportOptions>;
}

/** Problems: of the values that cannot be understood. */
export function readImportOptions(
  values: Parameters<typeof readSheetOptions>[0] & {
    readonly service?: string | undefined;
    readonly tag?: string[] | undefined;
    readonly department?: string | undefined;
    readonly existing?: string | undefined;
    readonly 'column-existing'?: string[] | undefined;
    readonly blank?: string | undefined;
    readonly 'tags-rule'?: string | undefined;
  },
): ImportWishes {
  const { service, department, tag: tags, existing, blank, 'tags-rule': tagsRule } = values;
  const blanks = blank && orInvalid(blanksRuleSchema.safeParse(blank).data ?? null, '--blank', blank);
  const tagRule = tagsRule && orInvalid(tagRuleSchema.safeParse(tagsRule).data ?? null, '--tags-rule', tagsRule);
  const rule = existing && orInvalid(existingRuleSchema.safeParse(existing).data ?? null, '--existing', existing);
  return {
    sheet: readSheetOptions(values),
    columnRules: values['column-existing'] ?? [],
    service,
    department,
    said: {
      ...(tags === undefined ? {} : { tags }),
      ...(rule ? { existing: rule } : {}),
      ...(blanks ? { blanks } : {}),
      ...(tagRule ? { tagRule } : {}),
    },
  };
}

/**
 * Where an import goes: names found in the account. `own`: what holds unless the sheet corrects another one; `options`:
 * what was said, and holds always. What was not said is as always, and in corrections as it was in the first import.
 * `account`: by a plan; `--account` wins. Problems: noAccount, accountUnknown, serviceUnknown, departmentUnknown.
 */
export async function importSetup(
  context: Context,
  engine: EngineClient,
  wishes: ImportWishes,
  accountOfPlan?: string,
): Promise<{
  readonly accountId: number;
  readonly own: Partial<ImportOptions>;
  readonly options: Partial<ImportOptions>;
}> {
  const wanted = context.options.account ?? accountOfPlan ?? null;
  const account = await chooseAccount({ ...context, options: { ...context.options, account: wanted } }, engine);
  const { service, department, said } = wishes;
  const own = { accountId: account.id, serviceId: orThrow(chooseService(account.services, service)).id };
  const isSaid = service !== undefined || wanted !== null;
  const departmentId = department === undefined ? null : await chooseDepartment(engine, account.id, department);
  const options = { ...(isSaid ? own : {}), ...(departmentId === null ? {} : { departmentId }), ...said };
  return { accountId: account.id, own, options };
}
