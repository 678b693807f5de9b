/** A number for each person, as a rule the line of the row that is kept, by the digits of `personKey`. */
export interface People {
  readonly lineOf: (person: string) => number | null;
  /** In place of the line that was there, if one was. */
  readonly put: (person: string, line: number) => void;
}

/** Numbers up to here are exact: E.164 has 15 digits at most. Longer ones, should there be any, are kept as text. */
const mostDigits = 15;
/** Beyond three quarters, searches get long. */
const fullest = 0.75;

/**
 * Room for `most` people, in 16 to 32 bytes each: a million take 25 MB for as long as their sheet is gone through. As a Map they
 * took 140 MB; as an index of the store, whose entries come in no order, they cost three quarters of the time of
 * normalising (npm run bench -- stage).
 */
export function createPeople(most: number): People {
  const size = 2 ** Math.ceil(Math.log2(Math.max(16, most / fullest)));
  const keys = new Float64Array(size);
  const lines = new Uint32Array(size);
  const others = new Map<string, number>();
  let count = 0;

  /** Where a key is, or is to be. Empty places hold 0, which is nobody's number. */
  function placeOf(key: number): number {
    let at = hashOf(key) & (size - 1);
    while (keys[at] !== key && keys[at] !== 0) at = (at + 1) & (size - 1);
    return at;
  }

  return {
    lineOf(person) {
      if (person.length > mostDigits) return others.get(person) ?? null;
      const at = placeOf(Number(person));
      return keys[at] === 0 ? null : (lines[at] ?? null);
    },
    put(person, line) {
      if (person.length > mostDigits) {
        others.set(person, line);
        return;
      }
      const key = Number(person);
      const at = placeOf(key);
      if (keys[at] === 0) count += 1;
      if (count > size * fullest) throw new Error(`more people than the ${most} there was room for`);
      keys[at] = key;
      lines[at] = line;
    },
  };
}

/** Numbers of one sheet are often neighbours: both halves are stirred, so that they spread. */
function hashOf(key: number): number {
  let hash = Math.imul((key % 0x1_0000_0000) ^ Math.imul(Math.floor(key / 0x1_0000_0000), 0x85eb_ca6b), 0x9e37_79b1);
  hash ^= hash >>> 15;
  hash = Math.imul(hash, 0xc2b2_ae35);
  return (hash ^ (hash >>> 13)) >>> 0;
}
