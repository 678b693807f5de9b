import type { Account } from './account.ts';
import type { Answer } from './answer.ts';
import type { Dialect } from './dialect.ts';
import type { DecidedFate, StartEnd } from './things.ts';
import type { Moment } from './time.ts';

/** A request on its way to a route. */
export interface Ask {
  /** From the path; empty where the route has none. */
  readonly id: string;
  readonly parameters: URLSearchParams;
  readonly body: unknown;
  /** When it takes effect, and when it arrived, by the monotonic clock. */
  readonly at: Moment;
  readonly arrivedMs: number;
  readonly account: Account;
  readonly dialect: Dialect;
  /** What a fault makes of a message that is accepted. */
  readonly fate: DecidedFate | null;
  /** Where a connection gets that is started. */
  readonly startEnds: StartEnd;
  /** A fault makes the account refuse this number. */
  readonly isRefused: (number: string) => boolean;
}

export type Route = (ask: Ask) => Answer;
