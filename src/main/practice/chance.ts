/**
 * Chance without a state: the same seed and the same question give the same answer, whatever was asked before. So the
 * same numbers have WhatsApp and the same people answer in every run, in whatever order requests arrive.
 */
export function chanceOf(seed: number, ...about: readonly (string | number)[]): number {
  return hash(seed, about.join('|')) / 2 ** 32;
}

/** One of a list, by chance. */
export function oneOf<T>(list: readonly [T, ...T[]], seed: number, ...about: readonly (string | number)[]): T {
  return list[Math.floor(chanceOf(seed, ...about) * list.length)] ?? list[0];
}

/** An id as the account gives them (a UUID in form): the same for the n-th thing of a kind under the same seed. */
export function idOf(seed: number, kind: string, n: number): string {
  const part = (salt: number) =>
    hash(seed + salt, `${kind}|${n}`)
      .toString(16)
      .padStart(8, '0');
  const hex = part(1) + part(2) + part(3) + part(4);
  const group = (from: number, to: number) => hex.slice(from, to);
  return `${group(0, 8)}-${group(8, 12)}-4${group(13, 16)}-a${group(17, 20)}-${group(20, 32)}`;
}

/** FNV-1a over the letters, then the finish of MurmurHash3: enough to look random, and quick. */
function hash(seed: number, text: string): number {
  let h = (0x811c9dc5 ^ Math.imul(seed, 0x9e3779b1)) >>> 0;
  for (let i = 0; i < text.length; i += 1) h = Math.imul(h ^ text.charCodeAt(i), 0x01000193);
  h = Math.imul(h ^ (h >>> 16), 0x85ebca6b);
  h = Math.imul(h ^ (h >>> 13), 0xc2b2ae35);
  return (h ^ (h >>> 16)) >>> 0;
}
