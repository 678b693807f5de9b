import { extname } from 'node:path';
import { serviceNamed } from '#shared/accounts/named.ts';
import { type ExportWish, mostTickets } from '#shared/export/wish.ts';
import { contactColumnSchema, usualContactColumns } from '#shared/lookup/contacts.ts';
import { ticketColumnSchema, usualTicketColumns } from '#shared/lookup/tickets.ts';
import { ProblemError } from '#shared/problem.ts';
import { chooseAccount } from '../account.ts';
import { defineCommand } from '../command.ts';
import { exportTo, outOptions, sheetFormatOf } from '../exporting.ts';
import { orInvalid, orThrow, UsageError } from '../faults.ts';
import { contactOptions, contactWish, serviceIdNamed, ticketOptions, ticketWish } from '../looking.ts';

const kinds = ['contacts', 'tickets', 'history', 'conversations'] as const;
type Kind = (typeof kinds)[number];

/** A file of what the account has, of any size: what broke off is gone on with by `malote resume`. */
export const exportCommand = defineCommand({
  verb: 'export',
  operands: 'contacts|tickets|history|conversations',
  positionals: [1, 1],
  about: 'cli.about.export',
  options: {
    ...outOptions,
    ...contactOptions,
    ...ticketOptions,
    service: { type: 'string', value: 'ID|NAME', about: 'cli.option.service' },
    columns: { type: 'string', value: 'A,B', about: 'cli.option.exportColumns' },
    own: { type: 'boolean', about: 'cli.option.exportOwn' },
    as: { type: 'string', value: 'txt|pdf', about: 'cli.option.exportAs' },
    ticket: { type: 'string', multiple: true, value: 'ID', about: 'cli.option.exportTicket' },
    protocol: { type: 'string', multiple: true, value: 'N', about: 'cli.option.exportProtocol' },
  },
  read: ({ values, positionals: [word = ''] }) => {
    const kind = kinds.find((one) => one === word);
    const { out, force = false, service, own = false, ticket = [], protocol = [] } = values;
    if (kind === undefined || out === undefined) throw new UsageError('cli.usage.export');
    refuseOthers(kind, values);
    const chosen = values.columns?.split(',').map((one) => one.trim()) ?? null;
    const contactsOf = contactWish(kind === 'contacts' ? values : {});
    const ticketsOf = ticketWish(kind === 'contacts' ? {} : values);
    const as = conversationFormat(values.as, out);
    const named = [
      ...ticket.map((id) => ({ id, protocol: null })),
      ...protocol.map((one) => ({ id: null, protocol: one })),
    ];
    if (named.length > mostTickets) throw new UsageError('cli.usage.export');
    const format = kind === 'contacts' || kind === 'tickets' ? sheetFormatOf(out) : null;
    return async (context) => {
      const engine = await context.engine('own');
      const account = await chooseAccount(context, engine);
      const accountId = account.id;
      const serviceId = serviceIdNamed(account, service);
      const wishOf = async (): Promise<ExportWish> => {
        if (kind === 'history') return { what: 'history', serviceId };
        if (kind === 'contacts' && own) {
          return { what: 'contactsOfAccount', serviceId: orThrow(serviceNamed(account.services, service)).id };
        }
        if (kind === 'contacts') {
          const columns = chosen?.map((one) => column(contactColumnSchema, one)) ?? [...usualContactColumns];
          const fields = chosen === null ? await engine.accounts.customFields({ accountId }) : [];
          const filter = await contactsOf(engine, accountId);
          const fieldIds = fields.map(({ id }) => id);
          return { what: 'contacts', format: format ?? 'csv', serviceId, filter, columns, fieldIds };
        }
        if (kind === 'conversations' && named.length > 0) return { what: 'conversations', as, of: { tickets: named } };
        const filter = await ticketsOf(engine, account, serviceId);
        if (kind === 'conversations') return { what: 'conversations', as, of: { filter } };
        const columns = chosen?.map((one) => column(ticketColumnSchema, one)) ?? [...usualTicketColumns];
        return { what: 'tickets', format: format ?? 'csv', filter, columns };
      };
      return exportTo(context, engine, { accountId, wish: await wishOf(), out, force });
    };
  },
});

const column = <T>(
  schema: { readonly safeParse: (value: unknown) => { readonly data?: T | undefined } },
  name: string,
): T => orInvalid(schema.safeParse(name).data ?? null, '--columns', name);

function conversationFormat(as: string | undefined, out: string): 'txt' | 'pdf' {
  if (as === 'txt' || as === 'pdf') return as;
  if (as !== undefined) throw new ProblemError({ kind: 'optionInvalid', option: '--as', value: as });
  return extname(out).toLowerCase() === '.pdf' ? 'pdf' : 'txt';
}

/** What would be heeded by another kind of export is told, not left out. */
function refuseOthers(kind: Kind, values: Readonly<Record<string, unknown>>): void {
  const own: Readonly<Record<Kind, readonly string[]>> = {
    contacts: [...Object.keys(contactOptions), 'columns', 'own'],
    tickets: [...Object.keys(ticketOptions), 'columns'],
    history: [],
    conversations: [...Object.keys(ticketOptions), 'as', 'ticket', 'protocol'],
  };
  const allowed = new Set([...own[kind], ...Object.keys(outOptions), 'service']);
  const strange = Object.keys(values).find(
    (key) => !allowed.has(key) && Object.values(own).some((list) => list.includes(key)) && values[key] !== undefined,
  );
  if (strange !== undefined) throw new ProblemError({ kind: 'optionInvalid', option: `--${strange}`, value: kind });
}
