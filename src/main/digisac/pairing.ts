import { personKey } from '#shared/phone/person.ts';

/** Who was asked about. */
interface Wanted {
  readonly number: string;
  readonly name: string | null;
}

/** An element of an answer, as far as it says whom it is about. */
interface Offered {
  /** Digits; several where it tells the number asked and the canonical one. */
  readonly numbers: readonly string[];
  readonly name: string | null;
}

/** For each one asked about, the index of the element about it; null where that is in doubt. */
type Pairs = readonly (number | null)[];

/**
 * By the full number; else by the two forms of a Brazilian number; else by a name that only one has. Two elements for
 * one number, or one for two, pair nobody; a number that contradicts is never overruled.
 */
export function pairByContent(wanted: readonly Wanted[], offered: readonly Offered[]): Pairs {
  const pairs: (number | null)[] = wanted.map(() => null);

  const pairBy = (ofWanted: (one: Wanted) => string | null, ofOffered: (one: Offered) => readonly string[]) => {
    const takers = groupBy(wanted, (one, index) => (pairs[index] === null ? [ofWanted(one) ?? ''] : []));
    const givers = groupBy(offered, (one, index) => (pairs.includes(index) ? [] : ofOffered(one)));
    for (const [key, [taker, ...rivals]] of takers) {
      const [giver, ...others] = givers.get(key) ?? [];
      const isClear = key !== '' && rivals.length === 0 && others.length === 0;
      if (!isClear || taker === undefined || giver === undefined || pairs.includes(giver)) continue;
      if (agree(wanted[taker], offered[giver])) pairs[taker] = giver;
    }
  };
  pairBy(
    (one) => one.number,
    (one) => one.numbers,
  );
  pairBy(
    (one) => personKey(one.number),
    (one) => one.numbers.map(personKey),
  );
  pairBy(
    (one) => one.name,
    (one) => (one.name === null ? [] : [one.name]),
  );
  return pairs;
}

/**
 * Of one list, so that a position may tell as well: only where there are as many elements as were asked about, and
 * whatever is paired by its content stands in its place.
 */
export function pairList(wanted: readonly Wanted[], offered: readonly Offered[]): Pairs {
  const pairs = pairByContent(wanted, offered);
  const isInPlace = pairs.every((element, index) => element === null || element === index);
  if (!isInPlace || wanted.length !== offered.length) return pairs;
  const persons = new Set(wanted.map((one) => personKey(one.number)));
  const isClaimed = (one: Offered | undefined) => one?.numbers.some((number) => persons.has(personKey(number)));
  return pairs.map((element, index) => {
    if (element !== null) return element;
    return agree(wanted[index], offered[index]) && !isClaimed(offered[index]) ? index : null;
  });
}

/** Where an element names a number at all, its last eight digits are those of the number asked. */
function agree(wanted: Wanted | undefined, offered: Offered | undefined): boolean {
  if (wanted === undefined || offered === undefined) return false;
  return offered.numbers.length === 0 || offered.numbers.some((number) => number.slice(-8) === wanted.number.slice(-8));
}

/** Indexes by key. */
function groupBy<T>(items: readonly T[], keysOf: (item: T, index: number) => readonly string[]) {
  const groups = new Map<string, number[]>();
  items.forEach((item, index) => {
    for (const key of new Set(keysOf(item, index))) groups.set(key, [...(groups.get(key) ?? []), index]);
  });
  return groups;
}
