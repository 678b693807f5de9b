import type { Problem } from '../problem.ts';
import { err, ok, type Result } from '../result.ts';
import type { Account, Service } from '../rpc/accounts.ts';
import { serviceFor } from './service.ts';

/** By name, address or number. Problems: accountUnknown, with those there are. */
export function accountNamed(accounts: readonly Account[], wanted: string): Result<Account, Problem> {
  const found = named(accounts, wanted, (account) => [account.name, account.host, String(account.id)]);
  return found === null
    ? err({ kind: 'accountUnknown', account: wanted, accounts: accountNames(accounts) })
    : ok(found);
}

/** The account that is meant where none is named. Whoever has one of their own does not mean the one for practice. */
export function onlyAccount(accounts: readonly Account[]): Account | null {
  const own = accounts.filter(({ kind }) => kind === 'digisac');
  const [only, another] = own.length > 0 ? own : accounts;
  return only !== undefined && another === undefined ? only : null;
}

/** The connection to write from: by id or name, else the one that needs no choice. Problems: noService, serviceUnknown, serviceAmbiguous. */
export function serviceNamed(services: readonly Service[], wanted: string | undefined): Result<Service, Problem> {
  if (wanted === undefined) return serviceFor({ services }, null);
  const usable = services.filter(({ isWhatsapp }) => isWhatsapp);
  if (usable.length === 0) return err({ kind: 'noService' });
  const found = named(usable, wanted, (service) => [service.id, service.name]);
  return found === null ? err({ kind: 'serviceUnknown', service: wanted, services: namesOf(usable) }) : ok(found);
}

/** By id or name. Problems: departmentUnknown, with those there are. */
export function departmentNamed<T extends { readonly id: string; readonly name: string }>(
  departments: readonly T[],
  wanted: string,
): Result<T, Problem> {
  const found = named(departments, wanted, (department) => [department.id, department.name]);
  return found === null
    ? err({ kind: 'departmentUnknown', department: wanted, departments: namesOf(departments) })
    : ok(found);
}

/** For people. */
export const accountNames = (accounts: readonly Account[]): string => namesOf(accounts);

/** As it is written first; then without regard to capitals. */
function named<T>(all: readonly T[], wanted: string, namesOfOne: (one: T) => readonly string[]): T | null {
  const key = wanted.trim().toLowerCase();
  const exact = all.find((one) => namesOfOne(one).includes(wanted));
  return exact ?? all.find((one) => namesOfOne(one).some((name) => name.trim().toLowerCase() === key)) ?? null;
}

const namesOf = (all: readonly { readonly name: string }[]): string => all.map(({ name }) => name).join(', ');
