import { z } from 'zod';
import { err, ok } from '#shared/result.ts';
import { anything, flag, id, moment, oneOf, part, raw, word } from './answers.ts';
import { type Ask, jsonQuery, readPage } from './ask.ts';
import type { Digisac, InboxRead, MessageStatus, MessagesRead } from './digisac.ts';
import { bodyOf, concealed } from './outgoing.ts';
import { pageSize, type Walk, walkPages } from './pages.ts';
import { failureDetail, receiptOf } from './receipt.ts';

type Seen = MessagesRead['messages'][number];

/** Twenty contacts do not write 4,000 messages since the last look; where they did, the reading is not complete. */
const mostPages = 20;

/** Of 200 messages: a campaign in full swing writes less than that between two readings. */
const mostInboxPages = 25;
/** The resolution of times in answers. */
const filterMarginMs = 60_000;

/** Events of the desk, which nobody outside sees. */
const internalTypes = new Set(['ticket', 'summary', 'bot_action']);

/** Source: API collection, "Mensagens"; facts, section 6. */
export function createMessages(
  ask: Ask,
): Pick<Digisac, 'sendMessage' | 'message' | 'messagesOf' | 'inbox' | 'contactsWithMessages'> {
  const listOf = (contactIds: readonly string[], page: number, signal?: AbortSignal) => {
    const where = { contactId: contactIds.length === 1 ? contactIds[0] : { $in: contactIds } };
    const query = { where, order: [['timestamp', 'DESC']], page, perPage: pageSize };
    return ask({ method: 'GET', route: '/messages', path: `/messages${jsonQuery(query)}`, read: readPage }, signal);
  };

  const inboxPage = (
    reading: {
      readonly sinceMs: number | null;
      readonly which: 'replies' | 'all';
      readonly way: 'ASC' | 'DESC';
      readonly page: number;
    },
    signal?: AbortSignal,
  ) => {
    const { sinceMs, which, way, page } = reading;
    const where = {
      ...(sinceMs === null ? {} : { timestamp: { $gte: new Date(sinceMs).toISOString() } }),
      ...(which === 'replies' ? { isFromMe: false } : {}),
    };
    const query = { where, order: [['timestamp', way]], page, perPage: pageSize };
    return ask({ method: 'GET', route: '/messages', path: `/messages${jsonQuery(query)}`, read: readPage }, signal);
  };

  return {
    sendMessage: (message, signal) =>
      ask(
        {
          method: 'POST',
          route: '/messages',
          path: '/messages',
          body: bodyOf(message),
          read: ({ json }) => {
            const accepted = toAccepted(json, message.dontOpenTicket);
            return accepted && { value: accepted };
          },
          refused: (detail) => ({ kind: 'messageRefused', detail }),
          conceal: concealed(message),
        },
        signal,
      ),

    message: (messageId, signal) =>
      ask<MessageStatus | null>(
        {
          method: 'GET',
          route: '/messages/{id}',
          path: `/messages/${encodeURIComponent(messageId)}`,
          read: ({ json }) => {
            const message = oneOf(json);
            const isIt = messageSchema.safeParse(message).data?.id === messageId;
            return isIt
              ? { value: { id: messageId, receipt: receiptOf(message), detail: failureDetail(message) } }
              : null;
          },
          absent: { value: null },
        },
        signal,
      ),

    messagesOf: async ({ contactIds, sinceMs }, signal) => {
      if (contactIds.length === 0) return ok({ messages: [], complete: true });
      const walked = await walkPages({
        mostPages,
        ask: (page) => listOf(contactIds, page, signal),
        hasEnough: (rows) => isOlder(rows.at(-1), sinceMs),
      });
      if (!walked.ok) return err(walked.error);
      return ok(readMessages(walked.value, contactIds, sinceMs));
    },

    inbox: async ({ sinceMs, which }, signal) => {
      const asked = await walkPages({
        mostPages: mostInboxPages,
        ask: (page) => inboxPage({ sinceMs, which, way: 'ASC', page }, signal),
        // An account that does not filter by time would begin with its very first message.
        hasEnough: (rows) => isOlder(rows[0], sinceMs - filterMarginMs),
      });
      if (asked.ok && asked.value.stopped !== 'enough') return ok(readInbox(asked.value, sinceMs));
      if (!asked.ok && asked.error.kind !== 'rejected') return err(asked.error);
      const walked = await walkPages({
        mostPages: mostInboxPages,
        ask: (page) => inboxPage({ sinceMs: null, which, way: 'DESC', page }, signal),
        hasEnough: (rows) => isOlder(rows.at(-1), sinceMs),
      });
      if (!walked.ok) return err(walked.error);
      const { stopped } = walked.value;
      // Newest first, what lies behind the last page cannot be caught up with later.
      return ok({ ...readInbox(walked.value, sinceMs), complete: stopped !== 'cut' });
    },

    contactsWithMessages: async (contactIds, signal) => {
      if (contactIds.length === 0) return ok({ contactIds: new Set(), complete: true });
      const walked = await walkPages({
        mostPages,
        ask: (page) => listOf(contactIds, page, signal),
        // Of one contact a single message tells all.
        hasEnough: (rows) => contactIds.length === 1 && rows.length > 0,
      });
      if (!walked.ok) return err(walked.error);
      return ok(readTalkers(walked.value, contactIds));
    },
  };
}

const messageSchema = z.object({
  id,
  contactId: id,
  contact: part({ id }),
  type: word,
  isFromMe: flag,
  text: raw,
  timestamp: moment,
  origin: word,
  hsmId: id,
  sent: flag,
  error: anything,
  ticketId: id,
  data: part({ dontOpenTicket: flag }),
});
type Message = z.infer<typeof messageSchema>;

/** Null where nobody knows whether it was taken. Facts, section 12 rows 11 and 22. */
function toAccepted(json: unknown, dontOpenTicket: boolean) {
  const around = messageSchema.safeParse(json);
  const parsed = messageSchema.safeParse(oneOf(json));
  if (!around.success || !parsed.success || parsed.data.id === null) return null;
  if (isRefusedInside(around.data) || isRefusedInside(parsed.data)) return null;
  const { ticketId, data } = parsed.data;
  const isKept = dontOpenTicket && data?.dontOpenTicket === true;
  return { id: parsed.data.id, openedTicket: !isKept && ticketId !== null, receipt: receiptOf(oneOf(json)) };
}

/** A 2xx may carry a refusal inside. */
const isRefusedInside = ({ error, sent }: Message): boolean =>
  sent === false || (error !== undefined && error !== null && error !== false && error !== '');

function isOlder(row: unknown, sinceMs: number): boolean {
  const timestampMs = messageSchema.safeParse(row).data?.timestamp ?? null;
  return timestampMs !== null && timestampMs < sinceMs;
}

/**
 * Only what proves itself is complete: every row readable, about these contacts, in the order asked, up to a message
 * older than the moment or to the end that the account tells. A resend is decided by what is *not* here (law 2).
 */
function readMessages(walk: Walk, contactIds: readonly string[], sinceMs: number): MessagesRead {
  const rows = walk.rows.map(toSeen);
  const seen = new Map<string, Seen>();
  let complete = walk.stopped !== 'cut';
  let previousMs = Number.POSITIVE_INFINITY;
  for (const row of rows) {
    const timestampMs = row?.message.timestampMs ?? null;
    if (timestampMs === null || timestampMs > previousMs) complete = false;
    previousMs = timestampMs ?? previousMs;
    if (row === null) continue;
    if (!contactIds.includes(row.message.contactId)) complete = false;
    else if (!row.isInternal && (timestampMs ?? sinceMs) >= sinceMs) seen.set(row.message.id, row.message);
  }
  const told = new Set(rows.flatMap((row) => row?.message.id ?? []));
  if (walk.stopped === 'end' && walk.total !== null && told.size < walk.total) complete = false;
  return { messages: [...seen.values()], complete };
}

/** A row that cannot be read is nobody's reply. */
function readInbox(walk: Walk, sinceMs: number): InboxRead {
  const rows = walk.rows.flatMap((row) => toSeen(row) ?? []);
  const times = rows.flatMap(({ message }) => message.timestampMs ?? []);
  const messages = rows
    .filter(({ isInternal, message }) => !isInternal && (message.timestampMs ?? sinceMs) >= sinceMs)
    .map(({ message }) => message)
    .sort((a, b) => (a.timestampMs ?? sinceMs) - (b.timestampMs ?? sinceMs));
  const heardToMs = times.length === 0 ? null : times.reduce((latest, ms) => Math.max(latest, ms));
  return { messages, heardToMs, complete: walk.stopped !== 'cut' };
}

/** A row that cannot be read may be of any of them. */
function readTalkers({ rows, total, stopped }: Walk, contactIds: readonly string[]) {
  const owners = rows.map((row) => {
    const parsed = messageSchema.safeParse(row);
    return parsed.success ? (parsed.data.contactId ?? parsed.data.contact?.id ?? null) : null;
  });
  const talkers = new Set(contactIds.filter((id) => owners.includes(id)));
  const isWhole = stopped === 'end' && (total === null || rows.length >= total);
  const isAboutThem = owners.every((owner) => owner !== null && contactIds.includes(owner));
  return { contactIds: talkers, complete: talkers.size === contactIds.length || (isWhole && isAboutThem) };
}

/** As it stands in lists, and in what webhooks post. Null where it cannot be told whose message it is. */
export function toSeen(value: unknown): { readonly message: Seen; readonly isInternal: boolean } | null {
  const parsed = messageSchema.safeParse(value);
  if (!parsed.success) return null;
  const { type, contact, text, timestamp, origin } = parsed.data;
  const kind = type?.toLowerCase() ?? null;
  const isInternal = internalTypes.has(kind ?? '');
  const contactId = parsed.data.contactId ?? contact?.id ?? null;
  const isFromMe = parsed.data.isFromMe ?? (isInternal || kind === 'comment' ? true : null);
  if (parsed.data.id === null || contactId === null || isFromMe === null) return null;
  const message = {
    id: parsed.data.id,
    contactId,
    isFromMe,
    text: text ?? '',
    timestampMs: timestamp,
    origin: origin?.toLowerCase() ?? null,
    type: kind,
    hsmId: parsed.data.hsmId,
    receipt: receiptOf(value),
    detail: failureDetail(value),
  };
  return { message, isInternal };
}
