/** A message as the account shows it, reduced to what tells whose it is. Unix milliseconds of the server's clock. */
export interface SeenMessage {
  readonly id: string;
  readonly isFromMe: boolean;
  readonly text: string;
  readonly timestampMs: number | null;
  /** `bot`, `user`, …; null where the account does not say. */
  readonly origin: string | null;
}

/** A message that may have left: its answer was lost. */
export interface DoubtfulIntent {
  readonly deliveryId: number;
  readonly text: string;
  /** When the intent was committed, in the server's time (local time plus the learned skew). */
  readonly intentAtMs: number;
}

export type Evidence =
  | { readonly kind: 'sent'; readonly messageId: string }
  /** It is certainly not there, and enough time has passed for it to have arrived. */
  | { readonly kind: 'absent' }
  /** It is not there yet, but may still come. */
  | { readonly kind: 'tooEarly' }
  /** The account cannot be read well enough to tell: a person decides. */
  | { readonly kind: 'unclear' };

/** What the account may do to a text on its way: spaces at the ends and line ends are not the message. */
const comparable = (text: string): string => text.replace(/\r\n?/g, '\n').trim();

const says = (message: SeenMessage, intent: DoubtfulIntent): boolean =>
  comparable(message.text) === comparable(intent.text);
const contains = (message: SeenMessage, intent: DoubtfulIntent): boolean =>
  comparable(message.text).includes(comparable(intent.text));

/**
 * Settles the in-doubt intents of *one contact* by what the account shows of it (law 2: by evidence, never by guessing).
 *
 * - `messages` are the contact's messages since the earliest intent; `complete` says that none can be missing.
 * - `claimed` are messages that other deliveries are known to have become: the same text may have been sent to the
 *   same person by another campaign, and one message cannot prove two intents.
 * - Intents claim messages in the order of their commits, each the oldest that fits: the text equal or contained (an
 *   account may sign it), from us, not earlier than the intent minus `marginMs` (resolution of the Date header, drift).
 * - Another message of ours, not written by an agent, from just then may be this one in a form that we do not know:
 *   then nothing is certain.
 * - Absence counts only when `settleDelayMs` have passed since the intent, and the reading is complete.
 */
export function matchEvidence(options: {
  readonly intents: readonly DoubtfulIntent[];
  readonly messages: readonly SeenMessage[];
  readonly claimed: ReadonlySet<string>;
  readonly complete: boolean;
  readonly nowMs: number;
  readonly settleDelayMs: number;
  readonly marginMs: number;
}): ReadonlyMap<number, Evidence> {
  const { intents, messages, claimed, complete, nowMs, settleDelayMs, marginMs } = options;
  const free = messages
    .filter((message) => message.isFromMe && !claimed.has(message.id))
    .sort((a, b) => (a.timestampMs ?? Number.POSITIVE_INFINITY) - (b.timestampMs ?? Number.POSITIVE_INFINITY));
  const verdicts = new Map<number, Evidence>();
  const inOrder = [...intents].sort((a, b) => a.intentAtMs - b.intentAtMs || a.deliveryId - b.deliveryId);

  for (const intent of inOrder) {
    const earliest = intent.intentAtMs - marginMs;
    const since = free.filter((message) => message.timestampMs === null || message.timestampMs >= earliest);
    const found =
      since.find((message) => message.timestampMs !== null && says(message, intent)) ??
      since.find((message) => message.timestampMs !== null && contains(message, intent));
    if (found) {
      free.splice(free.indexOf(found), 1);
      verdicts.set(intent.deliveryId, { kind: 'sent', messageId: found.id });
      continue;
    }
    const latest = intent.intentAtMs + settleDelayMs;
    const puzzling = since.some(
      (message) =>
        contains(message, intent) ||
        (message.origin !== 'user' && message.timestampMs !== null && message.timestampMs <= latest),
    );
    if (puzzling || !complete) verdicts.set(intent.deliveryId, { kind: 'unclear' });
    else if (nowMs < latest) verdicts.set(intent.deliveryId, { kind: 'tooEarly' });
    else verdicts.set(intent.deliveryId, { kind: 'absent' });
  }
  return verdicts;
}
