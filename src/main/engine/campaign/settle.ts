import type { MessagesRead } from '#main/digisac/digisac.ts';
import type { StoredDelivery } from '#main/store/deliveries.ts';
import { unreachable } from '#shared/result.ts';
import { nextRetryDelayMs } from '#shared/retry/backoff.ts';
import { type DoubtfulIntent, type Evidence, matchEvidence } from '#shared/settle/evidence.ts';
import { formOf } from '#shared/settle/form.ts';
import type { StageEnd } from '../work.ts';
import { firstPollMs } from './receipts.ts';
import type { SendDeps, SendOptions } from './sending.ts';

/** Contacts whose messages are read in one request: what clients do (facts, section 12 row 33). */
const contactsAtOnce = 20;
/** Before a doubt is looked at again. */
const pauseMs = 2_000;
/** A doubt that stays unclear so often is held for a person. */
const mostReadings = 4;
/** A message that was certainly not sent after so many attempts is not tried again. */
export const mostAttempts = 5;
const again = { baseMs: 2_000, capMs: 60_000 } as const;

/** The Date header counts in seconds, and clocks drift between two answers. */
export const marginMs = 3_000;

/** A held message of longer ago would have shown long before the one in doubt was sent: it cannot be taken for it. */
const heldCountsMs = 3_600_000;

/** Bounds of the time that a message may take to show after its intent, and the guess while nothing is known. */
const settleDelay = { leastMs: 5_000, mostMs: 60_000, unknownMs: 15_000, times: 4, among: 200, enough: 5 } as const;

/**
 * How long absence proves nothing yet: four times what this account took at most to accept one of its last messages,
 * as the log knows; a slow account needs more time than a quick one. Milliseconds.
 */
export function settleDelayMs(slowest: { readonly count: number; readonly ms: number | null }): number {
  if (slowest.count < settleDelay.enough || slowest.ms === null) return settleDelay.unknownMs;
  return Math.min(settleDelay.mostMs, Math.max(settleDelay.leastMs, slowest.ms * settleDelay.times));
}

/** When a message's intent was committed, by the account's clock: this machine's may have been set since. */
export const intentAtServer = (
  { intentServerAt, intentAt }: Pick<StoredDelivery, 'intentServerAt' | 'intentAt'>,
  skewMs: number,
): number => intentServerAt ?? (intentAt ?? 0) + skewMs;

/**
 * Settles messages whose answer was lost by reading back what the account has (law 2): there, it counts as accepted;
 * certainly not there, it goes back in the queue; unclear, it is held for a person. Never by guessing.
 */
export function createSettler(deps: SendDeps, options: SendOptions) {
  const { store, clock } = deps;
  const { campaignId, session, signal, onRows, onAccepted } = options;
  const unclear = new Map<number, number>();
  const random = deps.random;

  const delayMs = (accountId: number) => settleDelayMs(store.deliveries.slowestAnswer(accountId, settleDelay.among));
  const intentOf = (delivery: StoredDelivery): DoubtfulIntent => ({
    deliveryId: delivery.id,
    text: delivery.text,
    form: formOf(store.campaigns.get(delivery.campaignId).content),
    intentAtMs: intentAtServer(delivery, session.skewMs()),
  });

  /** What could have become one of the contact's messages: all that is in doubt, and what was held not long ago. */
  const contendersOf = (accountId: number, contactId: string): readonly StoredDelivery[] => {
    const sinceMs = clock.now() - heldCountsMs;
    return store.deliveries
      .ofContact(accountId, contactId)
      .filter(({ state, intentAt }) => state === 'inDoubt' || (state === 'held' && (intentAt ?? 0) >= sinceMs));
  };

  function hold(delivery: StoredDelivery, nowMs: number): void {
    store.deliveries.move(delivery.id, 'inDoubt', 'held', { problem: { kind: 'messageInDoubt' }, nowMs });
  }

  /** A reading that told nothing: once more, or a person decides. */
  function noteUnclear(delivery: StoredDelivery, nowMs: number): void {
    const readings = (unclear.get(delivery.id) ?? 0) + 1;
    unclear.set(delivery.id, readings);
    if (readings >= mostReadings) hold(delivery, nowMs);
  }

  function apply(
    delivery: StoredDelivery,
    evidence: Evidence,
    messages: MessagesRead['messages'],
    nowMs: number,
  ): void {
    const from = delivery.state;
    if (from !== 'inDoubt' && from !== 'held') return;
    if (evidence.kind === 'sent') {
      const seen = messages.find((message) => message.id === evidence.messageId)?.timestampMs ?? null;
      const acceptedAt = Math.round(seen === null ? nowMs : Math.min(nowMs, seen - session.skewMs()));
      const { messageId } = evidence;
      store.deliveries.accept(delivery.id, from, { messageId, acceptedAt, pollAt: nowMs + firstPollMs, nowMs });
      return;
    }
    // What is held waits for a person; only proof that it left moves it.
    if (from === 'held') return;
    switch (evidence.kind) {
      case 'absent':
        if (delivery.attempts >= mostAttempts) {
          const problem = { kind: 'tooManyAttempts', attempts: delivery.attempts } as const;
          store.deliveries.move(delivery.id, 'inDoubt', 'failed', { problem, nowMs });
        } else {
          const waitMs = nextRetryDelayMs({ attempt: delivery.attempts, ...again, random });
          // Where nobody's message comes through, it is not this one's fault.
          const giveBack = session.isSendingDown();
          store.deliveries.requeue(delivery.id, 'inDoubt', { notBefore: nowMs + waitMs, giveBack, nowMs });
        }
        return;
      case 'unclear':
        noteUnclear(delivery, nowMs);
        return;
      case 'tooEarly':
        return;
      default:
        unreachable(evidence);
    }
  }

  /** One contact's doubts against its messages. Every delivery that may have become one of them takes part. */
  function settleContact(contactId: string, accountId: number, read: MessagesRead): void {
    const nowMs = clock.now();
    const all = store.deliveries.ofContact(accountId, contactId);
    // Under way right now, in another campaign: which message is whose cannot be told before its answer is here.
    if (all.some((delivery) => delivery.state === 'sending')) return;
    const doubtful = contendersOf(accountId, contactId);
    const messages = read.messages.filter((message) => message.contactId === contactId);
    const verdicts = matchEvidence({
      intents: doubtful.map(intentOf),
      messages,
      claimed: new Set(all.flatMap((delivery) => delivery.messageId ?? [])),
      complete: read.complete,
      nowMs: nowMs + session.skewMs(),
      settleDelayMs: delayMs(accountId),
      marginMs,
    });
    for (const delivery of doubtful) {
      const evidence = verdicts.get(delivery.id);
      if (evidence) apply(delivery, evidence, messages, nowMs);
    }
  }

  return {
    /**
     * One round over what is in doubt in this campaign: waits until absence can count, reads, settles. The end of the
     * stage where the account is unusable; else null.
     */
    async round(): Promise<StageEnd | null> {
      const doubts = store.deliveries.inState(campaignId, 'inDoubt', contactsAtOnce);
      const [first] = doubts;
      if (!first) return null;
      const { accountId } = first;
      if (store.campaigns.get(campaignId).inDoubt === 'hold') {
        store.transact(() => {
          for (const delivery of doubts) hold(delivery, clock.now());
        });
        onRows(doubts.length);
        return null;
      }
      const oldest = Math.min(...doubts.map((delivery) => delivery.intentAt ?? 0));
      const waitMs = oldest + delayMs(accountId) - clock.now();
      // At most the delay itself: the wall clock may have been moved since the intent.
      await clock.sleep(Math.min(delayMs(accountId), Math.max(waitMs, 0)), signal);
      if (signal.aborted) return null;

      const contactIds = [...new Set(doubts.map((delivery) => delivery.contactId))];
      const earliest = Math.min(
        ...contactIds
          .flatMap((contactId) => contendersOf(accountId, contactId))
          .map((delivery) => intentAtServer(delivery, session.skewMs())),
      );
      const sinceMs = earliest - marginMs;
      const asked = await session.read((s) => session.digisac.messagesOf({ contactIds, sinceMs }, s), signal, 'prompt');
      if (asked.kind === 'ended') return asked.end.kind === 'blocked' ? asked.end : null;
      store.transact(() => {
        if (asked.kind === 'answered') for (const id of contactIds) settleContact(id, accountId, asked.value);
        else for (const delivery of doubts) noteUnclear(delivery, clock.now());
      });
      onRows(doubts.length);
      onAccepted();
      await clock.sleep(pauseMs, signal);
      return null;
    },
  };
}
