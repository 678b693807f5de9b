import type { Answer, Digisac } from '#main/digisac/digisac.ts';
import type { Failure } from '#main/digisac/failure.ts';
import type { Clock, Random } from '#shared/clock.ts';
import type { ReadKind } from '#shared/pace/turns.ts';
import { type Problem, ProblemError } from '#shared/problem.ts';
import { err, ok, type Result, unreachable } from '#shared/result.ts';
import { nextRetryDelayMs } from '#shared/retry/backoff.ts';
import type { Service } from '#shared/rpc/accounts.ts';
import { createBreaker } from '../breaker.ts';
import type { PaceLane } from '../pacer.ts';
import { blocked, type StageEnd, stopped } from '../work.ts';
import { createReadBudget } from './reads.ts';
import type { Renewal } from './renewal.ts';
import { createSendingWatch } from './sending.ts';
import { sharedQuestion } from './shared-question.ts';

/** How often a disconnected service is asked whether it is back. */
const serviceProbeMs = 10_000;

/** No longer between two probes of an account that is away. */
const probeCapMs = 60_000;
/** What a form offers to choose from changes seldom, and a form is drawn often. */
const listsLastMs = 5_000;

/** A message under way is waited for so long when its job is told to stop; then it is in doubt. */
const stopPatienceMs = 10_000;
/** Nothing begins so long after the machine said that it goes to sleep; by then it is clear that it does not. */
const longestRestMs = 60_000;

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
  readonly actions: PaceLane;
  /** Reads that may begin in a second, at most. */
  readonly readsPerSecond: number;
  /** An account has answered at this address before. */
  readonly isKnown: boolean;
  /** Something stands in the way, or does no more: faces are told. */
  readonly onTrouble: () => void;
  /** The clock of the account against ours, milliseconds. */
  readonly onSkew: (skewMs: number) => void;
  /** The account is away: where it may have moved to, the session is given another client before it is asked again. */
  readonly onAway: () => Promise<void>;
  /** Of the token; another one with another client (`use`). */
  readonly renewal: Renewal;
}

/** How far the learned skew may drift before it is written down again. */
const skewStepMs = 500;

/**
 * All that an account needs between its client and the jobs that work on it: its breakers, one patience, one place
 * that knows what stands in the way right now. Jobs come and go, and tokens do; the session stays.
 */
export function createSession(deps: SessionDeps) {
  const { clock, random, messages, checks, actions, onTrouble } = deps;
  let { digisac, isKnown, renewal } = deps;
  const breaker = createBreaker({ clock, random, capMs: probeCapMs });
  const sending = createSendingWatch({
    clock,
    random,
    onTrouble: (problem) => tell('sending', problem),
    onChange: () => lookAgain(),
  });
  const reads = createReadBudget({ clock, perSecond: deps.readsPerSecond });
  const list = <T>(request: () => Answer<T>) =>
    sharedQuestion({ clock, lastsMs: listsLastMs, request: () => askOnce(request) });
  const lists = {
    tags: list(() => digisac.tags()),
    customFields: list(() => digisac.customFields()),
    departments: list(() => digisac.departments()),
  };
  /** Questions for the state of a connection that are under way. */
  const asking = new Map<string, Answer<Service | null>>();
  /** Those who wait, and look again when something has changed. */
  const waiting = new Set<AbortController>();
  let slowUntilMs = 0;
  let slowedTimes = 0;
  /** Until when nothing begins, as the machine goes to sleep. */
  let restsUntilMs: number | null = null;
  const trouble: Record<'connection' | 'sending' | 'account', Problem | null> = {
    connection: null,
    sending: null,
    account: null,
  };
  let probing: Promise<void> | null = null;
  let skewMs: number | null = null;
  /** Why nothing can be asked any more: the account was taken out of Malote. */
  let left: Problem | null = null;

  function tell(what: keyof typeof trouble, next: Problem | null): void {
    if (JSON.stringify(next) === JSON.stringify(trouble[what])) return;
    trouble[what] = next;
    onTrouble();
  }

  function lookAgain(): void {
    for (const one of waiting) one.abort();
  }

  /** Waits, at most until something changes. */
  async function wait(ms: number, signal: AbortSignal): Promise<void> {
    const woken = new AbortController();
    waiting.add(woken);
    await clock.sleep(ms, AbortSignal.any([signal, woken.signal]));
    waiting.delete(woken);
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
    actions.slowDown(waitMs);
    tell('account', { kind: 'slowedDown', seconds: Math.max(1, Math.ceil(waitMs / 1_000)) });
  }

  /** One request, and what its answer says of the account as a whole. */
  async function ask<T>(request: () => Answer<T>): Promise<Result<T, Failure>> {
    if (left !== null) return err(nothingAsked(left));
    const notFresh = await freshen();
    if (notFresh !== null) return err(notFresh);
    const by = digisac;
    const startedMs = clock.monotonic();
    const given = await request();
    // Its token was replaced while it was under way: whatever ended it says nothing of the new one.
    if (by !== digisac) return given.ok ? given : err(ofEarlierToken(given.error));
    // We gave it up ourselves: that says nothing of the account.
    if (!given.ok && given.error.problem.kind === 'interrupted') return given;
    learnSkew();
    if (!given.ok && given.error.problem.kind === 'tokenRefused')
      return err(await afterRefusal(given.error, startedMs));
    if (!given.ok) return err(noteFailure(asItIs(given.error), startedMs));
    isKnown = true;
    slowedTimes = 0;
    isThere();
    tell('account', null);
    return given;
  }

  /** Why nothing may be asked, as the token has ended and there is no other one: nothing has left. */
  async function freshen(): Promise<Failure | null> {
    const due = renewal.ifDue();
    if (due === null) return null;
    const startedMs = clock.monotonic();
    const failure = await due;
    if (failure === null) return left === null ? null : nothingAsked(left);
    return noteFailure(asItIs(failure), startedMs);
  }

  /** A refused token had no effect. Where there is another one by now, what was to be done is done again, in its turn. */
  async function afterRefusal(refusal: Failure, startedMs: number): Promise<Failure> {
    const renewing = renewal.ifRefused();
    if (renewing === null) return noteFailure(refusal, startedMs);
    const failure = await renewing;
    return failure === null ? ofEarlierToken(refusal) : noteFailure(asItIs(failure), startedMs);
  }

  function noteFailure(failure: Failure, startedMs: number): Failure {
    switch (failure.kind) {
      case 'away':
        breaker.failed({ certain: true, startedMs });
        tell('account', failure.problem);
        break;
      case 'trouble':
        breaker.failed({ certain: false, startedMs });
        if (!breaker.isClosed()) tell('account', failure.problem);
        break;
      case 'slowDown':
        slowDown(failure);
        break;
      case 'rejected':
      case 'unexpected':
      case 'serviceDown':
      case 'unusable':
        isThere();
        break;
      default:
        unreachable(failure.kind);
    }
    return failure;
  }

  /** The account answered. */
  function isThere(): void {
    const wasClosed = breaker.isClosed();
    breaker.succeeded();
    if (!wasClosed) lookAgain();
  }

  /**
   * A page where an account was before is a network's own (a hotel asks for a login) or a gate's: it passes, and every
   * further message would be in doubt for nothing. So it counts as away, and is probed until the account answers again.
   */
  const asItIs = (failure: Failure): Failure =>
    isKnown && failure.problem.kind === 'notDigisac' ? { ...failure, kind: 'away' } : failure;

  /** One probe at a time, whoever waits. */
  function probe(): Promise<void> {
    probing ??= deps
      .onAway()
      .then(() => ask(() => digisac.me()))
      .then((answer) => {
        // A client that was closed would be asked again without end.
        if (answer.ok || answer.error.problem.kind !== 'interrupted') return;
        breaker.failed({ certain: true, startedMs: clock.monotonic() });
      })
      .finally(() => {
        probing = null;
      });
    return probing;
  }

  const isReady = (): boolean => {
    const nowMs = clock.monotonic();
    return left !== null || (breaker.isClosed() && slowUntilMs <= nowMs && restsUntilMs === null);
  };

  /** The machine woke: before anything else the account is asked, as the network may not be there, or be another. */
  function wake(): void {
    restsUntilMs = null;
    breaker.probeFirst();
    lookAgain();
  }

  /** The state of a connection now, as the account says: asked once for all who ask at the same time. */
  function askService(serviceId: string): Answer<Service | null> {
    const known = asking.get(serviceId);
    if (known) return known;
    const asked = ask(() => digisac.service(serviceId)).finally(() => asking.delete(serviceId));
    asking.set(serviceId, asked);
    return asked;
  }

  async function isBack(serviceId: string): Promise<boolean> {
    const answer = await askService(serviceId);
    return answer.ok && answer.value !== null && answer.value.connected !== 'no';
  }

  /** A read for a face that waits for it: asked once, so that a server that is away is told at once. */
  async function askOnce<T>(request: () => Answer<T>): Promise<T> {
    const by = digisac;
    const first = await ask(request);
    // Its token ended under way, and there is another one.
    const answer = !first.ok && first.error.kind === 'away' && by !== digisac ? await ask(request) : first;
    if (!answer.ok) throw new ProblemError(answer.error.problem);
    return answer.value;
  }

  function forgetLists(): void {
    for (const one of Object.values(lists)) one.forget();
  }

  /** Waits until the account may be asked. False when the signal aborts first. */
  async function ready(signal: AbortSignal): Promise<boolean> {
    while (!signal.aborted) {
      if (isReady()) return true;
      const nowMs = clock.monotonic();
      // Where monotonic time goes on while the machine sleeps, this may be the first look after it.
      if (restsUntilMs !== null && restsUntilMs <= nowMs) wake();
      const standsMs = Math.max(slowUntilMs, restsUntilMs ?? 0) - nowMs;
      const waitMs = standsMs > 0 ? standsMs : breaker.waitMs();
      if (waitMs > 0) await wait(waitMs, signal);
      else await unlessAborted(probe(), signal);
    }
    return false;
  }

  /** How many messages may start right now. */
  function sendable(): number {
    if (left !== null) return Number.POSITIVE_INFINITY;
    return isReady() ? sending.room() : 0;
  }

  return {
    /** As it is now: a new token comes with another one. */
    get digisac(): Digisac {
      return digisac;
    },
    messages,
    checks,
    actions,
    /** What stands between the account and all work of a kind on it, for as long as it does. */
    trouble: (work: 'messages' | 'contacts'): Problem | null =>
      trouble.connection ?? (work === 'messages' ? trouble.sending : null) ?? trouble.account,
    /** The account's clock minus ours; 0 until it is known. */
    skewMs: (): number => digisac.clockSkewMs() ?? skewMs ?? 0,
    ready,
    sendable,

    /** Waits until a message may start. False when the signal aborts first. */
    async readyToSend(signal: AbortSignal): Promise<boolean> {
      while (await ready(signal)) {
        if (sendable() > 0) return true;
        await wait(sending.waitMs(), signal);
      }
      return false;
    },

    isSendingDown: sending.isDown,

    /**
     * A read is asked again until it is answered: it has no effect. Only this request's own fault ends it. It takes its
     * turn in the budget of reads; `paced`: it has the pace of another lane already.
     */
    async read<T>(
      request: (signal: AbortSignal) => Answer<T>,
      signal: AbortSignal,
      kind: ReadKind | 'paced' = 'background',
    ): Promise<Asked<T>> {
      for (let attempt = 1; ; ) {
        if (!(await ready(signal))) return { kind: 'ended', end: stopped };
        const asked = () => ask(() => request(signal));
        // While it waited for its turn, the account may have asked for patience.
        const inTurn = async () => (isReady() ? asked() : 'notReady');
        const answer = kind === 'paced' ? await asked() : await reads.run(kind, inTurn, signal);
        if (answer === null) return { kind: 'ended', end: stopped };
        if (answer === 'notReady') continue;
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

    askOnce,

    /** Lists that forms offer, asked once for all who ask, and good for some seconds. Problems: those of the account. */
    tags: lists.tags.ask,
    customFields: lists.customFields.ask,
    departments: lists.departments.ask,
    /** A connection as it is now; null where it does not exist any more. Problems: those of the account. */
    service: (serviceId: string): Promise<Service | null> => askOnce(() => askService(serviceId)),

    /** A request with an effect, once. Its intent is committed by the caller before, its outcome after (law 1). */
    async write<T>(request: () => Answer<T>): Promise<Result<T, Failure>> {
      const answer = await ask(request);
      forgetLists();
      return answer;
    },

    /** The same for a message. It is given up, and so in doubt, some time after `stop` has aborted. */
    async send<T>(request: (signal: AbortSignal) => Answer<T>, stop: AbortSignal): Promise<Result<T, Failure>> {
      const given = new AbortController();
      const answered = new AbortController();
      const onStop = () => {
        void clock.sleep(stopPatienceMs, answered.signal).then(() => given.abort());
      };
      stop.addEventListener('abort', onStop, { once: true });
      if (stop.aborted) onStop();
      try {
        return await sending.through(() => ask(() => request(given.signal)));
      } finally {
        stop.removeEventListener('abort', onStop);
        // With a reason of its own: the usual one is an error with its stack, for each message.
        answered.abort('answered');
      }
    },

    /**
     * Waits until a connection can send again, as the account says when it is asked. False when the signal aborts.
     * It is never asked at once: an account may call a connection up that has just refused.
     */
    async serviceBack(serviceId: string, name: string, signal: AbortSignal): Promise<boolean> {
      tell('connection', { kind: 'serviceDisconnected', service: name });
      while (!signal.aborted && left === null) {
        await clock.sleep(serviceProbeMs, signal);
        if (!(await ready(signal))) break;
        if (!(await unlessAborted(isBack(serviceId), signal))) continue;
        tell('connection', null);
        return true;
      }
      // Nobody waits for it any more; the next message finds out anew.
      tell('connection', null);
      return left !== null && !signal.aborted;
    },

    /** The machine goes to sleep: nothing begins any more until it wakes. What is under way goes on. */
    rest(): void {
      restsUntilMs = clock.monotonic() + longestRestMs;
    },

    wake,

    /** The token was renewed: nothing is different but what stands in the headers from now on. */
    renewed(client: Digisac): void {
      digisac = client;
    },

    /** Before the client is asked by itself. Null: the token is good, as far as is known. */
    freshen,

    /** The account has another client: a new token, or another address. Jobs go on with it where they stand. */
    use(client: Digisac, its: Renewal): void {
      digisac = client;
      renewal = its;
      left = null;
      asking.clear();
      forgetLists();
      breaker.probeFirst();
      lookAgain();
    },

    /** The account was taken out of Malote: who asks it for anything hears why that cannot be. */
    leave(why: Problem): void {
      left = why;
      lookAgain();
    },
  };
}

const nothingAsked = (problem: Problem): Failure => ({
  kind: 'unusable',
  effect: 'none',
  status: null,
  retryAfterMs: null,
  problem,
});

/** A refused token is none of the one that replaced it: what it was to do is done again. */
const ofEarlierToken = (failure: Failure): Failure =>
  failure.kind === 'unusable' ? { ...failure, kind: 'away' } : failure;

/** What comes of `work`, or null as soon as nobody waits for it any more; it goes on by itself. */
function unlessAborted<T>(work: Promise<T>, signal: AbortSignal): Promise<T | null> {
  return new Promise((resolve, reject) => {
    const giveUp = () => resolve(null);
    signal.addEventListener('abort', giveUp, { once: true });
    if (signal.aborted) giveUp();
    work.then(resolve, reject).finally(() => signal.removeEventListener('abort', giveUp));
  });
}

export type Session = ReturnType<typeof createSession>;

/** The value of a read, where a refusal is nothing that the caller can mend: it blocks the stage. */
export function valueOrEnd<T>(asked: Asked<T>): Result<T, StageEnd> {
  if (asked.kind === 'answered') return ok(asked.value);
  return { ok: false, error: asked.kind === 'ended' ? asked.end : blocked(asked.failure.problem) };
}
