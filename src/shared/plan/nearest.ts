/** So many letters may be wrong; a short name has room for one. */
const mostWrong = (name: string): number => (name.length <= 4 ? 1 : name.length <= 8 ? 2 : 3);

/** The name that somebody meant who wrote another one: few letters apart, or the same without hyphens. Null: none is near. */
export function nearestName(written: string, names: readonly string[]): string | null {
  const bare = (name: string) => name.toLowerCase().replace(/[\s_-]/g, '');
  const wanted = bare(written.slice(0, 60));
  let best: { readonly name: string; readonly distance: number } | null = null;
  for (const name of names) {
    const distance = distanceOf(wanted, bare(name));
    if (distance <= mostWrong(name) && (best === null || distance < best.distance)) best = { name, distance };
  }
  return best?.name ?? null;
}

/** How many letters have to be put in, taken out, replaced, or swapped with their neighbour. */
function distanceOf(one: string, other: string): number {
  let before: readonly number[] = [];
  let last: readonly number[] = Array.from({ length: other.length + 1 }, (_, i) => i);
  for (let i = 1; i <= one.length; i += 1) {
    const row: number[] = [i];
    for (let j = 1; j <= other.length; j += 1) {
      const differs = one[i - 1] === other[j - 1] ? 0 : 1;
      const isSwap = i > 1 && j > 1 && one[i - 1] === other[j - 2] && one[i - 2] === other[j - 1];
      row[j] = Math.min(
        (last[j] ?? 0) + 1,
        (row[j - 1] ?? 0) + 1,
        (last[j - 1] ?? 0) + differs,
        isSwap ? (before[j - 2] ?? 0) + 1 : Number.POSITIVE_INFINITY,
      );
    }
    before = last;
    last = row;
  }
  return last[other.length] ?? 0;
}
