import type { StoredExport } from '#main/store/exports.ts';
import { defused } from '#main/tabular/defuse.ts';
import { csvLine, csvMark } from '#main/tabular/write-csv.ts';
import { lineOfCells } from '#shared/export/line.ts';
import { partPath } from '#shared/export/name.ts';
import type { ExportPlace, ExportPlan } from '#shared/export/state.ts';
import { ok, type Result } from '#shared/result.ts';
import { type Session, valueOrEnd } from '../account/session.ts';
import { questionCount, readContactPage } from '../lookup/contact-pages.ts';
import { readTicketPage } from '../lookup/ticket-pages.ts';
import { type Words, wordsOf } from '../report/words.ts';
import { finished, type StageEnd, stopped } from '../work.ts';
import { contactCells, ticketCells } from './cells.ts';
import type { ListWish } from './plan.ts';
import { type ExportDeps, settleStep } from './writing.ts';

/** A page of a list, as lines of a sheet. */
interface Lines {
  readonly lines: readonly (readonly string[])[];
  readonly mark: string | null;
  readonly total: number | null;
  readonly isLast: boolean;
}

/**
 * Lists page after page into the part: CSV as it will be, of a workbook its rows as JSON. Each page is on the disk before the
 * store says so, and whoever goes on begins at what the store says.
 */
export async function writeList(
  deps: ExportDeps,
  options: {
    readonly one: StoredExport;
    readonly wish: ListWish;
    readonly plan: ExportPlan;
    readonly session: Session;
    readonly signal: AbortSignal;
  },
): Promise<StageEnd> {
  const { wish, session, signal } = options;
  let { one, plan } = options;
  const part = partPath(one.path);
  const words = wordsOf(one.language, one.timeZone);
  const questions = wish.what === 'contacts' ? questionCount(wish.filter, plan) : 1;
  const isCsv = wish.format === 'csv';
  const encode = (cells: readonly string[]) => (isCsv ? csvLine(cells.map(defused)) : lineOfCells(cells));
  while (!signal.aborted) {
    const { place, bytes } = one;
    const read = await readLines(session, { wish, plan, place, words, signal });
    if (!read.ok) return read.error;
    const { mark, total, isLast } = read.value;
    // An account that does not turn pages gives its first one for ever.
    const isAgain = place.page > 1 && mark !== null && mark === plan.mark;
    const lines = isAgain ? [] : read.value.lines;
    const head = isCsv && bytes === 0 ? csvMark + encode(headOf(wish, plan, words)) : '';
    const text = Buffer.from(head + lines.map(encode).join(''));
    await deps.parts.write(part, bytes, text);
    if (place.page === 1) plan = { ...plan, mark };
    const isOver = isLast || isAgain;
    const next = isOver ? { question: place.question + 1, page: 1, done: 0 } : { ...place, page: place.page + 1 };
    one = await settleStep(deps, one, {
      place: next.question < questions ? next : null,
      bytes: bytes + text.length,
      written: lines.length,
      total,
      isCut: isAgain && !(one.total !== null && one.written >= one.total),
      ...(place.page === 1 ? { plan } : {}),
    });
    if (one.phase !== 'read') return finished;
  }
  return stopped;
}

async function readLines(
  session: Session,
  ask: {
    readonly wish: ListWish;
    readonly plan: ExportPlan;
    readonly place: ExportPlace;
    readonly words: Words;
    readonly signal: AbortSignal;
  },
): Promise<Result<Lines, StageEnd>> {
  const { wish, plan, words, signal } = ask;
  const { question, page } = ask.place;
  const kind = 'background';
  if (wish.what === 'contacts') {
    const { serviceId, filter, columns } = wish;
    const read = await readContactPage(session, { serviceId, filter, people: plan, question, page, kind, signal });
    if (!read.ok) return read;
    return ok({ ...read.value, lines: read.value.contacts.map((one) => contactCells(one, columns, { plan, words })) });
  }
  const { filter, columns } = wish;
  const read = valueOrEnd(await readTicketPage(session, { filter, order: 'oldest', page, kind, signal }));
  if (!read.ok) return read;
  return ok({ ...read.value, lines: read.value.tickets.map((ticket) => ticketCells(ticket, columns, words)) });
}

/** The names of the columns. */
export function headOf(wish: ListWish, plan: ExportPlan, { translate }: Words): readonly string[] {
  if (wish.what === 'tickets') return wish.columns.map((column) => translate(`lookup.ticket.${column}`));
  return [
    ...wish.columns.map((column) => translate(`lookup.contact.${column}`)),
    ...plan.fields.map(({ name }) => name),
  ];
}
