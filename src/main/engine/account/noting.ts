import type { Store } from '#main/store/store.ts';
import { denialIn, isGranted, type Permission, permissionOf } from '#shared/accounts/permission.ts';
import type { Clock } from '#shared/clock.ts';

/** What the account's user may not do is learned from its refusals, and unlearned when it is done all the same. */
export function createNoting(deps: { readonly store: Store; readonly clock: Clock; readonly onChange: () => void }) {
  const { store, clock, onChange } = deps;
  const refused = new Map<number, Set<string>>();

  function refusedOf(accountId: number): Set<string> {
    const known = refused.get(accountId);
    if (known) return known;
    const read = new Set(store.refusedRequests.names(accountId));
    refused.set(accountId, read);
    return read;
  }

  function note(accountId: number, request: string, answer: unknown): void {
    const detail = denialIn(answer);
    if (detail !== null) {
      refusedOf(accountId).add(request);
      store.transact(() => store.refusedRequests.add({ accountId, request, detail, nowMs: clock.now() }));
      onChange();
    } else if (refusedOf(accountId).has(request) && isGranted(answer)) {
      forget(accountId, [request]);
    }
  }

  function forget(accountId: number, requests: readonly string[]): void {
    for (const request of requests) refusedOf(accountId).delete(request);
    store.transact(() => {
      for (const request of requests) store.refusedRequests.remove(accountId, request);
    });
    onChange();
  }

  return {
    /** A person wants it to be tried again. */
    forget: (accountId: number, permission: Permission): void =>
      forget(
        accountId,
        [...refusedOf(accountId)].filter((request) => permissionOf(request) === permission),
      ),

    /** The same client; what it is answered is looked at before anybody else hears it. */
    around<T extends object>(accountId: number, client: T): T {
      return new Proxy(client, {
        get(target, name, receiver) {
          const value: unknown = Reflect.get(target, name, receiver);
          if (typeof name !== 'string' || permissionOf(name) === null || typeof value !== 'function') return value;
          return async (...args: unknown[]): Promise<unknown> => {
            const answer: unknown = await Reflect.apply(value, target, args);
            note(accountId, name, answer);
            return answer;
          };
        },
      });
    },
  };
}
