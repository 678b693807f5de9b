import type { MessagesRead } from '#main/digisac/digisac.ts';
import type { StoredDelivery } from '#main/store/deliveries.ts';
import { dayAround } from '#shared/pace/hours.ts';
import { matchEvidence } from '#shared/settle/evidence.ts';
import { formOf } from '#shared/settle/form.ts';
import type { StageEnd } from '../work.ts';
import { firstPollMs } from './receipts.ts';
import type { SendDeps, SendOptions } from './sending.ts';
import { marginMs } from './settle.ts';

/** Contacts whose messages are read in one request. */
const contactsAtOnce = 20;
/** Before the account is asked again about somebody who is written to at this moment. */
const contestedMs = 1_000;
/** So many requests without a trace, and the log is believed: what it calls unsent was not sent. */
const enoughWithoutTrace = 5;

/**
 * A database that was restored from a backup, or copied, does not know of the messages that left after it was taken:
 * it calls them queued, and would send them again. Before a campaign goes on, the account is asked about the next
 * ones in its queue; what is there counts as accepted (law 2).
 *
 * Where the database is known to be a restored one (`campaign.recalledTo`, set by `store/lineage.ts`), or one of the
 * next messages is there although the log calls it unsent, the whole queue is asked about before anything leaves. How
 * far that has come is kept, so that a kill costs no question twice.
 */
export async function recallSent(deps: SendDeps, options: SendOptions): Promise<StageEnd | null> {
  const { store, clock } = deps;
  const { campaignId, session, signal, onRows, onAccepted } = options;
  const campaign = store.campaigns.get(campaignId);
  // By the account's clock. This process may not know yet how far that is from ours, and ours may have been set right since
  // the campaign began: the earlier one counts, as a message that is overlooked is sent again.
  const { clockSkewMs } = store.accounts.get(campaign.accountId);
  const begunAtMs = () => campaign.createdAt + Math.min(clockSkewMs, session.skewMs());
  let after = campaign.recalledTo ?? 0;
  let isAll = campaign.recalledTo !== null;
  let withoutTrace = 0;
  let found = 0;
  if (isAll) tell('recallingSent');

  while (!signal.aborted && (isAll || withoutTrace < enoughWithoutTrace)) {
    const queued = store.deliveries.queuedAfter(campaignId, after, contactsAtOnce);
    const last = queued.at(-1);
    if (!last) break;
    const contactIds = queued.map((delivery) => delivery.contactId);
    const sinceMs = begunAtMs() - marginMs;
    const asked = await session.read((s) => session.digisac.messagesOf({ contactIds, sinceMs }, s), signal, 'prompt');
    if (asked.kind === 'ended') return asked.end.kind === 'blocked' ? asked.end : null;
    if (asked.kind === 'refused') {
      // Nothing may leave of which it is not known whether it has left already.
      return isAll ? { kind: 'blocked', problem: asked.failure.problem } : null;
    }
    if (queued.some(isContested)) {
      await clock.sleep(contestedMs, signal);
      continue;
    }
    after = last.id;
    const known = store.transact(() => {
      const count = queued.reduce((sum, delivery) => sum + (acceptIfThere(delivery, asked.value) ? 1 : 0), 0);
      if (count > 0 && !isAll) {
        isAll = true;
        // From the beginning, strictly: what came before was looked at in good faith.
        after = 0;
        tell('recallingSent');
      }
      if (isAll) store.campaigns.saveRecalledTo(campaignId, after);
      return count;
    });
    found += known;
    withoutTrace = known > 0 ? 0 : withoutTrace + 1;
    if (known > 0) onRows(known);
  }
  if (isAll && !signal.aborted) {
    store.transact(() => {
      store.campaigns.saveRecalledTo(campaignId, null);
      tell(null);
    });
    onRows(0);
  }
  if (found > 0) onAccepted();
  return null;

  /** Another campaign's message to the same contact is under way: what is there may be that one, and its answer will say so. */
  function isContested({ id, accountId, contactId }: StoredDelivery): boolean {
    return store.deliveries
      .ofContact(accountId, contactId)
      .some((other) => other.id !== id && other.state === 'sending');
  }

  /** Why nothing leaves, for as long as it does not. */
  function tell(kind: 'recallingSent' | null): void {
    const { phase, status } = store.campaigns.get(campaignId);
    if (status !== 'running') return;
    store.campaigns.move(campaignId, { phase, status, reason: kind === null ? null : { kind }, finishedAt: null });
    onRows(0);
  }

  /**
   * Accepts a delivery whose message stands in the account; false where none does. In a restored database, one that
   * cannot be told is held for a person.
   */
  function acceptIfThere(delivery: StoredDelivery, { messages, complete }: MessagesRead): boolean {
    const { id, accountId, contactId, text } = delivery;
    const claimed = store.deliveries.ofContact(accountId, contactId).flatMap((other) => other.messageId ?? []);
    const own = messages.filter((message) => message.contactId === contactId);
    const nowMs = clock.now();
    const evidence = matchEvidence({
      intents: [{ deliveryId: id, text, form: formOf(campaign.content), intentAtMs: begunAtMs() }],
      messages: own,
      claimed: new Set(claimed),
      complete,
      nowMs: nowMs + session.skewMs(),
      settleDelayMs: 0,
      marginMs,
    }).get(id);
    if (evidence?.kind === 'unclear' && isAll) {
      store.deliveries.take(id, nowMs);
      store.deliveries.move(id, 'sending', 'inDoubt', { problem: null, nowMs });
      store.deliveries.move(id, 'inDoubt', 'held', { problem: { kind: 'messageInDoubt' }, nowMs });
    }
    if (evidence?.kind !== 'sent') return false;
    const { messageId } = evidence;
    const seen = own.find((message) => message.id === messageId)?.timestampMs ?? null;
    const acceptedAt = Math.round(seen === null ? nowMs : Math.min(nowMs, seen - session.skewMs()));
    store.deliveries.take(id, nowMs);
    store.deliveries.accept(id, 'sending', { messageId, acceptedAt, pollAt: nowMs + firstPollMs, nowMs });
    // Law 4: what left counts on its day, although the log had forgotten it.
    store.pace.record({ accountId, lane: 'messages', atMs: acceptedAt });
    const day = dayAround(acceptedAt, campaign.pace.timeZone).name;
    store.sendingDays.add({ accountId, serviceId: campaign.serviceId, day, messages: 1 });
    return true;
  }
}
