import { serviceNamed } from '#shared/accounts/named.ts';
import type { ImportPlace, ImportWishes } from '#shared/plan/import.ts';
import type { EngineClient } from '#shared/rpc/contract.ts';
import { chooseAccount, chooseDepartment } from './account.ts';
import type { Context } from './command.ts';
import { orThrow } from './faults.ts';

/**
 * Where an import goes: names found in the account. `accountOfPlan`: by a plan; `--account` wins. Problems: noAccount,
 * accountUnknown, serviceUnknown, departmentUnknown.
 */
export async function placeOfImport(
  context: Context,
  engine: EngineClient,
  { service, department }: ImportWishes,
  accountOfPlan?: string,
): Promise<ImportPlace & { readonly accountId: number }> {
  const wanted = context.options.account ?? accountOfPlan ?? null;
  const account = await chooseAccount({ ...context, options: { ...context.options, account: wanted } }, engine);
  return {
    accountId: account.id,
    serviceId: orThrow(serviceNamed(account.services, service)).id,
    departmentId: department === undefined ? null : await chooseDepartment(engine, account.id, department),
    isSaid: service !== undefined || wanted !== null,
  };
}
