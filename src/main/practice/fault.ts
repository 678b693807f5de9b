import { at, isBoolean, isFields, isList, isNumber, isText, listOf } from './json.ts';
import { isRouteName, type RouteName } from './router.ts';

/** What can go wrong. Whether the request still has its effect is said by `effect`. */
export const faultKinds = [
  /** The answer comes late: `ms`, and up to `spreadMs` more. */
  'latency',
  /** 429. */
  'throttle',
  /** 403 with the text of a throttle, as the gate in front of the account gives it. */
  'throttle403',
  /** 403 of the account itself: a permission that is missing. */
  'forbidden',
  /** 5xx (`status`) with the account's error body. */
  'serverError',
  /** 5xx (`status`) with a page of the gate. */
  'errorPage',
  /** 200 with a page: what answers is not the account. */
  'page',
  /** The connection ends without an answer. */
  'lost',
  /** The connection ends at once without an answer, and the effect comes `ms` later: a gate that gave up waiting. */
  'late',
  /** The connection stays, and no answer ever comes. */
  'stall',
  /** The answer breaks off in the middle. Has its effect unless told otherwise. */
  'truncated',
  /** 2xx without an id. Has its effect unless told otherwise. */
  'withoutId',
  /** The connection (service) goes off for `forMs`, or until it is switched on again. */
  'disconnected',
  /** Messages are accepted, and pend for ever. */
  'neverDelivered',
  /** Messages are accepted, and fail later. */
  'failsLater',
  /** The token is revoked for `forMs`, or until the faults are set anew. */
  'tokenRevoked',
  /** `numbers` are refused with 400. */
  'refusedNumber',
  /** A connection that is started does not get there, or wants its QR code to be scanned first. */
  'staysDisconnected',
  'wantsQrCode',
] as const;
export type FaultKind = (typeof faultKinds)[number];

export interface Fault {
  readonly kind: FaultKind;
  /** Left out: all. */
  readonly routes?: readonly RouteName[];
  /** Share of the requests of these routes, drawn by the seed. Left out: all. */
  readonly rate?: number;
  /** The requests of these routes that it meets, counted from 1. Left out: all. */
  readonly nth?: readonly number[];
  /** Counted from 1: the first one that it may meet, and how many it meets at most. */
  readonly from?: number;
  readonly times?: number;
  readonly effect?: boolean;
  readonly ms?: number;
  readonly spreadMs?: number;
  readonly status?: number;
  /** Of 429: in seconds, as a date, or not said. */
  readonly retryAfter?: 'seconds' | 'date' | 'none';
  readonly retryAfterMs?: number;
  readonly forMs?: number;
  readonly numbers?: readonly string[];
  /** Of messages that fail later: the code that WhatsApp's official API gives. Left out: 131047. */
  readonly code?: number;
}

const isPositive = (value: unknown) => isNumber(value) && value >= 0;
const fields = new Map<string, (value: unknown) => boolean>([
  ['kind', (value) => faultKinds.some((kind) => kind === value)],
  ['routes', listOf(isRouteName)],
  ['rate', (value) => isNumber(value) && value >= 0 && value <= 1],
  ['nth', listOf(isNumber)],
  ['retryAfter', (value) => isText(value) && ['seconds', 'date', 'none'].includes(value)],
  ['numbers', listOf(isText)],
  ['effect', isBoolean],
  ...['from', 'times', 'ms', 'spreadMs', 'status', 'retryAfterMs', 'forMs', 'code'].map(
    (key) => [key, isPositive] as const,
  ),
]);

/** Null where it is a fault that can be had, else the field that cannot. */
export function wrongFault(value: unknown): string | null {
  if (!isFields(value) || at(value, 'kind') === undefined) return 'kind';
  const wrong = Object.entries(value).find(([key, given]) => !fields.get(key)?.(given));
  return wrong ? wrong[0] : null;
}

const isFault = (value: unknown): value is Fault => wrongFault(value) === null;
export const isFaultList = (value: unknown): value is readonly Fault[] => isList(value) && value.every(isFault);

/** Ready-made trouble by name, for the command line. */
export const troubles = {
  slow: [{ kind: 'latency', ms: 800, spreadMs: 1_500 }],
  throttled: [{ kind: 'throttle', rate: 0.1, retryAfter: 'seconds', retryAfterMs: 3_000 }],
  errors: [
    { kind: 'serverError', rate: 0.05, status: 500 },
    { kind: 'errorPage', rate: 0.05, status: 524, effect: true },
  ],
  'lost-answers': [
    { kind: 'lost', rate: 0.04, effect: false },
    { kind: 'lost', rate: 0.04, effect: true },
  ],
  'broken-answers': [{ kind: 'truncated', rate: 0.05 }],
  disconnects: [{ kind: 'disconnected', routes: ['messages.create'], rate: 0.02, forMs: 20_000 }],
  'dead-phone': [{ kind: 'neverDelivered' }],
  'late-failures': [{ kind: 'failsLater', rate: 0.2 }],
  'token-revoked': [{ kind: 'tokenRevoked', nth: [200] }],
  'wrong-address': [{ kind: 'page' }],
  'no-permission': [{ kind: 'forbidden', routes: ['contacts.create', 'contacts.createMany', 'contacts.update'] }],
} as const satisfies Readonly<Record<string, readonly Fault[]>>;

export type TroubleName = keyof typeof troubles;

export const isTroubleName = (value: unknown): value is TroubleName =>
  typeof value === 'string' && Object.hasOwn(troubles, value);
