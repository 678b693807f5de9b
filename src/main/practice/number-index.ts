// A run of eight digits inside a number of 8 to 13 covers its places 5, 6 and 7, wherever it starts.
const keyFrom = 5;
const keyTo = 8;
const shortest = 8;
const longest = 13;

interface Numbered {
  readonly number: string;
}

/**
 * Finds the numbers that contain a run of digits without reading all: the usual look-up asks for the last eight, and a
 * scan of a hundred thousand contacts for each row of a sheet would make the account slower than any real one.
 */
export function createNumberIndex<T extends Numbered>() {
  const buckets = new Map<string, Set<T>>();
  const bucketOf = (number: string) =>
    number.length >= shortest && number.length <= longest ? number.slice(keyFrom, keyTo) : 'odd';

  return {
    add(item: T): void {
      const key = bucketOf(item.number);
      const bucket = buckets.get(key);
      if (bucket) bucket.add(item);
      else buckets.set(key, new Set([item]));
    },

    remove(item: T): void {
      buckets.get(bucketOf(item.number))?.delete(item);
    },

    /** Those that may contain the digits, in no order; null where it takes a look at all. */
    candidates(digits: string): readonly T[] | null {
      if (!/^\d+$/.test(digits) || digits.length < shortest) return null;
      const keys = new Set(['odd']);
      for (let start = 0; start <= longest - digits.length; start += 1) {
        if (start <= keyFrom) keys.add(digits.slice(keyFrom - start, keyTo - start));
      }
      return [...keys].flatMap((key) => [...(buckets.get(key) ?? [])]);
    },
  };
}
