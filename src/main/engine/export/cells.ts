import type { Ticket } from '#main/digisac/ticket.ts';
import type { ExportPlan } from '#shared/export/state.ts';
import type { ContactColumn } from '#shared/lookup/contacts.ts';
import type { TicketColumn } from '#shared/lookup/tickets.ts';
import { formatPhone } from '#shared/phone/format.ts';
import type { ListedContact } from '../lookup/contact-pages.ts';
import type { Words } from '../report/words.ts';

/** A contact as a line of a sheet; what the account does not say is left empty. */
export function contactCells(
  contact: ListedContact,
  columns: readonly ContactColumn[],
  known: { readonly plan: ExportPlan; readonly words: Words },
): readonly string[] {
  const { plan, words } = known;
  const said = (is: boolean | null): string => (is === null ? '' : words.translate(is ? 'lookup.yes' : 'lookup.no'));
  const cellOf = (column: ContactColumn): string => {
    switch (column) {
      case 'name':
        return contact.name;
      case 'number':
        return numberText(contact.number);
      case 'connection':
        return contact.serviceId === null ? '' : (plan.services[contact.serviceId] ?? contact.serviceId);
      case 'tags':
        return contact.tagIds.map((id) => plan.tags[id] ?? id).join(', ');
      case 'whatsapp':
        return said(contact.valid);
      case 'blocked':
        return said(contact.isBlocked);
      case 'unsubscribed':
        return said(contact.isUnsubscribed);
      case 'created':
        return words.moment(contact.createdAtMs);
      case 'id':
        return contact.id;
    }
  };
  return [...columns.map(cellOf), ...plan.fields.map(({ id }) => contact.fields[id] ?? '')];
}

/** A ticket as a line of a sheet. */
export function ticketCells(ticket: Ticket, columns: readonly TicketColumn[], words: Words): readonly string[] {
  const { metrics } = ticket;
  const count = (value: number | null | undefined): string =>
    value === null || value === undefined ? '' : String(value);
  const seconds = (value: number | null | undefined): string =>
    value === null || value === undefined ? '' : durationText(value);
  const cellOf = (column: TicketColumn): string => {
    switch (column) {
      case 'protocol':
        return ticket.protocol ?? '';
      case 'state':
        if (ticket.isOpen === null) return '';
        return words.translate(ticket.isOpen ? 'lookup.open' : 'lookup.closed');
      case 'contact':
        return ticket.contact?.name ?? '';
      case 'number':
        return numberText(ticket.contact?.number ?? '');
      case 'connection':
        return ticket.contact?.service?.name ?? '';
      case 'department':
        return ticket.department?.name ?? '';
      case 'user':
        return ticket.user?.name ?? '';
      case 'topics':
        return (ticket.topics ?? []).map(({ name, id }) => name ?? id).join(', ');
      case 'opened':
        return words.moment(ticket.openedAtMs);
      case 'closed':
        return words.moment(ticket.closedAtMs);
      case 'duration':
        return seconds(metrics?.ticketSeconds);
      case 'waiting':
        return seconds(metrics?.waitingSeconds);
      case 'messaging':
        return seconds(metrics?.messagingSeconds);
      case 'transfers':
        return count(metrics?.transfers);
      case 'origin':
        return ticket.origin ?? '';
      case 'id':
        return ticket.id;
    }
  };
  return columns.map(cellOf);
}

/** Without the plus, which a spreadsheet program would take for a formula. */
const numberText = (digits: string): string => formatPhone(digits).replace(/^\+/, '');

/** `1:04:09`, as spreadsheet programs understand it. */
function durationText(seconds: number): string {
  const whole = Math.round(seconds);
  const two = (value: number): string => String(value).padStart(2, '0');
  return `${Math.floor(whole / 3_600)}:${two(Math.floor(whole / 60) % 60)}:${two(whole % 60)}`;
}
