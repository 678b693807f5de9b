import { z } from 'zod';
import { flag, list, part, recordOf, word } from './answers.ts';
import type { Ask } from './ask.ts';
import type { DepartmentNow, DeskNow, WhoIsAtWork } from './desk.ts';
import type { Digisac } from './digisac.ts';
import type { Answered } from './failure.ts';
import { figureOf, figuresIn } from './figures.ts';
import type { NamedRef } from './ticket.ts';
import { toNamedRef } from './ticket-reading.ts';

const names = {
  open: ['openTickets', 'ticketsOpen', 'totalOpen', 'open', 'opened', 'ticketsCount', 'tickets', 'total'],
  waiting: ['waitingTickets', 'ticketsWaiting', 'totalWaiting', 'waiting', 'queue', 'inQueue', 'queued'],
  attended: ['attendedTickets', 'ticketsInAttendance', 'inAttendance', 'attending', 'attended', 'inProgress'],
  usersOnline: ['onlineUsers', 'usersOnline', 'online', 'attendantsOnline', 'onlineAttendants'],
} as const;

/** Source: API collection, "Agora". What they answer is not documented: facts, section 9. */
export function createNow(ask: Ask): Pick<Digisac, 'nowResume' | 'attendanceResume' | 'departmentsResume'> {
  const now = <T>(what: string, read: (answer: Answered) => { value: T } | null, signal?: AbortSignal) =>
    ask({ method: 'GET', route: `/now/${what}`, path: `/now/${what}`, read }, signal);
  const listed =
    <T>(toOne: (row: unknown) => T | null) =>
    ({ json }: Answered) => {
      const rows = rowsIn(json);
      return rows && { value: rows.flatMap((row): readonly T[] => [toOne(row)].filter((one) => one !== null)) };
    };

  return {
    nowResume: (signal) =>
      now('resume', ({ json }) => (recordOf(json) === null ? null : { value: toDesk(json) }), signal),
    attendanceResume: (signal) => now('attendance-resume', listed(toWho), signal),
    departmentsResume: (signal) => now('departments-resume', listed(toDepartment), signal),
  };
}

/** The first list, wherever it stands: bare, in `data`, under a name. Null where there is none. */
function rowsIn(json: unknown, depth = 2): readonly unknown[] | null {
  if (Array.isArray(json)) return json;
  if (depth === 0) return null;
  for (const inner of Object.values(recordOf(json) ?? {})) {
    const rows = rowsIn(inner, depth - 1);
    if (rows !== null) return rows;
  }
  return null;
}

function toDesk(json: unknown): DeskNow {
  const figures = figuresIn(json);
  return {
    open: figureOf(figures, names.open),
    waiting: figureOf(figures, names.waiting),
    attended: figureOf(figures, names.attended),
    usersOnline: figureOf(figures, names.usersOnline),
    figures,
  };
}

/** Of somebody, or of a department: bare, or inside under its name. */
function refIn(row: unknown, key: 'user' | 'department'): NamedRef | null {
  const inside = recordOf(row)?.[key];
  return (
    toNamedRef(inside) ?? toNamedRef({ ...recordOf(row), id: recordOf(row)?.[`${key}Id`] ?? recordOf(row)?.['id'] })
  );
}

const statusSchema = z.object({
  ...{ isOnline: flag, online: flag, status: word, departments: list },
  user: part({ status: word, isOnline: flag, departments: list }),
});

function toWho(row: unknown): WhoIsAtWork | null {
  const user = refIn(row, 'user');
  const { data } = statusSchema.safeParse(row);
  if (user === null || data === undefined) return null;
  const figures = figuresIn(row);
  return {
    user,
    isOnline:
      data.isOnline ?? data.online ?? data.user?.isOnline ?? saysOnline(data.status ?? data.user?.status ?? null),
    open: figureOf(figures, names.open),
    departments: (data.departments ?? data.user?.departments)?.flatMap((one) => toNamedRef(one) ?? []) ?? null,
    figures,
  };
}

/** Away is at work, too. */
export function saysOnline(status: string | null): boolean | null {
  if (status === null) return null;
  if (/^(offline|desconectado|unavailable)/i.test(status)) return false;
  return /^(online|away|busy|available|ausente|ocupado|dispon)/i.test(status) ? true : null;
}

function toDepartment(row: unknown): DepartmentNow | null {
  const department = refIn(row, 'department');
  return department === null ? null : { department, ...toDesk(row) };
}
