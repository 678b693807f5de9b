import type { Store } from '#main/store/store.ts';

/** Verbs of the tables that write; each outside of a transaction is a commit of its own. */
const writes =
  /^(accept|add|apply|begin|cancel|closeOpen|configure|count(?=Taken)|create|end|enlist|enter|forget|hurry|insert|interrupt|learn|leave|move|open|polled|postpone|prune|remove|requeue|reset|restart|retry|save|set|skip|take|write)/;

/** Who looks on while a store commits. What one of them throws, the one that asked the store gets. */
export interface CommitWatcher {
  /** Somebody asks the store for anything. */
  readonly asked?: () => void;
  /** Everything of the nth commit is done, and it is not committed yet: it is rolled back when this throws. */
  readonly before: (step: number) => void;
  readonly after?: (step: number) => void;
}

/** A store whose commits are counted from 1, and can be made to fail. */
export function watchCommits(
  store: Store,
  watcher: CommitWatcher,
): { readonly store: Store; readonly steps: () => number } {
  let steps = 0;
  let depth = 0;

  function commit<T>(work: () => T): T {
    if (depth > 0) return work();
    steps += 1;
    depth += 1;
    try {
      const result = work();
      watcher.before(steps);
      return result;
    } finally {
      depth -= 1;
    }
  }

  function watchedTable<T extends object>(table: T): T {
    return new Proxy(table, {
      get(target, name, receiver) {
        const value: unknown = Reflect.get(target, name, receiver);
        if (typeof value !== 'function') return value;
        return (...args: unknown[]) => {
          watcher.asked?.();
          const call = (): unknown => Reflect.apply(value, target, args);
          if (depth > 0 || typeof name !== 'string' || !writes.test(name)) return call();
          // One statement is a transaction as well: here it is one, so that it can be taken back.
          const result = store.transact(() => commit(call));
          watcher.after?.(steps);
          return result;
        };
      },
    });
  }

  const watched = new Proxy(store, {
    get(target, name, receiver) {
      const value: unknown = Reflect.get(target, name, receiver);
      if (name === 'transact') {
        return (work: () => unknown) => {
          watcher.asked?.();
          const isOutermost = depth === 0;
          const result: unknown = Reflect.apply(target.transact, target, [() => commit(work)]);
          if (isOutermost) watcher.after?.(steps);
          return result;
        };
      }
      return typeof value === 'object' && value !== null ? watchedTable(value) : value;
    },
  });
  return { store: watched, steps: () => steps };
}
