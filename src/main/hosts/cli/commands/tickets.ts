import { usualTicketColumns } from '#shared/lookup/tickets.ts';
import type { TicketView } from '#shared/rpc/tickets.ts';
import { exitCodes } from '../../exit-codes.ts';
import { chooseAccount } from '../account.ts';
import { defineCommand } from '../command.ts';
import { exportTo, outOptions, sheetFormatOf } from '../exporting.ts';
import { readLimit, serviceIdNamed, ticketOptions, ticketWish } from '../looking.ts';
import { momentsIn } from './ticket-show.ts';

const usualLimit = 100;

/** Tickets of the account, newest first: on the terminal, for programs, or as a file. */
export const ticketsCommand = defineCommand({
  verb: 'tickets',
  operands: '',
  positionals: [0, 0],
  about: 'cli.about.tickets',
  options: {
    ...ticketOptions,
    service: { type: 'string', value: 'ID|NAME', about: 'cli.option.service' },
    limit: { type: 'string', value: 'N', about: 'cli.option.lookLimit' },
    ...outOptions,
  },
  read: ({ values }, common) => {
    const { service, out, force = false } = values;
    const limit = readLimit(values.limit, common.json ? Number.POSITIVE_INFINITY : usualLimit);
    const format = out === undefined ? null : sheetFormatOf(out);
    const wishOf = ticketWish(values);
    return async (context) => {
      const { output, translate, signal, language } = context;
      const engine = await context.engine(out === undefined ? 'shared' : 'own');
      const account = await chooseAccount(context, engine);
      const accountId = account.id;
      const filter = await wishOf(engine, account, serviceIdNamed(account, service));
      if (out !== undefined && format !== null) {
        const columns = [...usualTicketColumns];
        const wish = { what: 'tickets', format, filter, columns } as const;
        return exportTo(context, engine, { accountId, wish, out, force });
      }
      const moment = momentsIn(language);
      const shown: TicketView[] = [];
      let count = 0;
      let isLast = false;
      for (let page = 1; !isLast && count < limit; page += 1) {
        const read = await engine.tickets.page({ accountId, filter, page }, { signal });
        const some = read.tickets.slice(0, limit - count);
        count += some.length;
        if (!output.isJson) shown.push(...some);
        for (const ticket of some) output.tell({ type: 'row', ...ticket });
        isLast = read.isLast && some.length === read.tickets.length;
      }
      const columns = ['protocol', 'state', 'contact', 'department', 'user', 'opened', 'closed', 'id'] as const;
      output.printTable(
        columns.map((key) => ({ title: translate(`lookup.ticket.${key}`) })),
        shown.map((one) => [
          one.protocol ?? '',
          one.isOpen === null ? '' : translate(one.isOpen ? 'lookup.open' : 'lookup.closed'),
          one.contact?.name ?? '',
          one.department?.name ?? '',
          one.user?.name ?? '',
          moment(one.openedAtMs),
          moment(one.closedAtMs),
          one.id,
        ]),
      );
      if (!isLast) output.say(translate('cli.lookMore'));
      output.tell({ type: 'result', job: null, state: 'done', counts: { tickets: count }, isWhole: isLast });
      return exitCodes.done;
    };
  },
});
