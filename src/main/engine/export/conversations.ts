import type { Answer, Exported, Sink } from '#main/digisac/digisac.ts';
import type { Ticket } from '#main/digisac/ticket.ts';
import type { ExportGap, StoredExport } from '#main/store/exports.ts';
import { createArchive } from '#main/tabular/zip-archive.ts';
import { memberName, partPath } from '#shared/export/name.ts';
import type { ExportPlace } from '#shared/export/state.ts';
import { type ExportWish, formatOf, type TicketName } from '#shared/export/wish.ts';
import { anyTicket } from '#shared/lookup/tickets.ts';
import type { Problem } from '#shared/problem.ts';
import { err, ok, type Result } from '#shared/result.ts';
import { type Session, valueOrEnd } from '../account/session.ts';
import { readTicketPage } from '../lookup/ticket-pages.ts';
import { blocked, finished, type StageEnd, stopped } from '../work.ts';
import { type ExportDeps, settleStep } from './writing.ts';

type Conversations = Extract<ExportWish, { what: 'conversations' }>;

interface Options {
  readonly one: StoredExport;
  readonly wish: Conversations;
  readonly session: Session;
  readonly signal: AbortSignal;
}

/** What became of one conversation. */
type Fetched =
  | { readonly kind: 'written'; readonly end: number }
  | { readonly kind: 'gap'; readonly problem: Problem }
  | { readonly kind: 'ended'; readonly end: StageEnd };

/**
 * Conversations one after the other, each whole in the part before the store says so. Of one that the account does not give,
 * the reason is kept, and the others go on.
 */
export async function writeConversations(deps: ExportDeps, options: Options): Promise<StageEnd> {
  const { wish, session, signal } = options;
  let { one } = options;
  const isAlone = formatOf(wish) !== 'zip';
  let page: TicketsOfPage | null = null;
  let mark: string | null = one.plan?.mark ?? null;
  while (!signal.aborted) {
    const { place } = one;
    if (page === null || page.page !== place.page) {
      const read = await ticketsOfPage(session, { wish, page: place.page, signal });
      if (!read.ok) return read.error;
      page = read.value;
      const { total } = page;
      // An account that does not turn pages gives its first one for ever.
      if (place.page > 1 && page.mark !== null && page.mark === mark) {
        const isCut = !(one.total !== null && one.written + one.failed >= one.total);
        await settleStep(deps, one, { place: null, bytes: one.bytes, written: 0, isCut });
        return finished;
      }
      if (place.page === 1 && one.plan !== null && (one.total !== total || one.plan.mark !== page.mark)) {
        mark = page.mark;
        const plan = { ...one.plan, mark };
        one = await settleStep(deps, one, { place, bytes: one.bytes, written: 0, total, plan });
      }
    }
    const ticket = page.tickets[place.done];
    if (ticket === undefined) {
      const next: ExportPlace | null = page.isLast ? null : { ...place, page: place.page + 1, done: 0 };
      one = await settleStep(deps, one, { place: next, bytes: one.bytes, written: 0 });
      if (next === null) return finished;
      continue;
    }
    const fetched = await fetchOne(deps, { ...options, one }, ticket);
    if (fetched.kind === 'ended') return fetched.end;
    // Alone it is all there is: without it there is no file.
    if (fetched.kind === 'gap' && isAlone) return blocked(fetched.problem);
    const after: ExportPlace = { ...place, done: place.done + 1 };
    one = await settleStep(
      deps,
      one,
      fetched.kind === 'written'
        ? { place: after, bytes: fetched.end, written: 1 }
        : { place: after, bytes: one.bytes, written: 0, gaps: [gapOf(ticket, fetched.problem)] },
    );
  }
  return stopped;
}

const gapOf = ({ id, protocol }: TicketName, problem: Problem): ExportGap => ({ ticketId: id, protocol, problem });

interface TicketsOfPage {
  readonly page: number;
  readonly tickets: readonly TicketName[];
  readonly mark: string | null;
  readonly total: number | null;
  readonly isLast: boolean;
}

async function ticketsOfPage(
  session: Session,
  ask: { readonly wish: Conversations; readonly page: number; readonly signal: AbortSignal },
): Promise<Result<TicketsOfPage, StageEnd>> {
  const { page, signal } = ask;
  const { of } = ask.wish;
  if ('tickets' in of) return ok({ page, tickets: of.tickets, mark: null, total: of.tickets.length, isLast: true });
  const asked = { filter: of.filter, order: 'oldest', page, kind: 'background', signal } as const;
  const read = valueOrEnd(await readTicketPage(session, asked));
  return read.ok ? ok({ ...read.value, page }) : read;
}

async function fetchOne(deps: ExportDeps, options: Options, ticket: TicketName): Promise<Fetched> {
  const { parts } = deps;
  const { one, wish, session, signal } = options;
  const part = partPath(one.path);
  const named = await nameOf(session, wish, ticket, signal);
  if (!named.ok) return named.error;
  const download = (sink: Sink, s: AbortSignal): Answer<Exported> =>
    wish.as === 'txt'
      ? session.digisac.exportTicketText(named.value, sink, s)
      : session.digisac.exportTicketPdf(named.value, sink, s);
  const archive = createArchive({
    write: (at, bytes) => parts.write(part, at, bytes),
    read: (at, length) => parts.read(part, at, length),
  });
  let end = one.bytes;
  const read = await session.read(async (s) => {
    end = one.bytes;
    if (formatOf(wish) === 'zip') {
      const added = await archive.add(one.bytes, memberName(ticket, wish.as), (sink) => download(sink, s));
      end = added.end;
      return added.value;
    }
    return download(async (bytes) => {
      await parts.write(part, end, bytes);
      end += bytes.length;
    }, s);
  }, signal);
  if (read.kind === 'ended') return read;
  if (read.kind === 'refused') return { kind: 'gap', problem: read.failure.problem };
  return read.value.kind === 'whole' ? { kind: 'written', end } : { kind: 'gap', problem: { kind: 'exportLater' } };
}

/** What a conversation is asked for by: as text its protocol, as PDF the ticket's id. */
async function nameOf(
  session: Session,
  wish: Conversations,
  { id, protocol }: TicketName,
  signal: AbortSignal,
): Promise<Result<string, Fetched>> {
  const known = wish.as === 'txt' ? protocol : id;
  if (known !== null) return ok(known);
  const read = id === null ? await byProtocol(session, protocol, signal) : await byId(session, id, signal);
  if (!read.ok) return err({ kind: 'ended', end: read.error });
  if (read.value === null) return err({ kind: 'gap', problem: { kind: 'ticketGone' } });
  const name = wish.as === 'txt' ? read.value.protocol : read.value.id;
  return name === null ? err({ kind: 'gap', problem: { kind: 'protocolMissing' } }) : ok(name);
}

const byId = async (session: Session, id: string, signal: AbortSignal): Promise<Result<Ticket | null, StageEnd>> =>
  valueOrEnd(await session.read((s) => session.digisac.ticket(id, s), signal));

async function byProtocol(
  session: Session,
  protocol: string | null,
  signal: AbortSignal,
): Promise<Result<Ticket | null, StageEnd>> {
  if (protocol === null) return ok(null);
  const asked = { filter: { ...anyTicket, protocol }, order: 'newest', page: 1, kind: 'background', signal } as const;
  const read = valueOrEnd(await readTicketPage(session, asked));
  return read.ok ? ok(read.value.tickets.find((one) => one.protocol === protocol) ?? null) : read;
}
