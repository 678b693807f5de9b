import type { Store } from '#main/store/store.ts';
import type { Clock } from '#shared/clock.ts';
import { ProblemError } from '#shared/problem.ts';
import type { Result } from '#shared/result.ts';
import type { Session } from '../account/session.ts';
import type { Sessions } from '../account/sessions.ts';
import type { StageEnd } from '../work.ts';

/** Somebody waits in front of a table: an account that is away is told, and not waited for. */
const patienceMs = 20_000;

export interface LookupDeps {
  readonly store: Store;
  readonly clock: Clock;
  readonly sessions: Sessions;
}

/** A session with an account. Problems: noAccount, tokenMissing. */
export async function sessionOf({ store, sessions }: LookupDeps, accountId: number): Promise<Session> {
  if (store.accounts.find(accountId) === null) throw new ProblemError({ kind: 'noAccount' });
  const opened = await sessions.open(accountId);
  if (!opened.ok) throw new ProblemError(opened.error);
  return opened.value;
}

/** What comes of a read within the time that somebody waits. Problems: those of the account. */
export async function promptly<T>(
  { clock }: LookupDeps,
  session: Session,
  signal: AbortSignal,
  read: (signal: AbortSignal) => Promise<Result<T, StageEnd>>,
): Promise<T> {
  const patience = new AbortController();
  const answered = new AbortController();
  void clock.sleep(patienceMs, answered.signal).then(() => patience.abort());
  const got = await read(AbortSignal.any([signal, patience.signal])).finally(() => answered.abort());
  if (got.ok) return got.value;
  if (got.error.kind === 'blocked') throw new ProblemError(got.error.problem);
  throw new ProblemError(session.trouble('contacts') ?? { kind: 'interrupted' });
}
