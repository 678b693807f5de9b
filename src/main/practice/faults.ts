import { type Answer, jsonAnswer, pageAnswer, refusal } from './answer.ts';
import { chanceOf } from './chance.ts';
import type { Fault, FaultKind } from './fault.ts';
import { personOf } from './numbers.ts';
import type { RouteName } from './router.ts';
import type { DecidedFate, StartEnd } from './things.ts';

/** How a request ends for whoever asked. */
type Ending =
  | { readonly kind: 'answer' }
  | { readonly kind: 'instead'; readonly answer: Answer }
  | { readonly kind: 'lost' }
  | { readonly kind: 'stall' }
  | { readonly kind: 'truncated' }
  | { readonly kind: 'withoutId' };

/** What the faults make of one request. */
export interface Plan {
  readonly faults: readonly FaultKind[];
  readonly waitMs: number;
  /** Waited for after the connection has ended; 0: it has not. */
  readonly lateMs: number;
  readonly hasEffect: boolean;
  readonly ending: Ending;
  readonly fate: DecidedFate | null;
  readonly startEnds: StartEnd;
  /** The connection goes off before this request is served: until then, or for as long as nobody switches it on. */
  readonly disconnectsForMs: number | null;
}

export const noTrouble: Plan = {
  faults: [],
  waitMs: 0,
  lateMs: 0,
  hasEffect: true,
  ending: { kind: 'answer' },
  fate: null,
  startEnds: 'connected',
  disconnectsForMs: null,
};

interface Active {
  readonly fault: Fault;
  /** Requests of its routes so far, and how many of them it met. */
  seen: number;
  met: number;
}

/** Decides what goes wrong, by the seed and the order of the requests of each route alone. */
export function createFaults(seed: number, faults: readonly Fault[]) {
  let active: Active[] = [];
  let revokedUntilMs = 0;
  set(faults);

  function set(next: readonly Fault[]): void {
    active = next.map((fault) => ({ fault, seen: 0, met: 0 }));
    revokedUntilMs = 0;
  }

  function meets(one: Active, place: number, route: RouteName): boolean {
    const { fault } = one;
    if (fault.routes && !fault.routes.includes(route)) return false;
    one.seen += 1;
    if (fault.nth && !fault.nth.includes(one.seen)) return false;
    if (one.seen < (fault.from ?? 1) || one.met >= (fault.times ?? Number.POSITIVE_INFINITY)) return false;
    if (chanceOf(seed, 'fault', place, fault.kind, one.seen) >= (fault.rate ?? 1)) return false;
    one.met += 1;
    return true;
  }

  return {
    set,

    list: (): readonly Fault[] => active.map(({ fault }) => fault),

    plan(route: RouteName, nowMs: number, clockSkewMs: number): Plan {
      return active.reduce<Plan>((plan, one, place) => {
        if (one.fault.kind === 'refusedNumber' || !meets(one, place, route)) return plan;
        if (one.fault.kind === 'tokenRevoked') revokedUntilMs = nowMs + (one.fault.forMs ?? Number.POSITIVE_INFINITY);
        const jitter = chanceOf(seed, 'latency', place, one.seen);
        return { ...withFault(plan, one.fault, nowMs + clockSkewMs, jitter), faults: [...plan.faults, one.fault.kind] };
      }, noTrouble);
    },

    isTokenRevoked: (nowMs: number): boolean => nowMs < revokedUntilMs,

    isRefused: (number: string): boolean =>
      active.some(
        ({ fault }) =>
          fault.kind === 'refusedNumber' && fault.numbers?.some((one) => personOf(one) === personOf(number)),
      ),
  };
}

/** The first fault that ends the request decides how; waiting adds up. */
function withFault(plan: Plan, fault: Fault, shownNowMs: number, jitter: number): Plan {
  switch (fault.kind) {
    case 'latency':
      return { ...plan, waitMs: plan.waitMs + Math.round((fault.ms ?? 1_000) + jitter * (fault.spreadMs ?? 0)) };
    case 'neverDelivered':
      return { ...plan, fate: { kind: 'pends' } };
    case 'failsLater':
      return { ...plan, fate: { kind: 'fails', code: fault.code ?? null } };
    case 'disconnected':
      return { ...plan, disconnectsForMs: fault.forMs ?? Number.POSITIVE_INFINITY };
    case 'staysDisconnected':
      return { ...plan, startEnds: 'disconnected' };
    case 'wantsQrCode':
      return { ...plan, startEnds: 'qrCode' };
    case 'tokenRevoked':
    case 'refusedNumber':
      return plan;
    default:
      if (plan.ending.kind !== 'answer') return plan;
      return { ...plan, ...endingOf(fault.kind, fault, shownNowMs) };
  }
}

function endingOf(
  kind: Exclude<
    FaultKind,
    | 'latency'
    | 'neverDelivered'
    | 'failsLater'
    | 'disconnected'
    | 'tokenRevoked'
    | 'refusedNumber'
    | 'staysDisconnected'
    | 'wantsQrCode'
  >,
  fault: Fault,
  shownNowMs: number,
): Pick<Plan, 'ending' | 'hasEffect'> & Partial<Pick<Plan, 'lateMs'>> {
  const instead = (answer: Answer) => ({
    ending: { kind: 'instead', answer } as const,
    hasEffect: fault.effect ?? false,
  });
  const status = fault.status ?? 500;
  switch (kind) {
    case 'throttle':
      return instead(throttled(fault, shownNowMs));
    case 'throttle403':
      return instead(pageAnswer(403, 'Access denied', 'error code: 1015. You are being rate limited'));
    case 'forbidden':
      return instead(jsonAnswer(403, { error: 'ForbiddenHttpError', message: 'Forbidden', status: 403 }));
    case 'serverError':
      return instead(refusal(status, 'Internal server error'));
    case 'errorPage':
      return instead(pageAnswer(status, `${status}`, 'A timeout occurred'));
    case 'page':
      return instead(pageAnswer(200, 'Welcome', 'This is not the place you are looking for'));
    case 'late':
      return { ending: { kind: 'lost' }, hasEffect: true, lateMs: fault.ms ?? 1_000 };
    case 'lost':
    case 'stall':
      return { ending: { kind }, hasEffect: fault.effect ?? false };
    case 'truncated':
    case 'withoutId':
      return { ending: { kind }, hasEffect: fault.effect ?? true };
    default:
      return kind satisfies never;
  }
}

function throttled(fault: Fault, shownNowMs: number): Answer {
  const waitMs = fault.retryAfterMs ?? 1_000;
  const { retryAfter = 'seconds' } = fault;
  const answer = jsonAnswer(429, { error: 'TooManyRequestsHttpError', message: 'Too many requests', status: 429 });
  if (retryAfter === 'none') return answer;
  const value =
    retryAfter === 'seconds' ? String(Math.ceil(waitMs / 1_000)) : new Date(shownNowMs + waitMs).toUTCString();
  return { ...answer, headers: { 'retry-after': value } };
}
