import { z } from 'zod';
import { personNumber } from './people.ts';

/** Person keys stand in buckets of a million, each as its last six digits: 4 bytes instead of 8 or more. */
export const bucketSize = 1_000_000;
/** Person keys have fifteen digits at most, so this fits 32 bits: maps find such keys fastest. */
export const bucketOf = (person: number): number => (person / bucketSize) | 0;

/** Is somebody in her bucket? A search of its own, as one for both kinds of lists takes three times as long. */
export function isInBucket(numbers: Uint32Array, within: number): boolean {
  let low = 0;
  let high = numbers.length;
  while (low < high) {
    const middle = (low + high) >>> 1;
    if ((numbers[middle] ?? 0) < within) low = middle + 1;
    else high = middle;
  }
  return numbers[low] === within;
}

/** Gathers the numbers of a list. Three million take some 12 MB, and no step of it is long. */
export function gatherBuckets() {
  const growing = new Map<number, { numbers: Uint32Array; count: number }>();

  return {
    /** False for what is no person key. */
    add(person: string): boolean {
      const number = personNumber(person);
      if (number === null) return false;
      const key = bucketOf(number);
      let bucket = growing.get(key);
      if (!bucket) {
        bucket = { numbers: new Uint32Array(16), count: 0 };
        growing.set(key, bucket);
      }
      if (bucket.count === bucket.numbers.length) {
        const longer = new Uint32Array(bucket.numbers.length * 2);
        longer.set(bucket.numbers);
        bucket.numbers = longer;
      }
      bucket.numbers[bucket.count] = number % bucketSize;
      bucket.count += 1;
      return true;
    },

    /** Each in order and once. Nothing may be added afterwards. */
    *buckets(): Generator<readonly [bucket: number, numbers: Uint32Array]> {
      for (const [key, { numbers, count }] of growing) {
        const sorted = numbers.subarray(0, count).sort();
        yield [key, sorted.filter((number, at) => at === 0 || number !== sorted[at - 1])];
      }
    },
  };
}

export const blockListSchema = z.object({
  id: z.int().positive(),
  name: z.string(),
  /** Where it comes from, in a person's words. */
  source: z.string(),
  /** The day of the list itself, `2026-11-23`. */
  dated: z.iso.date(),
  goodForDays: z.int().positive().nullable(),
  areas: z.array(z.string()),
  fileName: z.string(),
  numbers: z.int().nonnegative(),
  /** Lines of the file without a number that could be read. */
  notNumbers: z.int().nonnegative(),
  /** Lines of other area codes than it is limited to. */
  elsewhere: z.int().nonnegative(),
  loadedAt: z.number(),
  /** It is older than it is good for. */
  isExpired: z.boolean(),
});
export type BlockList = z.infer<typeof blockListSchema>;

const dayMs = 86_400_000;

/** Older than it is good for: a register has to be fetched anew. `nowMs` by the wall clock. */
export const isExpired = (list: { readonly dated: string; readonly goodForDays: number | null }, nowMs: number) =>
  list.goodForDays !== null && nowMs >= Date.parse(list.dated) + (list.goodForDays + 1) * dayMs;
