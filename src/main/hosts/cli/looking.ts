import { serviceNamed } from '#shared/accounts/named.ts';
import type { ContactFilter } from '#shared/lookup/contacts.ts';
import { anyTicket, type TicketFilter } from '#shared/lookup/tickets.ts';
import { variableKey } from '#shared/mapping/key.ts';
import { ProblemError } from '#shared/problem.ts';
import type { Account } from '#shared/rpc/accounts.ts';
import type { EngineClient } from '#shared/rpc/contract.ts';
import { departmentNamed, namedIn } from './acting.ts';
import type { OptionSpecs } from './args.ts';
import { orInvalid, orThrow, UsageError } from './faults.ts';

/** Which contacts are meant: one of these. */
export const contactOptions = {
  tag: { type: 'string', value: 'NAME', about: 'cli.option.lookTag' },
  field: { type: 'string', value: 'NAME[=VALUE|~TEXT]', about: 'cli.option.lookField' },
  organisation: { type: 'string', value: 'NAME', about: 'cli.option.lookOrganisation' },
  person: { type: 'string', value: 'NAME', about: 'cli.option.lookPerson' },
  name: { type: 'string', value: 'TEXT', about: 'cli.option.lookName' },
  number: { type: 'string', value: 'DIGITS', about: 'cli.option.lookNumber' },
  since: { type: 'string', value: 'YYYY-MM-DD', about: 'cli.option.lookSince' },
} as const satisfies OptionSpecs;

/** Which tickets are meant: all of these at once. */
export const ticketOptions = {
  open: { type: 'boolean', about: 'cli.option.lookOpen' },
  closed: { type: 'boolean', about: 'cli.option.lookClosed' },
  department: { type: 'string', value: 'NAME', about: 'cli.option.lookDepartment' },
  user: { type: 'string', value: 'NAME', about: 'cli.option.lookUser' },
  contact: { type: 'string', value: 'ID', about: 'cli.option.lookContact' },
  from: { type: 'string', value: 'YYYY-MM-DD', about: 'cli.option.lookFrom' },
  to: { type: 'string', value: 'YYYY-MM-DD', about: 'cli.option.lookTo' },
} as const satisfies OptionSpecs;

type Values<O> = { readonly [K in keyof O]?: string | boolean | undefined };
export type ContactValues = Values<typeof contactOptions>;
export type TicketValues = Values<typeof ticketOptions>;

const text = (value: string | boolean | undefined): string | null => (typeof value === 'string' ? value : null);

/** How the contacts that are meant are found in an account. Problems of what was written come at once. */
export function contactWish(
  values: ContactValues,
): (engine: EngineClient, accountId: number) => Promise<ContactFilter> {
  const given = Object.keys(contactOptions).filter((key) =>
    Object.entries(values).some(([k, v]) => k === key && v !== undefined),
  );
  if (given.length > 1) throw new UsageError('cli.usage.oneFilter');
  const { tag, field, organisation, person } = values;
  const name = text(values.name);
  const number = text(values.number);
  const since = text(values.since);
  if (name !== null) return async () => ({ by: 'name', text: orInvalid(name.trim() || null, '--name', name) });
  if (number !== null) {
    const digits = number.replace(/\D/g, '');
    if (!/^\d{4,15}$/.test(digits))
      throw new ProblemError({ kind: 'optionInvalid', option: '--number', value: number });
    return async () => ({ by: 'number', digits });
  }
  if (since !== null) {
    dayMs('--since', since);
    return async () => ({ by: 'createdSince', day: since });
  }
  return async (engine, accountId) => {
    const found = (option: string, wanted: string, all: readonly { readonly id: string; readonly name: string }[]) =>
      namedIn(all, wanted, () => ({ kind: 'optionInvalid', option, value: wanted }));
    if (text(tag) !== null) {
      const all = await engine.accounts.tags({ accountId });
      const { id, name: label } = found(
        '--tag',
        text(tag) ?? '',
        all.map((one) => ({ id: one.id, name: one.label })),
      );
      return { by: 'tag', tagId: id, label };
    }
    if (text(field) !== null) return fieldFilter(await engine.accounts.customFields({ accountId }), text(field) ?? '');
    if (text(organisation) === null && text(person) === null) return { by: 'all' };
    const { people, organisations } = await engine.audiences.directory({ accountId });
    if (text(person) !== null) {
      const one = found('--person', text(person) ?? '', people);
      return { by: 'person', personId: one.id, name: one.name };
    }
    const one = found('--organisation', text(organisation) ?? '', organisations);
    return { by: 'organisation', organisationId: one.id, name: one.name };
  };
}

/** `Cidade` has a value, `Cidade=Recife` is it, `Cidade~reci` holds it. */
function fieldFilter(fields: readonly { readonly id: string; readonly name: string }[], wanted: string): ContactFilter {
  const [, name = '', sign, value = ''] = /^([^=~]+?)\s*(?:([=~])\s*(.*))?$/s.exec(wanted.trim()) ?? [];
  const field = fields.find((one) => variableKey(one.name) === variableKey(name));
  if (field === undefined) {
    throw new ProblemError({ kind: 'fieldUnknown', field: name, fields: fields.map((one) => one.name).join(', ') });
  }
  const test = sign === undefined ? 'filled' : sign === '=' ? 'equals' : 'contains';
  return { by: 'field', fieldId: field.id, name: field.name, test, value };
}

/** The same of tickets. */
export function ticketWish(
  values: TicketValues,
): (engine: EngineClient, account: Account, serviceId: string | null) => Promise<TicketFilter> {
  const [department, user, contactId] = [text(values.department), text(values.user), text(values.contact)];
  const [from, to] = [text(values.from), text(values.to)];
  if (values.open === true && values.closed === true) throw new UsageError('cli.usage.openOrClosed');
  const fromMs = from === null ? 0 : dayMs('--from', from);
  const toMs = to === null ? null : dayMs('--to', to) + dayLengthMs - 1;
  // Somebody who asks for a time that has not begun means nothing.
  const period = from === null && to === null ? null : { fromMs, toMs: toMs ?? farMs };
  return async (engine, { id: accountId }, serviceId) => ({
    ...anyTicket,
    ...{ serviceId, contactId, period },
    which: values.open === true ? 'open' : values.closed === true ? 'closed' : 'all',
    departmentId: department === null ? null : (await departmentNamed(engine, accountId, department)).id,
    userId:
      user === null
        ? null
        : namedIn((await engine.actions.choices({ accountId })).users, user, (users) => ({
            kind: 'userUnknown',
            user,
            users,
          })).id,
  });
}

const dayLengthMs = 86_400_000;
/** 1 January 2100: later than any ticket. */
const farMs = 4_102_444_800_000;

/** Where a day of this machine begins. */
function dayMs(option: string, day: string): number {
  const ms = /^\d{4}-\d{2}-\d{2}$/.test(day) ? new Date(`${day}T00:00:00`).getTime() : Number.NaN;
  return orInvalid(Number.isNaN(ms) ? null : ms, option, day);
}

/** The connection that is named; null: whichever. Problems: serviceUnknown. */
export const serviceIdNamed = (account: Account, wanted: string | undefined): string | null =>
  wanted === undefined ? null : orThrow(serviceNamed(account.services, wanted)).id;

/** How many lines somebody wants to see. Left out: `usual`. */
export function readLimit(value: string | undefined, usual: number): number {
  if (value === undefined) return usual;
  return orInvalid(/^[1-9]\d{0,6}$/.test(value) ? Number(value) : null, '--limit', value);
}
