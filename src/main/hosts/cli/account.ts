import { accountNamed, accountNames, departmentNamed, onlyAccount } from '#shared/accounts/named.ts';
import { ProblemError } from '#shared/problem.ts';
import type { Account } from '#shared/rpc/accounts.ts';
import type { EngineClient } from '#shared/rpc/contract.ts';
import type { JobSnapshot } from '#shared/rpc/jobs.ts';
import type { Context } from './command.ts';
import { orThrow, UsageError } from './faults.ts';

/**
 * The account of MALOTE_URL and MALOTE_TOKEN, for this process only; null where they are not set.
 * Problems: those of connecting.
 */
export async function accountOfEnvironment(
  { console: { env } }: Pick<Context, 'console'>,
  engine: EngineClient,
): Promise<Account | null> {
  const [address, token] = [env['MALOTE_URL'] ?? '', env['MALOTE_TOKEN'] ?? ''];
  if (address === '' && token === '') return null;
  if (address === '') throw new ProblemError({ kind: 'addressInvalid' });
  if (token === '') throw new ProblemError({ kind: 'tokenMissing' });
  return engine.accounts.connect({ address, token, remember: false });
}

/** The account to work with. Problems: noAccount, accountUnknown, those of connecting. */
export async function chooseAccount(context: Context, engine: EngineClient): Promise<Account> {
  const wanted = context.options.account;
  if (wanted === null) {
    const own = await accountOfEnvironment(context, engine);
    if (own !== null) return own;
  }
  const all = await engine.accounts.list();
  if (all.length === 0) throw new ProblemError({ kind: 'noAccount' });
  if (wanted !== null) return orThrow(accountNamed(all, wanted));
  const only = onlyAccount(all);
  if (only !== null) return only;
  throw new UsageError('cli.usage.accountAmbiguous', { accounts: accountNames(all) });
}

/** The jobs of the account that --account names; all of them where it names none. Problems: accountUnknown. */
export async function jobsOfAccount(
  { options: { account: wanted } }: Pick<Context, 'options'>,
  engine: EngineClient,
): Promise<readonly JobSnapshot[]> {
  const jobs = await engine.jobs.list();
  if (wanted === null) return jobs;
  const { id } = orThrow(accountNamed(await engine.accounts.list(), wanted));
  return jobs.filter(({ accountId }) => accountId === id);
}

/** The department's id. Problems: departmentUnknown, those of the account. */
export const chooseDepartment = async (engine: EngineClient, accountId: number, wanted: string): Promise<string> =>
  orThrow(departmentNamed(await engine.accounts.departments({ accountId }), wanted)).id;
