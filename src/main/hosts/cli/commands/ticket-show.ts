import { formatPhone } from '#shared/phone/format.ts';
import type { Language } from '#shared/sentences/languages.ts';
import { exitCodes } from '../../exit-codes.ts';
import { chooseAccount } from '../account.ts';
import type { Task } from '../command.ts';
import { plain } from '../table.ts';

/** A moment of this machine's time; nothing where there is none. */
export function momentsIn(language: Language): (atMs: number | null) => string {
  // English is written as ISO writes it, here as everywhere.
  const locale = language === 'en' ? 'sv-SE' : language;
  const format = new Intl.DateTimeFormat(locale, { dateStyle: 'short', timeStyle: 'short' });
  return (atMs) => (atMs === null ? '' : format.format(atMs).replace(',', ''));
}

/** One ticket with all that the account tells of it. */
export const ticketShowTask =
  (ticketId: string): Task =>
  async (context) => {
    const { output, translate, language, signal } = context;
    const engine = await context.engine('shared');
    const { id: accountId } = await chooseAccount(context, engine);
    const ticket = await engine.tickets.get({ accountId, ticketId }, { signal });
    const moment = momentsIn(language);
    const { contact, metrics, topics, transfers } = ticket;
    const minutes = (seconds: number | null | undefined): string =>
      seconds === null || seconds === undefined ? '' : translate('cli.minutes', { count: Math.round(seconds / 60) });
    const state = ticket.isOpen === null ? '' : translate(ticket.isOpen ? 'lookup.open' : 'lookup.closed');
    const lines = [
      ['protocol', ticket.protocol ?? ''],
      ['state', state],
      ['contact', contact?.name ?? ''],
      ['number', contact?.number ? formatPhone(contact.number) : ''],
      ['connection', contact?.service?.name ?? ''],
      ['department', ticket.department?.name ?? ''],
      ['user', ticket.user?.name ?? ''],
      ['topics', (topics ?? []).map(({ name, id }) => name ?? id).join(', ')],
      ['opened', moment(ticket.openedAtMs)],
      ['closed', moment(ticket.closedAtMs)],
      ['duration', minutes(metrics?.ticketSeconds)],
      ['waiting', minutes(metrics?.waitingSeconds)],
      ['id', ticket.id],
    ] as const;
    for (const [key, value] of lines) {
      if (value !== '') output.print(`${translate(`lookup.ticket.${key}`)}: ${plain(value)}`);
    }
    for (const { action, byUser, atMs } of transfers ?? []) {
      output.print(`  ${[moment(atMs), action ?? '', byUser?.name ?? ''].filter((part) => part !== '').join('  ')}`);
    }
    output.tell({ type: 'row', ...ticket });
    output.tell({ type: 'result', job: null, state: 'done', counts: { tickets: 1 } });
    return exitCodes.done;
  };
