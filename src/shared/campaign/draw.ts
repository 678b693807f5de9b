/**
 * A number from 0 up to 1 that looks like chance and is the same each time for the same seed and subject: a preview shows
 * what will be sent, and a resume sends what the first pass would have sent. FNV-1a, then a finalizer (murmur3) so that
 * subjects that differ in one digit are far apart.
 */
export function draw(seed: number, subject: string): number {
  let hash = (2_166_136_261 ^ seed) >>> 0;
  for (let at = 0; at < subject.length; at += 1) {
    hash = Math.imul(hash ^ subject.charCodeAt(at), 16_777_619) >>> 0;
  }
  hash = Math.imul(hash ^ (hash >>> 16), 0x85ebca6b) >>> 0;
  hash = Math.imul(hash ^ (hash >>> 13), 0xc2b2ae35) >>> 0;
  return ((hash ^ (hash >>> 16)) >>> 0) / 4_294_967_296;
}

/** Which of several shares a number from 0 up to 1 falls into, from 0. */
export function shareOf(shares: readonly number[], drawn: number): number {
  const total = shares.reduce((sum, share) => sum + share, 0);
  let rest = drawn * total;
  for (const [index, share] of shares.entries()) {
    rest -= share;
    if (rest < 0) return index;
  }
  return Math.max(0, shares.length - 1);
}
