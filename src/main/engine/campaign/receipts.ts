import type { MessageStatus } from '#main/digisac/digisac.ts';
import type { StoredDelivery } from '#main/store/deliveries.ts';
import type { Store } from '#main/store/store.ts';
import type { Clock } from '#shared/clock.ts';
import type { Problem } from '#shared/problem.ts';
import { applyReceipt, takenStates } from '#shared/recipient/delivery.ts';
import { refusalOf, stopsCampaign } from '#shared/recipient/refusal.ts';
import { type JobId, jobIdOf } from '#shared/rpc/errors.ts';
import { createPollers } from '../account/pollers.ts';
import type { Session } from '../account/session.ts';
import type { Sessions } from '../account/sessions.ts';
import type { Events } from '../events.ts';
import type { Log } from '../log.ts';
import type { Heed } from '../optout/heed.ts';
import { type Listener, writtenAt } from './inbox.ts';

const dayMs = 86_400_000;
/**
 * When the receipt of a message is asked for, counted from its acceptance; then no more. A phone that was off has its messages
 * when it is on again: on Monday morning. Milliseconds.
 */
const pollAtMs = [
  ...[4_000, 15_000, 60_000, 190_000, 600_000, 1_800_000, 7_200_000, 28_800_000],
  ...[dayMs, 2 * dayMs, 4 * dayMs, 7 * dayMs],
];
export const firstPollMs = 4_000;

/** The resolution of times in answers, and the drift of clocks. */
const marginMs = 3_000;

/** Contacts whose messages are read in one request. */
const contactsAtOnce = 20;
/** Between two requests for receipts: they must never starve the sending. */
const gapMs = 300;
/** How long a poller without work waits until it looks again. */
const idleMs = 30_000;

/** So many accepted messages in a row that have not left for WhatsApp after so long: the phone is off. */
const silence = { messages: 10, afterMs: 180_000 } as const;
/** So many receipts in a row that tell of a failure: the others would fail as well. */
const mostFailures = 10;

interface ReceiptDeps {
  readonly store: Store;
  readonly clock: Clock;
  readonly sessions: Sessions;
  readonly events: Events;
  readonly log: Log;
  readonly heed: Heed;
  readonly listener: Listener;
  /** A run of accepted messages of a campaign does not leave: it has to stop, with how many there are. */
  readonly onSilence: (campaignId: number, count: number) => void;
  /** A run of accepted messages of a campaign failed afterwards. */
  readonly onFailures: (campaignId: number, count: number) => void;
  /** A message was refused for a reason that all others of its campaign share. */
  readonly onRefusal: (campaignId: number, problem: Problem) => void;
}

/**
 * Asks what became of accepted messages, and listens to the replies: *accepted* is the account's word, *sent*,
 * *delivered* and *read* are WhatsApp's. One poller per account, started when a campaign of it runs.
 */
export function createReceipts(deps: ReceiptDeps) {
  const { store, clock, sessions, events, log, heed, listener, onSilence, onFailures, onRefusal } = deps;
  /** Accepted messages of a campaign that stay where they are, since the last one that left. */
  const silent = new Map<number, Set<number>>();
  /** Failed receipts of a campaign, since the last one that told of a delivery. */
  const failures = new Map<number, number>();

  function isTaken(state: StoredDelivery['state']): state is (typeof takenStates)[number] {
    return takenStates.some((taken) => taken === state);
  }

  function nextPollAt(delivery: StoredDelivery, isOver: boolean): number | null {
    const after = pollAtMs[delivery.polls + 1];
    if (isOver || after === undefined) return null;
    return Math.max((delivery.acceptedAt ?? clock.now()) + after, clock.now() + firstPollMs);
  }

  function listenForSilence(delivery: StoredDelivery, hasLeft: boolean, nowMs: number): void {
    const { campaignId, acceptedAt } = delivery;
    if (hasLeft) {
      silent.delete(campaignId);
      return;
    }
    if (acceptedAt === null || nowMs - acceptedAt < silence.afterMs) return;
    const stuck = silent.get(campaignId) ?? new Set();
    stuck.add(delivery.id);
    silent.set(campaignId, stuck);
    if (stuck.size >= silence.messages) {
      silent.delete(campaignId);
      onSilence(campaignId, stuck.size);
    }
  }

  function listenForFailures({ campaignId }: StoredDelivery, to: StoredDelivery['state'] | null): void {
    if (to === 'delivered' || to === 'read') failures.delete(campaignId);
    if (to !== 'failed') return;
    const count = (failures.get(campaignId) ?? 0) + 1;
    failures.set(campaignId, count);
    if (count < mostFailures) return;
    failures.delete(campaignId);
    onFailures(campaignId, count);
  }

  function save(
    delivery: StoredDelivery,
    status: Pick<MessageStatus, 'receipt' | 'detail'> | null,
    askAgainAt = store.deliveries.polled,
  ): JobId {
    const nowMs = clock.now();
    const { id, state } = delivery;
    const job = jobIdOf.campaign(delivery.campaignId);
    if (!isTaken(state)) {
      askAgainAt(id, null);
      return job;
    }
    const to = status === null ? null : applyReceipt(state, status.receipt);
    const problem = to === 'failed' ? refusalOf(status?.detail ?? '') : null;
    if (to !== null) store.deliveries.move(id, state, to, { problem, nowMs });
    if (problem?.kind === 'optedOut') {
      const { accountId, person, phone } = delivery;
      heed.refusal({ accountId, person, phone, deliveryId: id });
    }
    const isOver = status === null || to === 'failed' || (to ?? state) === 'read';
    askAgainAt(id, nextPollAt(delivery, isOver));
    listenForSilence(delivery, (to ?? state) !== 'accepted', nowMs);
    listenForFailures(delivery, to);
    if (problem !== null && stopsCampaign(problem)) onRefusal(delivery.campaignId, problem);
    return job;
  }

  /** One round: false where nothing was due. */
  async function poll(session: Session, accountId: number, signal: AbortSignal): Promise<boolean> {
    const due = store.deliveries.dueForPoll(accountId, clock.now(), contactsAtOnce);
    if (due.length === 0) return false;
    const contactIds = [...new Set(due.map((delivery) => delivery.contactId))];
    const earliest = Math.min(...due.map((delivery) => writtenAt(delivery, session.skewMs())));
    const asked = await session.read(
      (s) => session.digisac.messagesOf({ contactIds, sinceMs: earliest - marginMs }, s),
      signal,
    );
    if (asked.kind === 'ended') return false;
    const seen = new Map(asked.kind === 'answered' ? asked.value.messages.map((message) => [message.id, message]) : []);
    for (const delivery of due) {
      const { messageId } = delivery;
      if (messageId === null || seen.has(messageId)) continue;
      const one = await session.read((s) => session.digisac.message(messageId, s), signal);
      if (one.kind === 'ended') return false;
      const job = store.transact(() =>
        // Refused or unexpected: nothing is known, so nothing changes but the time of the next question.
        save(delivery, one.kind === 'answered' ? one.value : { receipt: 'pending', detail: null }),
      );
      events.changed(job);
    }
    // All that one answer told in one commit: each waits for the disk.
    const changed = store.transact(() =>
      due.flatMap((delivery) => {
        const { messageId } = delivery;
        if (messageId !== null && !seen.has(messageId)) return [];
        // Read again: a person or another answer may have moved it while this one was on its way.
        const now = store.deliveries.find(delivery.id);
        return now ? [save(now, messageId === null ? null : (seen.get(messageId) ?? null))] : [];
      }),
    );
    for (const job of new Set(changed)) events.changed(job);
    if (asked.kind === 'answered') {
      listener.hear(accountId, [...asked.value.messages].sort(byTime), session.skewMs());
    }
    return true;
  }

  /** Until nothing is left to ask for, or nothing can be asked. */
  async function run(accountId: number, signal: AbortSignal, sleep: (ms: number) => Promise<void>) {
    while (!signal.aborted) {
      const nextAt = store.deliveries.nextPoll(accountId);
      if (nextAt === null) return 'nothingLeft' as const;
      const waitMs = nextAt - clock.now();
      if (waitMs > 0) {
        await sleep(Math.min(waitMs, idleMs));
        continue;
      }
      const opened = await sessions.open(accountId);
      // Without a token nothing can be asked; whoever connects the account starts it again.
      if (!opened.ok) return 'noToken' as const;
      const polled = await poll(opened.value, accountId, signal);
      await sleep(polled ? gapMs : idleMs);
    }
    return 'stopped' as const;
  }

  // A message may have been accepted while the loop was ending.
  const isNeeded = (accountId: number) => store.deliveries.nextPoll(accountId) !== null;
  return {
    ...createPollers({ clock, log, name: 'receipts', run, isNeeded }),

    /** What the account told by itself of messages of ours. To be called inside a transaction. Returns what changed. */
    told(accountId: number, messages: readonly (MessageStatus & { contactId: string; isFromMe: boolean })[]): JobId[] {
      return messages.flatMap(({ id, contactId, isFromMe, receipt, detail }) => {
        if (!isFromMe || receipt === 'pending') return [];
        const delivery = store.deliveries.ofContact(accountId, contactId).find(({ messageId }) => messageId === id);
        return delivery ? [save(delivery, { receipt, detail }, store.deliveries.putPollOff)] : [];
      });
    },
  };
}

const byTime = (a: { readonly timestampMs: number | null }, b: { readonly timestampMs: number | null }): number =>
  (a.timestampMs ?? 0) - (b.timestampMs ?? 0);

/** Whoever is told that there is something to ask an account for. */
export interface Receipts {
  /** A message was accepted. */
  readonly nudge: (accountId: number) => void;
  /** A campaign is about to send: what was answered meanwhile is heard now (law 5). */
  readonly listen: (accountId: number) => void;
  readonly stopAll: () => Promise<void>;
}
