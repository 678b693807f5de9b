import { type AudienceNode, sourceKey } from './definition.ts';

/**
 * People, each once and in order: their person keys (`shared/phone/person.ts`) as numbers, which holds as E.164 has fifteen
 * digits at most. A million take 8 MB, and are joined in some 10 ms.
 */
export type People = Float64Array<ArrayBuffer>;

export const nobody: People = new Float64Array(0);

/** The number of a person key; null for what is none. */
export function personNumber(person: string): number | null {
  return /^[1-9]\d{0,14}$/.test(person) ? Number(person) : null;
}

const runLength = 32_768;

/**
 * Gathers people who come in any order. No step takes longer than some 10 ms for a million: short runs are put in order, and
 * runs of like length joined, as in a merge sort.
 */
export function gatherPeople() {
  let filling = new Float64Array(runLength);
  let filled = 0;
  let runs: readonly People[] = [];

  function close(): void {
    if (filled === 0) return;
    let run = unique(filling.subarray(0, filled).sort());
    filled = 0;
    filling = new Float64Array(runLength);
    for (let last = runs.at(-1); last !== undefined && last.length <= run.length * 2; last = runs.at(-1)) {
      run = union(last, run);
      runs = runs.slice(0, -1);
    }
    runs = [...runs, run];
  }

  return {
    add(person: number): void {
      filling[filled] = person;
      filled += 1;
      if (filled === runLength) close();
    },
    /** Nobody may be added afterwards. */
    all(): People {
      close();
      return runs.reduceRight((sum, run) => union(run, sum), nobody);
    },
  };
}

/** Of people in order: each once. */
function unique(numbers: People): People {
  let kept = 0;
  for (const number of numbers) {
    if (kept > 0 && numbers[kept - 1] === number) continue;
    numbers[kept] = number;
    kept += 1;
  }
  return numbers.slice(0, kept);
}

/** Of two: who is in the first alone, in both, in the second alone. One walk through both. */
function joined(a: People, b: People, keep: { readonly a: boolean; readonly both: boolean; readonly b: boolean }) {
  const result = new Float64Array(a.length + b.length);
  let count = 0;
  let i = 0;
  let j = 0;
  while (i < a.length || j < b.length) {
    const left = i < a.length ? (a[i] ?? 0) : Number.POSITIVE_INFINITY;
    const right = j < b.length ? (b[j] ?? 0) : Number.POSITIVE_INFINITY;
    const isKept = left === right ? keep.both : left < right ? keep.a : keep.b;
    if (isKept) {
      result[count] = Math.min(left, right);
      count += 1;
    }
    if (left <= right) i += 1;
    if (right <= left) j += 1;
  }
  return result.slice(0, count);
}

export const union = (a: People, b: People): People => joined(a, b, { a: true, both: true, b: true });
export const intersection = (a: People, b: People): People => joined(a, b, { a: false, both: true, b: false });
export const difference = (a: People, b: People): People => joined(a, b, { a: true, both: false, b: false });

/** Where somebody stands among people; -1 where she is not. */
export function placeIn(people: People, wanted: number): number {
  let low = 0;
  let high = people.length - 1;
  while (low <= high) {
    const middle = (low + high) >>> 1;
    const found = people[middle] ?? 0;
    if (found === wanted) return middle;
    if (found < wanted) low = middle + 1;
    else high = middle - 1;
  }
  return -1;
}

/** Who is meant by a tree, once it is known who is in each of its sources. */
export function peopleOf(root: AudienceNode, inSource: ReadonlyMap<string, People>): People {
  const everybody = [...inSource.values()].reduce(union, nobody);
  const visit = (node: AudienceNode): People => {
    switch (node.kind) {
      case 'source':
        return inSource.get(sourceKey(node.source)) ?? nobody;
      case 'all':
        return node.of.map(visit).reduce(intersection);
      case 'any':
        return node.of.map(visit).reduce(union);
      case 'not':
        return difference(everybody, visit(node.of));
    }
  };
  return visit(root);
}
