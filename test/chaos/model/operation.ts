import fc from 'fast-check';
import type { Fault } from '#main/practice/fault.ts';
import type { Pace } from '#shared/pace/limits.ts';

/** What a person, the account, the machine or time may do to a campaign. `campaign` and `person` are places, modulo how many there are. */
export type Operation =
  | { readonly kind: 'send'; readonly text: number; readonly rule: 'settle' | 'hold' }
  | { readonly kind: 'pass'; readonly ms: number }
  | { readonly kind: 'pause' | 'resume' | 'cancel' | 'retry'; readonly campaign: number }
  | {
      readonly kind: 'decide';
      readonly campaign: number;
      readonly decision: 'sent' | 'send' | 'drop';
      readonly all: boolean;
    }
  | { readonly kind: 'pace'; readonly pace: number }
  /** Dies at the nth commit from now, before or after it, and gets up again. */
  | { readonly kind: 'crash'; readonly commits: number; readonly when: 'before' | 'after'; readonly goOn: boolean }
  | { readonly kind: 'quit'; readonly goOn: boolean }
  | { readonly kind: 'trouble'; readonly trouble: number }
  | { readonly kind: 'connection'; readonly isOn: boolean }
  /** Somebody sets the clock of the machine. */
  | { readonly kind: 'clock'; readonly ms: number }
  | { readonly kind: 'optOut'; readonly person: number; readonly how: 'reply' | 'hand' };

const messages = { routes: ['messages.create'] } as const;

/** What goes wrong at the account, until something else does. */
export const troubles: readonly (readonly Fault[])[] = [
  [],
  [{ kind: 'lost', ...messages, rate: 0.4, effect: true }],
  [{ kind: 'lost', ...messages, rate: 0.4, effect: false }],
  [
    { kind: 'lost', ...messages, rate: 0.3, effect: true },
    { kind: 'lost', ...messages, rate: 0.3, effect: false },
    { kind: 'serverError', routes: ['messages.list'], rate: 0.3, status: 500 },
  ],
  [{ kind: 'throttle', ...messages, rate: 0.4, retryAfter: 'seconds', retryAfterMs: 3_000 }],
  [{ kind: 'throttle', ...messages, rate: 0.4, retryAfter: 'date', retryAfterMs: 7_000 }],
  [{ kind: 'serverError', ...messages, rate: 0.4, status: 500 }],
  [{ kind: 'errorPage', ...messages, rate: 0.4, status: 524, effect: true }],
  [{ kind: 'truncated', ...messages, rate: 0.4, effect: true }],
  [{ kind: 'late', ...messages, rate: 0.4, ms: 4_000 }],
  [{ kind: 'latency', ...messages, ms: 500, spreadMs: 2_500 }],
  [{ kind: 'disconnected', ...messages, nth: [2], forMs: 15_000 }],
  [{ kind: 'serverError', ...messages, rate: 0.3, status: 400 }],
  [{ kind: 'failsLater', ...messages, rate: 0.3, code: 131_049 }],
  [{ kind: 'lost', routes: ['messages.list', 'messages.get'], rate: 0.4 }],
];

/** Each lets as many through in a window as may be under way at once: then a change of pace needs no time to hold. */
export const paces: readonly Pick<Pace, 'rate' | 'jitter' | 'concurrency'>[] = [
  { rate: { count: 6_000, windowMs: 60_000 }, jitter: 0, concurrency: 4 },
  { rate: { count: 4, windowMs: 10_000 }, jitter: 0, concurrency: 4 },
  { rate: { count: 6, windowMs: 60_000 }, jitter: 0.3, concurrency: 2 },
  { rate: { count: 5, windowMs: 1_000 }, jitter: 0, concurrency: 4 },
];

const place = fc.nat({ max: 2 });
const second = 1_000;
const kinds: Readonly<Record<Operation['kind'], fc.Arbitrary<Operation>>> = {
  send: fc.record({
    kind: fc.constant('send'),
    text: fc.nat({ max: 1 }),
    rule: fc.constantFrom('settle', 'settle', 'hold'),
  }),
  pass: fc.record({
    kind: fc.constant('pass'),
    ms: fc.constantFrom(1, 50, 700, 4 * second, 20 * second, 90 * second, 900 * second),
  }),
  pause: fc.record({ kind: fc.constant('pause'), campaign: place }),
  resume: fc.record({ kind: fc.constant('resume'), campaign: place }),
  cancel: fc.record({ kind: fc.constant('cancel'), campaign: place }),
  retry: fc.record({ kind: fc.constant('retry'), campaign: place }),
  decide: fc.record({
    kind: fc.constant('decide'),
    campaign: place,
    decision: fc.constantFrom('sent', 'send', 'drop'),
    all: fc.boolean(),
  }),
  pace: fc.record({ kind: fc.constant('pace'), pace: fc.nat({ max: paces.length - 1 }) }),
  crash: fc.record({
    kind: fc.constant('crash'),
    commits: fc.integer({ min: 1, max: 12 }),
    when: fc.constantFrom('before', 'after'),
    goOn: fc.boolean(),
  }),
  quit: fc.record({ kind: fc.constant('quit'), goOn: fc.boolean() }),
  trouble: fc.record({ kind: fc.constant('trouble'), trouble: fc.nat({ max: troubles.length - 1 }) }),
  connection: fc.record({ kind: fc.constant('connection'), isOn: fc.boolean() }),
  clock: fc.record({
    kind: fc.constant('clock'),
    ms: fc.constantFrom(-3_600, -90, -5, 5, 90, 3_600).map((s) => s * second),
  }),
  optOut: fc.record({ kind: fc.constant('optOut'), person: fc.nat({ max: 6 }), how: fc.constantFrom('reply', 'hand') }),
};

const weights: Readonly<Record<Operation['kind'], number>> = {
  ...{ send: 2, pass: 6, pause: 2, resume: 3, cancel: 1, retry: 1, decide: 2, pace: 2 },
  ...{ crash: 3, quit: 1, trouble: 5, connection: 1, clock: 2, optOut: 2 },
};

/** A story: a campaign is sent, and then anything may happen. */
export const stories: fc.Arbitrary<readonly Operation[]> = fc
  .tuple(
    kinds.send,
    fc.array(fc.oneof(...Object.entries(kinds).map(([kind, arbitrary]) => ({ arbitrary, weight: weightOf(kind) }))), {
      minLength: 3,
      maxLength: 16,
    }),
  )
  .map(([first, others]) => [first, ...others]);

function weightOf(kind: string): number {
  return Object.entries(weights).find(([name]) => name === kind)?.[1] ?? 1;
}
