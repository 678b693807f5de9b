import type { Clock } from '#shared/clock.ts';
import { inSlices } from '../slice.ts';

/** Sorted in one go: some 3 ms. */
const runLength = 2_048;
/** Places merged in one step. */
const mergedAtOnce = 20_000;

const forever = new AbortController().signal;

/**
 * The places of the keys (0, 1, 2 …) in the order of the keys, without holding the thread: runs are sorted one by one and then merged,
 * twice as long each time. Equal keys stay in their order, and those of `isLast` come last whichever way the others go.
 */
export async function sortedInSlices(
  deps: { readonly clock: Clock },
  options: {
    readonly keys: readonly string[];
    readonly descending: boolean;
    readonly isLast: (key: string) => boolean;
  },
): Promise<Uint32Array> {
  const { keys, descending, isLast } = options;
  const sign = descending ? -1 : 1;
  const keyAt = (place: number): string => keys[place] ?? '';
  const compare = (a: number, b: number): number => {
    const [left, right] = [keyAt(a), keyAt(b)];
    if (left === right) return a - b;
    if (isLast(left) !== isLast(right)) return isLast(left) ? 1 : -1;
    return left < right ? -sign : sign;
  };

  let from: Uint32Array = Uint32Array.from(keys, (_, place) => place);
  let run = 0;
  await inSlices(deps, {
    signal: forever,
    step: () => {
      if (run >= from.length) return 'done';
      from.subarray(run, run + runLength).sort(compare);
      run += runLength;
      return 'more';
    },
  });

  let to: Uint32Array = new Uint32Array(from.length);
  for (let length = runLength; length < from.length; length *= 2) {
    let [left, right, at] = [0, length, 0];
    let [leftEnd, rightEnd] = [length, Math.min(2 * length, from.length)];
    const step = (): 'more' | 'done' => {
      const stopAt = Math.min(from.length, at + mergedAtOnce);
      for (; at < stopAt; at += 1) {
        if (left >= leftEnd && right >= rightEnd) {
          left = at;
          leftEnd = Math.min(at + length, from.length);
          right = leftEnd;
          rightEnd = Math.min(at + 2 * length, from.length);
        }
        const takesLeft = left < leftEnd && (right >= rightEnd || compare(from[left] ?? 0, from[right] ?? 0) < 0);
        to[at] = (takesLeft ? from[left++] : from[right++]) ?? 0;
      }
      return at < from.length ? 'more' : 'done';
    };
    await inSlices(deps, { signal: forever, step });
    [from, to] = [to, from];
  }
  return from;
}
