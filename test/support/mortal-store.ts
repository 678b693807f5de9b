import type { Store } from '#main/store/store.ts';

/** What a process that died does: nothing, any more. */
export class Dead extends Error {
  override readonly name = 'Dead';
}

/** Verbs of the tables that write; each outside of a transaction is a commit of its own. */
const writes =
  /^(accept|add|apply|begin|cancel|closeOpen|configure|count(?=Taken)|create|end|enlist|enter|forget|insert|interrupt|learn|leave|move|open|polled|prune|remove|requeue|reset|restart|retry|save|set|skip|take|write)/;

/**
 * A store that dies at its nth commit, before it or after it, and with it everything that holds it: whoever asks it
 * afterwards gets no answer. What was committed stays, as after a kill; a new store on the same database finds it.
 */
export function mortalStore(store: Store, death: { readonly step: number; readonly when: 'before' | 'after' }) {
  let steps = 0;
  let depth = 0;
  let isDead = false;
  let onDeath: () => void = () => undefined;

  function die(): never {
    isDead = true;
    onDeath();
    throw new Dead();
  }
  function commit<T>(work: () => T): T {
    if (isDead) throw new Dead();
    if (depth > 0) return work();
    steps += 1;
    const isLast = steps === death.step;
    depth += 1;
    try {
      const result = work();
      // Thrown inside of the transaction: it is rolled back, as a kill before its end would leave it.
      if (isLast && death.when === 'before') die();
      return result;
    } finally {
      depth -= 1;
    }
  }

  function mortalTable<T extends object>(table: T): T {
    return new Proxy(table, {
      get(target, name, receiver) {
        const value: unknown = Reflect.get(target, name, receiver);
        if (typeof value !== 'function') return value;
        return (...args: unknown[]) => {
          if (isDead) throw new Dead();
          const call = (): unknown => Reflect.apply(value, target, args);
          if (depth > 0 || typeof name !== 'string' || !writes.test(name)) return call();
          // One statement is a transaction as well: here it is one, so that it can be taken back.
          const result = store.transact(() => commit(call));
          if (steps === death.step && death.when === 'after') die();
          return result;
        };
      },
    });
  }

  const mortal = new Proxy(store, {
    get(target, name, receiver) {
      const value: unknown = Reflect.get(target, name, receiver);
      if (name === 'transact') {
        return (work: () => unknown) => {
          if (isDead) throw new Dead();
          const isOutermost = depth === 0;
          const result: unknown = Reflect.apply(target.transact, target, [() => commit(work)]);
          if (isOutermost && steps === death.step && death.when === 'after') die();
          return result;
        };
      }
      return typeof value === 'object' && value !== null ? mortalTable(value) : value;
    },
  });
  return {
    store: mortal,
    isDead: () => isDead,
    steps: () => steps,
    whenDead: (listener: () => void) => {
      onDeath = listener;
    },
  };
}
