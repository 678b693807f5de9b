import type { ExportPlan } from '#shared/export/state.ts';
import type { ExportWish } from '#shared/export/wish.ts';
import { usualContactColumns } from '#shared/lookup/contacts.ts';
import { anyTicket, usualTicketColumns } from '#shared/lookup/tickets.ts';
import { ok, type Result } from '#shared/result.ts';
import { type Session, valueOrEnd } from '../account/session.ts';
import { noPeople, peopleAsked } from '../lookup/contact-pages.ts';
import type { StageEnd } from '../work.ts';

/** What an export has to know before it begins, looked up once. Problems: contactsNotTold, those of the account. */
export async function makePlan(
  session: Session,
  wish: ExportWish,
  signal: AbortSignal,
): Promise<Result<ExportPlan, StageEnd>> {
  const empty: ExportPlan = {
    ...{ people: [], organisations: {}, services: {}, tags: {}, fields: [], isOurs: false, mark: null },
  };
  if (wish.what !== 'contacts' && wish.what !== 'contactsOfAccount') return ok(empty);
  const filter = wish.what === 'contacts' ? wish.filter : ({ by: 'all' } as const);
  const people = await peopleAsked(session, filter, signal);
  if (!people.ok) return people;
  const services = valueOrEnd(await session.read((s) => session.digisac.services(s), signal));
  if (!services.ok) return services;
  const tags = valueOrEnd(await session.read((s) => session.digisac.tags(s), signal));
  if (!tags.ok) return tags;
  const fields = valueOrEnd(await session.read((s) => session.digisac.customFields(s), signal));
  if (!fields.ok) return fields;
  const { people: asked, organisations } = people.value ?? noPeople;
  const chosen = wish.what === 'contacts' ? new Set(wish.fieldIds) : null;
  return ok({
    ...empty,
    ...{ people: asked, organisations },
    services: Object.fromEntries(services.value.map(({ id, name }) => [id, name])),
    tags: Object.fromEntries(tags.value.map(({ id, label }) => [id, label])),
    fields: fields.value.flatMap(({ id, name }) => (chosen === null || chosen.has(id) ? [{ id, name }] : [])),
  });
}

/** Lists in place of a file that the account does not make. */
export function asOurs(wish: Extract<ExportWish, { what: 'contactsOfAccount' | 'history' }>): ListWish {
  if (wish.what === 'history') {
    const filter = { ...anyTicket, serviceId: wish.serviceId };
    return { what: 'tickets', format: 'csv', filter, columns: [...usualTicketColumns] };
  }
  const { serviceId } = wish;
  return {
    ...{ what: 'contacts', format: 'csv', serviceId, filter: { by: 'all' }, fieldIds: [] },
    columns: [...usualContactColumns],
  };
}

/** What is listed page by page. */
export type ListWish = Extract<ExportWish, { what: 'contacts' | 'tickets' }>;
