/** The most moments within any stretch of this length, its end left out: at 10 per second, 0 and 1,000 are apart. */
export function worstWindow(momentsMs: readonly number[], windowMs: number): number {
  const sorted = [...momentsMs].sort((a, b) => a - b);
  let worst = 0;
  let from = 0;
  sorted.forEach((moment, i) => {
    while (moment - (sorted[from] ?? moment) >= windowMs) from += 1;
    worst = Math.max(worst, i - from + 1);
  });
  return worst;
}
