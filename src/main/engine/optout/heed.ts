import type { Store } from '#main/store/store.ts';
import type { Clock } from '#shared/clock.ts';
import type { OptOutSource } from '#shared/optout/source.ts';
import { isOptIn, isOptOut } from '#shared/optout/words.ts';
import type { Log } from '../log.ts';

/** What one reply asked for, and how many queued messages it stopped. */
export interface Heeded {
  readonly kind: 'optedOut' | 'optedIn' | 'nothing';
  readonly skipped: number;
}

/** Proof enough, and no more of what somebody wrote than that. Letters. */
const mostSaid = 200;

/** An opt-out that is heard later than this is heeded, and no more answered. */
const confirmWithinMs = 3_600_000;

/** What the user chose: words of their own, what opts a person out and what lets them back in, beside those Malote knows. */
export interface HeededWords {
  readonly out: readonly string[];
  readonly back: readonly string[];
  /** Who opts out by a reply gets one last message that says so. */
  readonly confirms: boolean;
}

/**
 * Law 5: who asks to be left alone is, from this commit on, by every campaign of the account; and may be written to again
 * as soon as they say so themselves. To be called inside a transaction. A reply may be heard twice, by a process that
 * died in between: what is older than what is known changes nothing.
 */
export function createHeed(deps: {
  readonly store: Store;
  readonly clock: Clock;
  readonly log: Log;
  readonly words: () => HeededWords;
  /** The account has to be told something. Called inside the transaction: nothing may be read yet. */
  readonly onNews: (accountId: number) => void;
}) {
  const { store, clock, log, words, onNews } = deps;

  function leaveAlone(heard: {
    readonly accountId: number;
    readonly person: string;
    readonly phone: string;
    readonly deliveryId: number | null;
    readonly source: OptOutSource;
    readonly said: string | null;
    readonly atMs: number;
  }): Heeded {
    const { accountId, person, phone, deliveryId, source, said, atMs } = heard;
    const nowMs = clock.now();
    const confirming = source === 'reply' && nowMs - atMs < confirmWithinMs && words().confirms;
    const isNew = store.optouts.add({ accountId, person, phone, source, said, deliveryId, nowMs: atMs, confirming });
    const isMarked = deliveryId !== null && store.deliveries.markOptedOut(deliveryId, nowMs);
    if (!isNew && !isMarked) return nothing;
    // Whether it is new or not: nothing may be left in the queue.
    const skipped = store.deliveries.skipPerson(accountId, person, { kind: 'optedOut' }, nowMs);
    if (isNew) onNews(accountId);
    log.info('optout.heard', { deliveryId, source, skipped });
    return { kind: 'optedOut', skipped };
  }

  return {
    /** What a person answered. `atMs`: when they wrote it, by this machine's clock. */
    reply(reply: {
      readonly accountId: number;
      readonly person: string;
      readonly phone: string;
      readonly contactId: string;
      /** The message that it answers; null where none is known. */
      readonly deliveryId: number | null;
      readonly text: string;
      readonly atMs: number;
    }): Heeded {
      const { accountId, person, phone, deliveryId, text, atMs } = reply;
      const { out, back } = words();
      const said = [...text].slice(0, mostSaid).join('');
      if (isOptOut(text) || isOptOut(text, out)) {
        if (store.optouts.wasLifted(accountId, person, atMs)) return nothing;
        return leaveAlone({ accountId, person, phone, deliveryId, source: 'reply', said, atMs });
      }
      if (!isOptIn(text) && !isOptIn(text, back)) return nothing;
      // What holds for all accounts a person wrote down; it is not lifted by a word to one of them.
      const heardAt = store.optouts.heardAt(accountId, person);
      if (heardAt === null || heardAt > atMs) return nothing;
      store.optouts.lift({ accountId, person, source: 'reply', said, nowMs: atMs });
      store.consents.save({
        accountId,
        person,
        importId: 0,
        line: 0,
        agrees: true,
        said,
        dated: '',
        named: [],
        basis: 'consent',
        nowMs: atMs,
      });
      onNews(accountId);
      log.info('optout.lifted', { deliveryId, source: 'reply' });
      return { kind: 'optedIn', skipped: 0 };
    },

    /** A message was refused because its recipient does not want any. */
    refusal(refused: {
      readonly accountId: number;
      readonly person: string;
      readonly phone: string;
      readonly deliveryId: number;
    }): Heeded {
      return leaveAlone({ ...refused, source: 'refusal', said: null, atMs: clock.now() });
    },
  };
}

const nothing: Heeded = { kind: 'nothing', skipped: 0 };

export type Heed = ReturnType<typeof createHeed>;
