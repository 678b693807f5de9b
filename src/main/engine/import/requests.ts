import type { Failure } from '#main/digisac/failure.ts';
import type { RequestKind } from '#main/store/requests.ts';
import type { Store } from '#main/store/store.ts';
import type { Clock } from '#shared/clock.ts';
import type { Result } from '#shared/result.ts';
import type { Session } from '../account/session.ts';

/** What the work of creating contacts needs. */
export interface CreationDeps {
  readonly store: Store;
  readonly clock: Clock;
}

/** Where and for what contacts are created. */
export interface CreationOptions {
  readonly importId: number;
  readonly accountId: number;
  readonly session: Session;
  readonly serviceId: string;
  readonly signal: AbortSignal;
  readonly onRows: (count: number) => void;
}

/**
 * One request with an effect: its intent is committed before it leaves (law 1), together with what `before` writes;
 * `after` is committed together with its end. `subject` names rows by their numbers, never people.
 */
export async function withIntent<T>(
  deps: CreationDeps,
  options: {
    readonly accountId: number;
    readonly importId: number | null;
    readonly kind: RequestKind;
    readonly subject: unknown;
    readonly before?: () => void;
    readonly send: () => Promise<Result<T, Failure>>;
    readonly after: (answer: Result<T, Failure>) => void;
  },
): Promise<Result<T, Failure>> {
  const { store, clock } = deps;
  const { accountId, importId, kind, subject } = options;
  const id = store.transact(() => {
    options.before?.();
    return store.requests.begin({ accountId, importId, kind, subject, nowMs: clock.now() });
  });
  const answer = await options.send();
  store.transact(() => {
    options.after(answer);
    const state = answer.ok ? 'done' : answer.error.effect;
    store.requests.end(id, { state, status: answer.ok ? null : answer.error.status, nowMs: clock.now() });
  });
  return answer;
}
