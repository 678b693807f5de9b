const shortest = 8;
const longest = 13;
const blockSize = 4;
// A run of eight digits or more, inside a number of 8 to 13, covers the block from place 4 on wherever it starts, unless
// it starts at place 5: then it covers the one from place 8 on.
const blocks = [4, 8] as const;
const lastStart = 5;

interface Numbered {
  readonly number: string;
}

/**
 * Finds the numbers that contain a run of digits without reading all: the usual look-up asks for the last eight, and a
 * scan of a hundred thousand contacts for each row of a sheet would make the account slower than any real one.
 */
export function createNumberIndex<T extends Numbered>() {
  const buckets = new Map<string, Set<T>>();
  const odd = new Set<T>();

  function bucketsOf({ number }: T): readonly Set<T>[] {
    if (number.length < shortest || number.length > longest) return [odd];
    return blocks
      .filter((place) => number.length >= place + blockSize)
      .map((place) => {
        const key = `${place}:${number.slice(place, place + blockSize)}`;
        const bucket = buckets.get(key) ?? new Set();
        buckets.set(key, bucket);
        return bucket;
      });
  }

  return {
    add(item: T): void {
      for (const bucket of bucketsOf(item)) bucket.add(item);
    },

    remove(item: T): void {
      for (const bucket of bucketsOf(item)) bucket.delete(item);
    },

    /** Those that may contain the digits, in no order; null where it takes a look at all. */
    candidates(digits: string): readonly T[] | null {
      if (!/^\d+$/.test(digits) || digits.length < shortest) return null;
      const found = new Set(odd);
      for (let start = 0; start <= Math.min(lastStart, longest - digits.length); start += 1) {
        const place = start === lastStart ? blocks[1] : blocks[0];
        const block = digits.slice(place - start, place - start + blockSize);
        for (const item of buckets.get(`${place}:${block}`) ?? []) found.add(item);
      }
      return [...found];
    },
  };
}
