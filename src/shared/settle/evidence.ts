import type { Attachment } from '../campaign/content.ts';
import { unreachable } from '../result.ts';

/** What kind of message an intent becomes: how it is known again differs. Facts, section 6 (`type`) and 8 (`hsmId`). */
export type MessageForm =
  | { readonly kind: 'text' }
  | { readonly kind: 'file'; readonly file: Attachment['kind'] }
  | { readonly kind: 'approved'; readonly hsmId: string }
  /** A note at the contact, which nobody outside sees. */
  | { readonly kind: 'comment' };

/** A message as the account shows it, reduced to what tells whose it is. Unix milliseconds of the server's clock. */
export interface SeenMessage {
  readonly id: string;
  readonly isFromMe: boolean;
  readonly text: string;
  readonly timestampMs: number | null;
  /** `bot`, `user`, …; null where the account does not say. */
  readonly origin: string | null;
  /** `chat`, `image`, `comment`, … in small letters; null where the account does not say. */
  readonly type: string | null;
  /** Of an approved template; null where the account does not say. */
  readonly hsmId: string | null;
}

/** A message that may have left: its answer was lost. */
export interface DoubtfulIntent {
  readonly deliveryId: number;
  readonly text: string;
  readonly form: MessageForm;
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

const saysTheSame = (message: SeenMessage, intent: DoubtfulIntent): boolean =>
  comparable(message.text) === comparable(intent.text);

/** `ptt` is a voice message: audio by another name. */
const fileTypes: Readonly<Record<string, Attachment['kind']>> = {
  image: 'image',
  video: 'video',
  audio: 'audio',
  ptt: 'audio',
  document: 'document',
};
const fileOf = ({ type }: SeenMessage): Attachment['kind'] | null => (type === null ? null : (fileTypes[type] ?? null));

/** Is it certainly this one? */
function says(message: SeenMessage, intent: DoubtfulIntent): boolean {
  const { form } = intent;
  switch (form.kind) {
    case 'text':
      return fileOf(message) === null && saysTheSame(message, intent);
    case 'comment':
      return saysTheSame(message, intent);
    case 'file':
      // Without a caption the kind of file is all there is to know it by.
      return saysTheSame(message, intent) && fileOf(message) === form.file;
    case 'approved':
      if (message.hsmId === null) return saysTheSame(message, intent);
      // An agent may have sent the same template by hand.
      return message.hsmId === form.hsmId && (saysTheSame(message, intent) || message.origin !== 'user');
    default:
      return unreachable(form);
  }
}

/** The account may have signed it. */
function contains(message: SeenMessage, intent: DoubtfulIntent): boolean {
  const text = comparable(intent.text);
  if (text === '' || !comparable(message.text).includes(text)) return false;
  const { form } = intent;
  if (form.kind === 'approved') return message.hsmId === null || message.hsmId === form.hsmId;
  if (form.kind === 'file') return fileOf(message) === form.file;
  return form.kind === 'comment' || fileOf(message) === null;
}

/** Notes and messages to people are never each other. */
const isOfOneKind = (message: SeenMessage, intent: DoubtfulIntent): boolean =>
  (message.type === 'comment') === (intent.form.kind === 'comment');

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
    const since = free.filter(
      (message) => isOfOneKind(message, intent) && (message.timestampMs === null || message.timestampMs >= earliest),
    );
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
