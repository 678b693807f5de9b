import type { MessagesRead } from '#main/digisac/digisac.ts';
import type { StoredDelivery } from '#main/store/deliveries.ts';
import { matchEvidence } from '#shared/settle/evidence.ts';
import type { StageEnd } from '../work.ts';
import { firstPollMs } from './receipts.ts';
import type { SendDeps, SendOptions } from './sending.ts';
import { marginMs } from './settle.ts';

/** Contacts whose messages are read in one request. */
const contactsAtOnce = 20;
/** So many requests without a trace, and the log is believed: what it calls unsent was not sent. */
const enoughWithoutTrace = 5;

/**
 * A database that was restored from a backup, or copied, does not know of the messages that left after it was taken:
 * it calls them queued, and would send them again. Before a campaign goes on, the account is asked about the next
 * ones in its queue. Where one of them is there, the log has forgotten, and the whole queue is asked about; what is
 * there counts as accepted (law 2). The account is the witness: no mark in a file can be restored along with it.
 */
export async function recallSent(deps: SendDeps, options: SendOptions): Promise<StageEnd | null> {
  const { store, clock } = deps;
  const { campaignId, session, signal, onRows, onAccepted } = options;
  const campaign = store.campaigns.get(campaignId);
  let after = 0;
  let withoutTrace = 0;
  let found = 0;

  while (!signal.aborted && (found > 0 || withoutTrace < enoughWithoutTrace)) {
    const queued = store.deliveries.queuedAfter(campaignId, after, contactsAtOnce);
    const last = queued.at(-1);
    if (!last) break;
    after = last.id;
    const contactIds = queued.map((delivery) => delivery.contactId);
    const sinceMs = campaign.createdAt + session.skewMs() - marginMs;
    const asked = await session.read((s) => session.digisac.messagesOf({ contactIds, sinceMs }, s), signal);
    if (asked.kind === 'ended') return asked.end.kind === 'blocked' ? asked.end : null;
    if (asked.kind === 'refused') return null;
    const { messages } = asked.value;
    const known = store.transact(() =>
      queued.reduce((count, delivery) => count + (acceptIfThere(delivery, messages) ? 1 : 0), 0),
    );
    found += known;
    withoutTrace = known > 0 ? 0 : withoutTrace + 1;
    if (known > 0) onRows(known);
  }
  if (found > 0) onAccepted();
  return null;

  /** Accepts a delivery whose message stands in the account. False where none does. */
  function acceptIfThere(delivery: StoredDelivery, messages: MessagesRead['messages']): boolean {
    const { id, accountId, contactId, text } = delivery;
    const claimed = store.deliveries.ofContact(accountId, contactId).flatMap((other) => other.messageId ?? []);
    const own = messages.filter((message) => message.contactId === contactId);
    const nowMs = clock.now();
    const evidence = matchEvidence({
      intents: [{ deliveryId: id, text, intentAtMs: campaign.createdAt + session.skewMs() }],
      messages: own,
      claimed: new Set(claimed),
      complete: true,
      nowMs: nowMs + session.skewMs(),
      settleDelayMs: 0,
      marginMs,
    }).get(id);
    if (evidence?.kind !== 'sent') return false;
    const { messageId } = evidence;
    const seen = own.find((message) => message.id === messageId)?.timestampMs ?? null;
    const acceptedAt = Math.round(seen === null ? nowMs : Math.min(nowMs, seen - session.skewMs()));
    store.deliveries.take(id, nowMs);
    store.deliveries.accept(id, 'sending', { messageId, acceptedAt, pollAt: nowMs + firstPollMs, nowMs });
    return true;
  }
}
