import type { Store } from '#main/store/store.ts';
import { serviceFor } from '#shared/accounts/service.ts';
import { ProblemError } from '#shared/problem.ts';
import type { Service } from '#shared/rpc/accounts.ts';
import type { Session } from './session.ts';
import type { Sessions } from './sessions.ts';

/**
 * The connection that a job is about to start on, asked whether it is up: whoever starts something wants to hear now
 * that it cannot work, while a job under way waits by itself. Problems: noAccount, tokenMissing, noService,
 * serviceUnknown, serviceAmbiguous, serviceDisconnected, those of the account.
 */
export async function openService(
  deps: { readonly store: Store; readonly sessions: Sessions },
  wish: { readonly accountId: number | null; readonly serviceId: string | null },
): Promise<{ readonly accountId: number; readonly session: Session; readonly service: Service }> {
  const { store, sessions } = deps;
  const account = wish.accountId === null ? null : store.accounts.find(wish.accountId);
  if (!account) throw new ProblemError({ kind: 'noAccount' });
  const chosen = serviceFor(account, wish.serviceId);
  if (!chosen.ok) throw new ProblemError(chosen.error);
  const opened = await sessions.open(account.id);
  if (!opened.ok) throw new ProblemError(opened.error);
  const session = opened.value;
  const { id, name } = chosen.value;
  const now = await session.service(id);
  if (now === null || now.connected === 'no') throw new ProblemError({ kind: 'serviceDisconnected', service: name });
  return { accountId: account.id, session, service: chosen.value };
}
