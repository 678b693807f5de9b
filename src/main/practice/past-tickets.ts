import { chanceOf, idOf, oneOf } from './chance.ts';
import type { Contact, Named, Ticket, User } from './things.ts';
import { closed, protocolOf, ticketFrom, transferred } from './ticket.ts';
import type { ManyTickets } from './tickets.ts';

const dayMs = 86_400_000;
const minuteMs = 60_000;

/** Those who took part in what was, and when it is now. */
interface Past {
  readonly seed: number;
  readonly nowMs: number;
  readonly contacts: readonly Contact[];
  readonly departments: readonly Named[];
  readonly users: readonly User[];
  readonly topics: readonly Named[];
}

/** What the desk did with somebody once: opened, perhaps handed on, closed, by chance of the seed alone. */
function pastTicket(past: Past, n: number, ticket: Pick<Ticket, 'id' | 'contactId' | 'openedAtMs'>): Ticket {
  const { seed, departments, users, topics } = past;
  const chance = (about: string) => chanceOf(seed, 'ticket', about, n);
  const among = <T>(list: readonly T[], about: string): T | undefined => list[Math.floor(chance(about) * list.length)];
  const user = among(users, 'user');
  const departmentId = among(user?.departmentIds ?? [], 'department') ?? departments[0]?.id ?? '';
  const attendedAtMs = ticket.openedAtMs + Math.round((0.5 + 20 * chance('waiting')) * minuteMs);
  const opened = ticketFrom({
    ...ticket,
    ...{ protocol: protocolOf(ticket.openedAtMs, n), departmentId: departments[0]?.id ?? null },
    origin: chance('origin') < 0.7 ? 'automatic' : 'manual',
    messagingSeconds: Math.round(30 + 240 * chance('messaging')),
  });
  const userId = user?.id ?? null;
  const attended = transferred(opened, { departmentId, userId, comments: null }, { userId, atMs: attendedAtMs });
  const topic = chance('topic') < 0.6 ? among(topics, 'which topic') : undefined;
  const atMs = attendedAtMs + Math.round((3 + 90 * chance('length')) * minuteMs);
  return closed(attended, { topicIds: topic ? [topic.id] : [], comments: null }, { userId, atMs });
}

const finished = 24;

/** Some months of an ordinary desk, and three tickets that are open: one waits, one is attended to, one was handed on. */
export function beginTickets(past: Past): readonly Ticket[] {
  const { seed, nowMs, contacts, users, departments } = past;
  // The one that waits was here before the others; an account that was kept then has its tickets counted from it.
  const of = (n: number, contact: Contact, openedAtMs: number) => ({
    id: contact === contacts.at(-2) && n >= finished ? idOf(seed, 'ticket', 0) : idOf(seed, 'past ticket', n),
    ...{ contactId: contact.id, openedAtMs },
  });
  const before = contacts.slice(0, finished).map((contact, i) => {
    const openedAtMs = nowMs - Math.round((1 + i * 3.7 + chanceOf(seed, 'opened', i)) * dayMs);
    return pastTicket(past, i, of(i, contact, openedAtMs));
  });
  const [first, second] = departments;
  const openNow = [contacts.at(-2), contacts.at(-3), contacts.at(-5)].flatMap((contact, i): readonly Ticket[] => {
    if (!contact) return [];
    const n = before.length + i;
    const openedAtMs = nowMs - dayMs / 24 - i * 7 * minuteMs;
    const ticket = ticketFrom({
      ...of(n, contact, openedAtMs),
      ...{ protocol: protocolOf(openedAtMs, n), departmentId: first?.id ?? null },
    });
    const userId = users[i - 1]?.id ?? null;
    if (userId === null) return [ticket];
    const to = { departmentId: (i === 1 ? first : second)?.id ?? '', userId, comments: null };
    return [transferred(ticket, to, { userId: users[0]?.id ?? null, atMs: openedAtMs + 4 * minuteMs })];
  });
  // Oldest first, as they came to be.
  return [...before.reverse(), ...openNow];
}

/** A desk that has been at it for years. */
export function manyTickets(past: Past, count: number): ManyTickets {
  const { seed, nowMs, contacts } = past;
  const [prefix] = idOf(seed, 'many tickets', 0).split(/-[^-]*$/);
  const spanMs = 3 * 365 * dayMs;
  return {
    count,
    at: (n) => {
      const contact = oneOf(asSome(contacts), seed, 'contact of ticket', n);
      const openedAtMs = nowMs - spanMs + Math.floor((n / count) * (spanMs - 2 * dayMs));
      const id = `${prefix}-${n.toString(16).padStart(12, '0')}`;
      return pastTicket(past, n, { id, contactId: contact.id, openedAtMs });
    },
    indexOf: (id) => {
      const n = Number.parseInt(id.slice(-12), 16);
      return id.startsWith(`${prefix}-`) && n < count ? n : null;
    },
  };
}

function asSome<T>(list: readonly T[]): readonly [T, ...T[]] {
  const [first, ...others] = list;
  if (first === undefined) throw new Error('an account without contacts has no tickets');
  return [first, ...others];
}
