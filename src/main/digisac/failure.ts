import type { Problem } from '#shared/problem.ts';
import { unreachable } from '#shared/result.ts';
import {
  accountText,
  isPage,
  saysBlocked,
  saysDisconnected,
  saysNoRoute,
  saysThrottled,
  serviceIdIn,
} from './account-text.ts';
import { masked } from './masked.ts';
import { shapeOf } from './shape.ts';

/**
 * Why a request did not give what was asked. `effect` says what law 2 needs to know: `none` where it is certain that
 * nothing changed on the account (a read, a request that never left, a refusal), `unknown` where it may have.
 *
 * - `rejected`: the account refused this request (4xx): the fault of what was sent, so of the row.
 * - `slowDown`: 429, or 403 with the text of a throttle. `retryAfterMs` where the account says for how long.
 * - `serviceDown`: the connection (Digisac: service) is disconnected; other connections may work.
 * - `away`: no connection came about (name, refused, TLS): certainly no effect.
 * - `trouble`: 5xx, time-out, reset, a page of a gateway: the server, not the row.
 * - `unusable`: nothing will work until a person acts: token, permission, wrong address, blocked on the way.
 * - `unexpected`: a 2xx whose shape is not understood.
 */
export interface Failure {
  readonly kind: 'rejected' | 'slowDown' | 'serviceDown' | 'away' | 'trouble' | 'unusable' | 'unexpected';
  readonly effect: 'none' | 'unknown';
  /** Of HTTP; null where no answer came. */
  readonly status: number | null;
  /** Milliseconds that the account asked to wait, from Retry-After; null where it did not say. */
  readonly retryAfterMs: number | null;
  /** What a person is told. For `rejected` its detail is the account's own text, without numbers and names. */
  readonly problem: Problem;
}

/** An answer of HTTP, whole or (`json` undefined) not to be read as JSON. */
export interface Answered {
  readonly status: number;
  readonly text: string;
  readonly json: unknown;
  readonly retryAfterMs: number | null;
}

/** No answer, or only the beginning of one. */
export interface Lost {
  /** Its first byte may have left. Before that, it certainly had no effect. */
  readonly started: boolean;
  /** Where at least the head of an answer came. */
  readonly status: number | null;
  /** `untrusted`: the certificate, or a proxy in between, stood in the way. */
  readonly why: 'aborted' | 'unreachable' | 'untrusted' | 'tokenUnsendable' | 'tooLarge';
}

/** What was asked, as far as its failures speak of it. */
export interface Question {
  readonly host: string;
  /** As in the API collection, without ids: `PUT /contacts/{id}`. */
  readonly route: string;
  readonly effect: 'read' | 'write';
  /** The problem of a refusal, with the account's own words. */
  readonly refused: (detail: string) => Problem;
  /** What was sent, and must not come back in a problem: names, numbers, texts. */
  readonly conceal: readonly string[];
  /** Every account answers this route: where it is not to be found, there is no account. */
  readonly provesAccount: boolean;
}

const unsettled = (question: Question): Failure['effect'] => (question.effect === 'read' ? 'none' : 'unknown');

/** Any answer but a 2xx that can be read. Facts, sections 3, 10 and 12 rows 11 to 16. */
export function failureOf(question: Question, answer: Answered): Failure {
  const { status, retryAfterMs, text } = answer;
  const { host } = question;
  const words = accountText(answer);
  const made = (kind: Failure['kind'], effect: Failure['effect'], problem: Problem): Failure => ({
    kind,
    effect,
    status,
    retryAfterMs,
    problem,
  });
  const detail = masked(words, question.conceal) || `HTTP ${status}`;

  if (status < 300) {
    return isPage(text)
      ? made('unusable', unsettled(question), { kind: 'notDigisac', host })
      : unexpectedAnswer(question, answer);
  }
  // The token goes nowhere but to the address that was given, so no redirect is followed.
  if (status < 400) return made('unusable', unsettled(question), { kind: 'notDigisac', host });
  if (status >= 500 || status === 408) {
    return made('trouble', unsettled(question), { kind: 'serverTrouble', status });
  }
  if (saysBlocked(text) || status === 407) return made('unusable', 'none', { kind: 'blockedOnTheWay', host });
  if (status === 401) return made('unusable', 'none', { kind: 'tokenRefused' });
  if (status === 429 || (status === 403 && (isPage(text) || saysThrottled(words)))) {
    return made('slowDown', 'none', { kind: 'slowedDown', seconds: secondsOf(retryAfterMs) });
  }
  if (saysDisconnected(words)) {
    return made('serviceDown', 'none', { kind: 'serviceDisconnected', service: serviceIdIn(words) });
  }
  if (status === 403) return made('unusable', 'none', { kind: 'permissionDenied', detail });
  if (status === 404 && question.provesAccount) return made('unusable', 'none', { kind: 'notDigisac', host });
  // A gateway that does not know, for the moment, where the account is.
  if (status === 404 && answer.json === undefined && !saysNoRoute(text)) {
    return made('trouble', 'none', { kind: 'serverTrouble', status });
  }
  return made('rejected', 'none', question.refused(detail));
}

/** A 2xx that does not say what it should. After a write nobody knows what it did. */
export function unexpectedAnswer(question: Question, answer: Pick<Answered, 'status' | 'json' | 'text'>): Failure {
  const shape = answer.json === undefined ? (answer.text.trim() === '' ? 'empty' : 'text') : shapeOf(answer.json);
  return {
    kind: 'unexpected',
    effect: unsettled(question),
    status: answer.status,
    retryAfterMs: null,
    problem: { kind: 'answerUnexpected', route: question.route, shape },
  };
}

/** A list that holds what was not asked for, or does not end: the account did not understand the filter. */
export const notFiltered = (route: string): Failure => ({
  kind: 'unexpected',
  effect: 'none',
  status: 200,
  retryAfterMs: null,
  problem: { kind: 'answerUnexpected', route, shape: 'more than was asked for' },
});

/** The account says in clear JSON that there is no such thing: not that the route is unknown, nor a gateway's page. */
export const saysThereIsNone = (answer: Answered): boolean =>
  answer.status === 404 && answer.json !== undefined && !saysNoRoute(accountText(answer));

/** No answer: what is certain is only what had not started. */
export function failureOfLoss(question: Question, lost: Lost): Failure {
  const { host, route } = question;
  // What refused us on the way did not pass it on.
  const effect = lost.started && lost.why !== 'untrusted' ? unsettled(question) : 'none';
  const made = (kind: Failure['kind'], problem: Problem): Failure => ({
    kind,
    effect,
    status: lost.status,
    retryAfterMs: null,
    problem,
  });
  switch (lost.why) {
    case 'aborted':
      return made('trouble', { kind: 'interrupted' });
    case 'untrusted':
      return made('away', { kind: 'blockedOnTheWay', host });
    case 'tokenUnsendable':
      return made('unusable', { kind: 'tokenRefused' });
    case 'tooLarge':
      return made('unexpected', { kind: 'answerUnexpected', route, shape: 'too large' });
    case 'unreachable':
      return made(lost.started ? 'trouble' : 'away', { kind: 'serverAway', host });
    default:
      return unreachable(lost.why);
  }
}

/** Where an account does not say for how long, this is what a person is told; the engine decides. */
const untoldSeconds = 30;
const secondsOf = (ms: number | null): number => (ms === null ? untoldSeconds : Math.max(1, Math.ceil(ms / 1_000)));
