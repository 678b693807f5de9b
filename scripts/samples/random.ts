/** Chance that is the same in every run: the samples are committed, and a test makes them again. */
export interface Chance {
  /** A whole number from 0 to below `below`. */
  readonly below: (below: number) => number;
  readonly one: <T>(from: readonly T[]) => T;
  /** The same things in another order. */
  readonly shuffled: <T>(things: readonly T[]) => T[];
}

/** mulberry32: small, and good enough to look like people. */
export function createChance(seed: number): Chance {
  let state = seed >>> 0;
  const next = () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
  const below = (limit: number) => Math.floor(next() * limit);
  const one = <T>(from: readonly T[]): T => {
    const chosen = from[below(from.length)];
    if (chosen === undefined) throw new Error('nothing to choose from');
    return chosen;
  };
  const shuffled = <T>(things: readonly T[]): T[] =>
    things
      .map((thing) => ({ thing, at: next() }))
      .sort((a, b) => a.at - b.at)
      .map(({ thing }) => thing);
  return { below, one, shuffled };
}
