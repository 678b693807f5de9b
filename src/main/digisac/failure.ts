import type { Problem } from '#shared/problem.ts';

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
