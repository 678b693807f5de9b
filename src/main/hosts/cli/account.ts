import { serviceFor } from '#shared/accounts/service.ts';
import { type Problem, ProblemError } from '#shared/problem.ts';
import { err, ok, type Result } from '#shared/result.ts';
import type { Account, Service } from '#shared/rpc/accounts.ts';
import type { EngineClient } from '#shared/rpc/contract.ts';
import type { JobSnapshot } from '#shared/rpc/jobs.ts';
import type { Context } from './command.ts';
import { UsageError } from './faults.ts';

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
  if (wanted !== null) return accountNamed(all, wanted);
  // Whoever has an account of his own does not mean the one for practice.
  const real = all.filter(({ kind }) => kind === 'digisac');
  const [only, ...more] = real.length > 0 ? real : all;
  if (only !== undefined && more.length === 0) return only;
  throw new UsageError('cli.usage.accountAmbiguous', { accounts: namesOf(all) });
}

export function accountNamed(accounts: readonly Account[], wanted: string): Account {
  const found = named(accounts, wanted, (account) => [account.name, account.host, String(account.id)]);
  if (found === null) throw new ProblemError({ kind: 'accountUnknown', account: wanted, accounts: namesOf(accounts) });
  return found;
}

/** The jobs of the account that --account names; all of them where it names none. Problems: accountUnknown. */
export async function jobsOfAccount(
  { options: { account: wanted } }: Pick<Context, 'options'>,
  engine: EngineClient,
): Promise<readonly JobSnapshot[]> {
  const jobs = await engine.jobs.list();
  if (wanted === null) return jobs;
  const { id } = accountNamed(await engine.accounts.list(), wanted);
  return jobs.filter(({ accountId }) => accountId === id);
}

/** The connection to write from: by id or name, else the one that needs no choice. */
export function chooseService(services: readonly Service[], wanted: string | undefined): Result<Service, Problem> {
  if (wanted === undefined) return serviceFor({ services }, null);
  const usable = services.filter(({ isWhatsapp }) => isWhatsapp);
  if (usable.length === 0) return err({ kind: 'noService' });
  const found = named(usable, wanted, (service) => [service.id, service.name]);
  return found === null ? err({ kind: 'serviceUnknown', service: wanted, services: namesOf(usable) }) : ok(found);
}

/** The department's id. */
export async function chooseDepartment(engine: EngineClient, accountId: number, wanted: string): Promise<string> {
  const departments = await engine.accounts.departments({ accountId });
  const found = named(departments, wanted, (department) => [department.id, department.name]);
  if (found !== null) return found.id;
  throw new ProblemError({ kind: 'departmentUnknown', department: wanted, departments: namesOf(departments) });
}

/** As it is written first; then without regard to capitals. */
function named<T>(all: readonly T[], wanted: string, namesOfOne: (one: T) => readonly string[]): T | null {
  const key = wanted.trim().toLowerCase();
  const exact = all.find((one) => namesOfOne(one).includes(wanted));
  return exact ?? all.find((one) => namesOfOne(one).some((name) => name.trim().toLowerCase() === key)) ?? null;
}

const namesOf = (all: readonly { readonly name: string }[]): string => all.map(({ name }) => name).join(', ');
