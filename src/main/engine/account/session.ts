import type { Answer, Digisac } from '#main/digisac/digisac.ts';
import type { Failure } from '#main/digisac/failure.ts';
import type { Clock, Random } from '#shared/clock.ts';
import { type Problem, ProblemError } from '#shared/problem.ts';
import { ok, type Result, unreachable } from '#shared/result.ts';
import { nextRetryDelayMs } from '#shared/retry/backoff.ts';
import { createBreaker } from '../breaker.ts';
import type { PaceLane } from '../pacer.ts';
import { blocked, type StageEnd, stopped } from '../work.ts';
import { createReadBudget, type ReadKind } from './reads.ts';

/** How often a disconnected service is asked whether it is back. */
const serviceProbeMs = 10_000;

/** No more reads begin in a second: far less than any account was seen to take, and plenty for a desk. */
const readsPerSecond = 20;

/** Backoff where an account says "slow down" without saying for how long. */
const throttle = { baseMs: 2_000, capMs: 60_000 } as const;

/** A read that fails while the account answers others is given up after so many attempts. */
const mostReads = 6;
const readBackoff = { baseMs: 500, capMs: 10_000 } as const;

/** What became of a read: the answer, a failure that is about this request, or the end of the stage that asked. */
export type Asked<T> =
  | { readonly kind: 'answered'; readonly value: T }
  | { readonly kind: 'refused'; readonly failure: Failure }
  | { readonly kind: 'ended'; readonly end: StageEnd };

export interface SessionDeps {
  readonly digisac: Digisac;
  readonly clock: Clock;
  readonly random: Random;
  readonly messages: PaceLane;
  readonly checks: PaceLane;
  /** An account has answered at this address before. */
  readonly isKnown: boolean;
  /** Something stands in the way, or does no more: faces are told. */
  readonly onTrouble: () => void;
  /** The clock of the account against ours, milliseconds. */
  readonly onSkew: (skewMs: number) => void;
}

/** How far the learned skew may drift before it is written down again. */
const skewStepMs = 500;

/**
 * All that an account needs between its client and the jobs that work on it: one breaker, one patience, one place
 * that knows what stands in the way right now. Jobs come and go; the session stays.
 */
export function createSession(deps: SessionDeps) {
  const { digisac, clock, random, messages, checks, onTrouble } = deps;
  const breaker = createBreaker({ clock, random });
  const reads = createReadBudget({ clock, perSecond: readsPerSecond });
  /** Questions whether a connection is back, by connection: one asks for all who wait for it. */
  const asking = new Map<string, Promise<boolean>>();
  let slowUntilMs = 0;
  let slowedTimes = 0;
  let trouble: Problem | null = null;
  let probing: Promise<void> | null = null;
  let skewMs: number | null = null;
  let isKnown = deps.isKnown;

  function tell(next: Problem | null): void {
    if (JSON.stringify(next) === JSON.stringify(trouble)) return;
    trouble = next;
    onTrouble();
  }

  function learnSkew(): void {
    const seen = digisac.clockSkewMs();
    if (seen === null || (skewMs !== null && Math.abs(seen - skewMs) < skewStepMs)) return;
    skewMs = seen;
    deps.onSkew(seen);
  }

  function slowDown(failure: Failure): void {
    slowedTimes += 1;
    const backoffMs = throttle.baseMs + nextRetryDelayMs({ attempt: slowedTimes, ...throttle, random });
    const waitMs = failure.retryAfterMs ?? Math.min(throttle.capMs, backoffMs);
    slowUntilMs = Math.max(slowUntilMs, clock.monotonic() + waitMs);
    messages.slowDown(waitMs);
    checks.slowDown(waitMs);
    tell({ kind: 'slowedDown', seconds: Math.max(1, Math.ceil(waitMs / 1_000)) });
  }

  /** What each answer says of the account as a whole. */
  function note<T>(given: Result<T, Failure>): Result<T, Failure> {
    learnSkew();
    const answer = given.ok ? given : { ok: false as const, error: asItIs(given.error) };
    if (answer.ok) {
      isKnown = true;
      breaker.succeeded();
      slowedTimes = 0;
      // A connection that is down is only up again when it says so itself: `serviceBack`.
      if (trouble?.kind !== 'serviceDisconnected') tell(null);
      return answer;
    }
    const failure = answer.error;
    switch (failure.kind) {
      case 'away':
        breaker.failed({ certain: true });
        tell(failure.problem);
        break;
      case 'trouble':
        breaker.failed({ certain: false });
        if (!breaker.isClosed()) tell(failure.problem);
        break;
      case 'slowDown':
        slowDown(failure);
        break;
      case 'rejected':
      case 'unexpected':
      case 'serviceDown':
      case 'unusable':
        // The account answered: it is there.
        breaker.succeeded();
        break;
      default:
        unreachable(failure.kind);
    }
    return answer;
  }

  /**
   * A page where an account was before is a network's own (a hotel asks for a login) or a gate's: it passes, and every
   * further message would be in doubt for nothing. So it counts as away, and is probed until the account answers again.
   */
  const asItIs = (failure: Failure): Failure =>
    isKnown && failure.problem.kind === 'notDigisac' ? { ...failure, kind: 'away' } : failure;

  /** One probe at a time, whoever waits. */
  function probe(): Promise<void> {
    probing ??= digisac
      .me()
      .then((answer) => void note(answer))
      .finally(() => {
        probing = null;
      });
    return probing;
  }

  const isReady = (): boolean => breaker.isClosed() && slowUntilMs <= clock.monotonic();

  /** Is a connection there again, as the account says? Asked once for all who ask at the same time. */
  function isBack(serviceId: string): Promise<boolean> {
    const known = asking.get(serviceId);
    if (known) return known;
    const asked = digisac
      .service(serviceId)
      .then((given) => {
        const answer = note(given);
        return answer.ok && answer.value !== null && answer.value.connected !== 'no';
      })
      .finally(() => asking.delete(serviceId));
    asking.set(serviceId, asked);
    return asked;
  }

  /** Waits until the account may be asked. False when the signal aborts first. */
  async function ready(signal: AbortSignal): Promise<boolean> {
    while (!signal.aborted) {
      const slowMs = slowUntilMs - clock.monotonic();
      if (slowMs > 0) await clock.sleep(slowMs, signal);
      else if (breaker.isClosed()) return true;
      else {
        await clock.sleep(breaker.waitMs(), signal);
        if (!signal.aborted && !breaker.isClosed()) await probe();
      }
    }
    return false;
  }

  return {
    digisac,
    messages,
    checks,
    /** What stands between the account and all work on it, for as long as it does. */
    trouble: (): Problem | null => trouble,
    /** The account's clock minus ours; 0 until it is known. */
    skewMs: (): number => digisac.clockSkewMs() ?? skewMs ?? 0,
    /** Nothing stands between the account and a request right now. */
    isReady,
    ready,

    /**
     * A read is asked again until it is answered: it has no effect. Only this request's own fault ends it. It takes its
     * turn in the budget of reads; `paced`: it has the pace of another lane already.
     */
    async read<T>(
      ask: (signal: AbortSignal) => Answer<T>,
      signal: AbortSignal,
      kind: ReadKind | 'paced' = 'background',
    ): Promise<Asked<T>> {
      for (let attempt = 1; ; ) {
        if (!(await ready(signal))) return { kind: 'ended', end: stopped };
        const came = kind === 'paced' ? await ask(signal) : await reads.run(kind, () => ask(signal), signal);
        if (came === null) return { kind: 'ended', end: stopped };
        const answer = note(came);
        if (answer.ok) return { kind: 'answered', value: answer.value };
        if (signal.aborted) return { kind: 'ended', end: stopped };
        const failure = answer.error;
        switch (failure.kind) {
          case 'unusable':
            return { kind: 'ended', end: blocked(failure.problem) };
          case 'rejected':
          case 'serviceDown':
            return { kind: 'refused', failure };
          case 'trouble':
          // An answer that broke off on the way looks like one that nobody knows.
          case 'unexpected':
            if (attempt >= mostReads) return { kind: 'refused', failure };
            await clock.sleep(nextRetryDelayMs({ attempt, ...readBackoff, random }), signal);
            attempt += 1;
            break;
          case 'away':
          case 'slowDown':
            break;
          default:
            unreachable(failure.kind);
        }
      }
    },

    /** A read for a face that waits for it: asked once, so that a server that is away is told at once. */
    async askOnce<T>(ask: () => Answer<T>): Promise<T> {
      const answer = note(await ask());
      if (!answer.ok) throw new ProblemError(answer.error.problem);
      return answer.value;
    },

    /** A request with an effect, once. Its intent is committed by the caller before, its outcome after (law 1). */
    write: async <T>(ask: () => Answer<T>): Promise<Result<T, Failure>> => note(await ask()),

    /**
     * Waits until a connection can send again, as the account says when it is asked. False when the signal aborts.
     * It is never asked at once: an account may call a connection up that has just refused.
     */
    async serviceBack(serviceId: string, name: string, signal: AbortSignal): Promise<boolean> {
      tell({ kind: 'serviceDisconnected', service: name });
      while (!signal.aborted) {
        await clock.sleep(serviceProbeMs, signal);
        if (!(await ready(signal))) break;
        if (!(await isBack(serviceId))) continue;
        tell(null);
        return true;
      }
      // Nobody waits for it any more; the next message finds out anew.
      tell(null);
      return false;
    },
  };
}

export type Session = ReturnType<typeof createSession>;

/** The value of a read, where a refusal is nothing that the caller can mend: it blocks the stage. */
export function valueOrEnd<T>(asked: Asked<T>): Result<T, StageEnd> {
  if (asked.kind === 'answered') return ok(asked.value);
  return { ok: false, error: asked.kind === 'ended' ? asked.end : blocked(asked.failure.problem) };
}
