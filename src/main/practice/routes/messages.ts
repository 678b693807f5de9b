import type { Account } from '../account.ts';
import { notFound } from '../answer.ts';
import type { Route } from '../ask.ts';
import { messageColumns } from '../columns.ts';
import { at, isFields, isText, listOf } from '../json.ts';
import { answerList, oneAnswer } from '../listing.ts';
import type { Query } from '../query.ts';
import type { Message } from '../things.ts';
import { messageView } from '../views.ts';

export const getMessage: Route = (ask) => {
  const message = ask.account.messages.get(ask.id);
  if (!message || message.appearsAtMs > ask.at.atMs) return notFound('Message');
  return oneAnswer(ask, 200, messageView(message, ask.at.atMs, ask.account, ask.dialect));
};

export const listMessages: Route = (ask) =>
  answerList(ask, {
    columns: messageColumns(ask.at.atMs, ask.dialect.receivedMessages),
    models: ['file', 'files', 'contact', 'user', 'from', 'to', 'ticket'],
    candidates: (query) => candidates(ask.account, query, ask.at.atMs),
    view: (message) => messageView(message, ask.at.atMs, ask.account, ask.dialect),
  });

function* candidates(account: Account, query: Query, nowMs: number): Iterable<Message> {
  for (const message of narrowed(account, query) ?? account.messages.all()) {
    if (message.appearsAtMs <= nowMs) yield message;
  }
}

/** The messages of the contacts that were asked about, where some were. */
function narrowed(account: Account, query: Query): readonly Message[] | null {
  for (const { value: where } of query.where) {
    const asked = at(where, 'contactId');
    const ids = isFields(asked) ? (at(asked, '$in') ?? at(asked, '$eq')) : asked;
    const list = isText(ids) ? [ids] : ids;
    if (!listOf(isText)(list)) continue;
    return [...new Set(list)].flatMap((id) => account.messages.ofContact(id)).sort((a, b) => a.seq - b.seq);
  }
  return null;
}
