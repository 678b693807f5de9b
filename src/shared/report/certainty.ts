/** So many of so many. */
export interface Share {
  readonly hits: number;
  readonly of: number;
}

export interface Interval {
  readonly low: number;
  readonly high: number;
}

/** 95 of 100 such intervals hold the true share. */
const z95 = 1.959_963_984_540_054;
/** Both a hit and a miss must be expected so often in each group before the normal curve says anything (Cochran). */
const fewestExpected = 5;
const alpha = 0.05;

/** Where the true share lies, by Wilson's score: never below 0 or above 1, and honest about small numbers. All of it of none. */
export function wilson({ hits, of }: Share, z = z95): Interval {
  if (of === 0) return { low: 0, high: 1 };
  const share = hits / of;
  const middle = (share + (z * z) / (2 * of)) / (1 + (z * z) / of);
  const half = (z / (1 + (z * z) / of)) * Math.sqrt((share * (1 - share)) / of + (z * z) / (4 * of * of));
  return { low: Math.max(0, middle - half), high: Math.min(1, middle + half) };
}

/** Where the true difference of two shares lies: Newcombe's method of 1998 (his number 10), out of both Wilson intervals. */
export function differenceInterval(a: Share, b: Share): Interval {
  const [p, q] = [shareOf(a), shareOf(b)];
  const [ofA, ofB] = [wilson(a), wilson(b)];
  return {
    low: p - q - Math.hypot(p - ofA.low, ofB.high - q),
    high: p - q + Math.hypot(ofA.high - p, q - ofB.low),
  };
}

/** How likely a difference as large as this would be by chance alone: the test of two proportions, pooled, two-sided. */
export function chanceOf(a: Share, b: Share): number {
  const pooled = (a.hits + b.hits) / (a.of + b.of);
  const spread = Math.sqrt(pooled * (1 - pooled) * (1 / a.of + 1 / b.of));
  if (!(spread > 0)) return 1;
  return Math.min(1, 2 * tail(Math.abs(shareOf(a) - shareOf(b)) / spread));
}

/** Too few people to say anything about the difference between these groups. */
export function isTooFew(a: Share, b: Share): boolean {
  const pooled = (a.hits + b.hits) / (a.of + b.of);
  const least = Math.min(a.of, b.of) * Math.min(pooled, 1 - pooled);
  return !(least >= fewestExpected);
}

/**
 * What can be said of several groups: `leads` is better than each other one and not by chance, `open` are those that no
 * certain difference parts, `tooFew` is where nobody can tell yet. With more than two groups, chance has more chances: the
 * bar is raised by the number of comparisons (Bonferroni).
 */
export type Verdict =
  | { readonly kind: 'leads'; readonly index: number; readonly second: number; readonly difference: Interval }
  | { readonly kind: 'open'; readonly index: number; readonly second: number; readonly difference: Interval }
  | { readonly kind: 'tooFew' };

/** Null of fewer than two groups with anybody in them. `index` and `second` are places in the list given. */
export function verdictOf(groups: readonly Share[]): Verdict | null {
  const ranked = groups
    .map((share, index) => ({ share, index }))
    .filter(({ share }) => share.of > 0)
    .sort((a, b) => shareOf(b.share) - shareOf(a.share));
  const [first, second] = ranked;
  if (first === undefined || second === undefined) return null;
  if (isTooFew(first.share, second.share)) return { kind: 'tooFew' };
  const comparisons = (ranked.length * (ranked.length - 1)) / 2;
  const isCertain = ranked
    .slice(1)
    .every(({ share }) => !isTooFew(first.share, share) && chanceOf(first.share, share) < alpha / comparisons);
  return {
    kind: isCertain ? 'leads' : 'open',
    index: first.index,
    second: second.index,
    difference: differenceInterval(first.share, second.share),
  };
}

export const shareOf = ({ hits, of }: Share): number => (of === 0 ? 0 : hits / of);

/** The part of the normal curve beyond z ≥ 0: Abramowitz and Stegun 7.1.26, wrong by less than 1e-7. */
function tail(z: number): number {
  const t = 1 / (1 + (0.327_591_1 * z) / Math.SQRT2);
  const series =
    t * (0.254_829_592 + t * (-0.284_496_736 + t * (1.421_413_741 + t * (-1.453_152_027 + t * 1.061_405_429))));
  return (series * Math.exp((-z * z) / 2)) / 2;
}
