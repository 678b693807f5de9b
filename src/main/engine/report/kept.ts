import type { Clock } from '#shared/clock.ts';

/** What changes all the time is not made anew more often than in multiples of the time that it takes. */
const restFactor = 5;

interface Entry<T> {
  /** Of what it was made from, as that was then. */
  readonly stamp: string;
  readonly madeAt: number;
  readonly tookMs: number;
  readonly value: Promise<T>;
}

/** Answers that are dear to make: kept while nothing changes, the `most` that were asked for last. */
export function createKept<T>(options: { readonly clock: Pick<Clock, 'monotonic'>; readonly most: number }): {
  readonly get: (about: { readonly key: string; readonly stamp: string }, make: () => Promise<T>) => Promise<T>;
} {
  const { clock, most } = options;
  // In the order of their last use.
  const entries = new Map<string, Entry<T>>();

  return {
    get({ key, stamp }, make) {
      const now = clock.monotonic();
      const found = entries.get(key);
      entries.delete(key);
      if (found && (found.stamp === stamp || now - found.madeAt < restFactor * found.tookMs)) {
        entries.set(key, found);
        return found.value;
      }
      const entry: Entry<T> = { stamp, madeAt: now, tookMs: 0, value: make() };
      entries.set(key, entry);
      for (const old of [...entries.keys()].slice(0, -most)) entries.delete(old);
      void entry.value.then(
        () => {
          const madeAt = clock.monotonic();
          if (entries.get(key) === entry) entries.set(key, { ...entry, madeAt, tookMs: madeAt - now });
        },
        () => {
          if (entries.get(key) === entry) entries.delete(key);
        },
      );
      return entry.value;
    },
  };
}
