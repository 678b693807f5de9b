import type { MessagesRead } from '#main/digisac/digisac.ts';
import type { StoredDelivery } from '#main/store/deliveries.ts';
import type { Store } from '#main/store/store.ts';
import type { Clock } from '#shared/clock.ts';
import { jobIdOf } from '#shared/rpc/errors.ts';
import { createPollers } from '../account/pollers.ts';
import type { Session } from '../account/session.ts';
import type { Sessions } from '../account/sessions.ts';
import type { Events } from '../events.ts';
import type { Log } from '../log.ts';
import type { Heed } from '../optout/heed.ts';

type Message = MessagesRead['messages'][number];

/** A reply counts for the last campaign that wrote within so long before it. */
export const repliesCountMs = 30 * 86_400_000;
/** So long after its last message an account is listened to. */
const listensMs = 7 * 86_400_000;
/** Most replies come soon, and so do most opt-outs: until when after the last message, how long between readings. */
const gaps = [
  { untilMs: 600_000, gapMs: 3_000 },
  { untilMs: 3_600_000, gapMs: 15_000 },
  { untilMs: 21_600_000, gapMs: 60_000 },
  { untilMs: Number.POSITIVE_INFINITY, gapMs: 300_000 },
] as const;
/** There is more to read at once, but not so that nobody else is let in. */
const behindGapMs = 300;
const restGapMs = 60_000;
/** Where the account tells of replies by itself, this is the net beneath. */
const netGapMs = 60_000;
/** A message may be written down by the account later than one that was written after it. */
const overlapMs = { replies: 120_000, all: 15_000 } as const;
/** One reading in so many asks for everything, to see that asking for replies alone finds them. */
const proofEvery = 20;
/** A reply can be older than the server's clock lets us believe by this much. */
const marginMs = 3_000;
/** Also more than what is not known of the account's clock. */
const soonestAnswerMs = 1_000;
/** How much may have to be heard again after a death. */
const saveEveryMs = 60_000;
/** Messages that were heard, of the last few minutes: what is read twice is not heeded twice. */
const mostRemembered = 20_000;

/** From when on an answer may be to this message, by the account's clock: whatever this machine's was set to since. */
export const writtenAt = (delivery: Pick<StoredDelivery, 'intentServerAt' | 'acceptedAt'>, skewMs: number): number =>
  delivery.intentServerAt ?? (delivery.acceptedAt ?? 0) + skewMs;

/**
 * Hears what people answer. A reply belongs to the last message that a campaign sent to its contact before it; the first
 * one is noted there, and each may opt the person out, or in again (law 5). Whoever reads messages hands them in here:
 * twice the same one is heard once.
 */
export function createListener(deps: {
  readonly store: Store;
  readonly clock: Clock;
  readonly events: Events;
  readonly heed: Heed;
}) {
  const { store, clock, events, heed } = deps;
  const heard = new Set<string>();

  function remember(key: string): void {
    if (heard.size >= mostRemembered) {
      // The oldest half: sets keep their order.
      let left = mostRemembered / 2;
      for (const old of heard) {
        if (left === 0) break;
        heard.delete(old);
        left -= 1;
      }
    }
    heard.add(key);
  }

  /** The message that this one may answer. */
  function answered(accountId: number, message: Message, skewMs: number): StoredDelivery | null {
    const { contactId, timestampMs } = message;
    if (timestampMs === null) return null;
    const before = store.deliveries
      .ofContact(accountId, contactId)
      .filter((delivery) => {
        if (delivery.acceptedAt === null) return false;
        const since = timestampMs - writtenAt(delivery, skewMs);
        return since >= -marginMs && since <= repliesCountMs;
      })
      .sort((a, b) => writtenAt(a, skewMs) - writtenAt(b, skewMs));
    // Nobody answers within a second: what was being written when the message came answers the one before.
    const earlier = before.filter((delivery) => timestampMs - writtenAt(delivery, skewMs) >= soonestAnswerMs);
    return earlier.at(-1) ?? before[0] ?? null;
  }

  return {
    /** Messages of an account, in the order in which they were written. Returns the replies that had not been heard. */
    hear(accountId: number, messages: readonly Message[], skewMs: number): readonly Message[] {
      const fresh = messages.filter(({ id, isFromMe }) => !isFromMe && !heard.has(`${accountId} ${id}`));
      if (fresh.length === 0) return fresh;
      const changed = new Set<number>();
      store.transact(() => {
        for (const message of fresh) {
          const delivery = answered(accountId, message, skewMs);
          if (delivery === null) continue;
          const nowMs = clock.now();
          const atMs = Math.min(nowMs, Math.round((message.timestampMs ?? nowMs + skewMs) - skewMs));
          const { person, phone, contactId, id: deliveryId } = delivery;
          if (store.deliveries.markReplied(deliveryId, atMs, nowMs)) changed.add(delivery.campaignId);
          // Who answers has read, whether or not they let WhatsApp tell.
          const { state } = delivery;
          if (state === 'accepted' || state === 'sent' || state === 'delivered') {
            store.deliveries.move(deliveryId, state, 'read', { problem: null, nowMs });
          }
          const { text } = message;
          const outcome = heed.reply({ accountId, person, phone, contactId, deliveryId, text, atMs });
          if (outcome.kind !== 'nothing') for (const { id } of store.campaigns.list()) changed.add(id);
        }
      });
      for (const { id } of fresh) remember(`${accountId} ${id}`);
      for (const id of changed) events.changed(jobIdOf.campaign(id));
      return fresh;
    },
  };
}

export type Listener = ReturnType<typeof createListener>;

/** How far one account was heard, and how it is asked. Times by the account's clock, but for `savedAt`. */
interface Ear {
  heardToMs: number | null;
  /** The last reading did not come to the end. */
  isBehind: boolean;
  savedAt: number;
  readings: number;
  /** Asking for replies alone is refused, or overlooks some: everything is read. */
  doubtsFilter: boolean;
  /** When replies alone were last asked for. */
  lastReadAtMs: number | null;
}

/**
 * Listens to an account's messages for replies, from a campaign's first message until a week after its last: one reading of
 * everything that was said since the last one, however many people were written to. Remembers how far it heard.
 */
export function createInbox(deps: {
  readonly store: Store;
  readonly clock: Clock;
  readonly sessions: Sessions;
  readonly log: Log;
  readonly listener: Listener;
  /** The account tells of replies by itself. */
  readonly isTold: (accountId: number) => boolean;
}) {
  const { store, clock, sessions, log, listener, isTold } = deps;
  const ears = new Map<number, Ear>();

  function earOf(accountId: number): Ear {
    const known = ears.get(accountId);
    if (known) return known;
    const ear: Ear = {
      heardToMs: store.accounts.heardTo(accountId),
      isBehind: false,
      savedAt: 0,
      readings: 0,
      doubtsFilter: false,
      lastReadAtMs: null,
    };
    ears.set(accountId, ear);
    return ear;
  }

  /** One reading; false where it could not be read, or nothing was there to read. */
  async function round(session: Session, accountId: number, signal: AbortSignal): Promise<boolean> {
    const ear = earOf(accountId);
    const { first } = store.deliveries.acceptedSince(accountId, clock.now() - listensMs);
    if (first === null) return false;
    ear.readings += 1;
    const isProof = ear.readings % proofEvery === 0;
    const which = ear.doubtsFilter || isProof ? 'all' : 'replies';
    const overlap = ear.isBehind ? 1_000 : overlapMs[which];
    const skewMs = session.skewMs();
    const sinceMs = Math.max(first + skewMs - marginMs, (ear.heardToMs ?? 0) - overlap);
    const readAtMs = clock.now() + skewMs;
    const asked = await session.read((s) => session.digisac.inbox({ sinceMs, which }, s), signal);
    if (asked.kind === 'ended') return false;
    if (asked.kind === 'refused') {
      // Perhaps it is the question: the other one is asked from now on.
      ear.doubtsFilter = true;
      return false;
    }
    const { messages, heardToMs, complete } = asked.value;
    const fresh = listener.hear(accountId, messages, skewMs);
    const { lastReadAtMs } = ear;
    if (isProof && lastReadAtMs !== null) {
      // What came long before the last reading for replies alone should have been found by it.
      ear.doubtsFilter ||= fresh.some(({ timestampMs }) => (timestampMs ?? readAtMs) < lastReadAtMs - overlapMs.all);
    }
    ear.lastReadAtMs = which === 'replies' ? readAtMs : null;
    ear.isBehind = !complete;
    if (heardToMs !== null) ear.heardToMs = Math.max(ear.heardToMs ?? 0, heardToMs);
    if (ear.heardToMs !== null && fresh.length > 0 && clock.now() - ear.savedAt >= saveEveryMs) {
      const atMs = Math.round(ear.heardToMs);
      store.transact(() => store.accounts.saveHeardTo(accountId, atMs));
      ear.savedAt = clock.now();
    }
    return true;
  }

  async function run(accountId: number, signal: AbortSignal, sleep: (ms: number) => Promise<void>) {
    while (!signal.aborted) {
      const { last } = store.deliveries.acceptedSince(accountId, clock.now() - listensMs);
      if (last === null) return 'nothingLeft' as const;
      const opened = await sessions.open(accountId);
      // Whoever connects the account starts it again.
      if (!opened.ok) return 'noToken' as const;
      const isHeard = await round(opened.value, accountId, signal);
      const ageMs = clock.now() - last;
      const asAged = gaps.find(({ untilMs }) => ageMs < untilMs)?.gapMs ?? restGapMs;
      const usual = isTold(accountId) ? Math.max(asAged, netGapMs) : asAged;
      await sleep(!isHeard ? restGapMs : earOf(accountId).isBehind ? behindGapMs : usual);
    }
    return 'stopped' as const;
  }

  return createPollers({ clock, log, name: 'inbox', run, isNeeded: () => false });
}
