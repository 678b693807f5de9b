import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { bucketOf, bucketSize, gatherBuckets, isExpired } from '#shared/audience/block-list.ts';
import { personKey } from '#shared/phone/person.ts';
import { openMemoryStore } from '../../support/store.ts';

const about = {
  ...{ name: 'Registro', source: 'Procon', dated: '2026-11-01', goodForDays: 30, areas: [], fileName: 'lista.csv' },
  ...{ numbers: 0, notNumbers: 0, elsewhere: 0, loadedAt: 0 },
};

function listOf(store: ReturnType<typeof openMemoryStore>['store'], people: readonly string[], name = 'Registro') {
  const gathered = gatherBuckets();
  for (const person of people) gathered.add(person);
  const listId = store.blockLists.begin({ ...about, name });
  for (const [bucket, numbers] of gathered.buckets()) store.blockLists.put(listId, bucket, numbers);
  return listId;
}

const mobile = fc.integer({ min: 0, max: 99_999_999 }).map((n) => `55119${String(n).padStart(8, '0')}`);
const foreign = fc.integer({ min: 1_000_000, max: 999_999_999_999_999 }).map(String);
const person = fc.oneof(mobile.map(personKey), foreign);

describe('a block list', () => {
  it('has exactly those who were put on it', () => {
    fc.assert(
      fc.property(fc.array(person), fc.array(person), (on, others) => {
        const { store } = openMemoryStore();
        store.blockLists.complete(listOf(store, on), null);
        const isOn = (one: string) => store.blockLists.listWith(Number(one)) !== null;
        expect(on.every(isOn)).toBe(true);
        expect(others.filter(isOn)).toEqual(others.filter((one) => on.includes(one)));
        store.close();
      }),
      { numRuns: 30 },
    );
  });

  it('keeps each person once and in order, four bytes each', () => {
    fc.assert(
      fc.property(fc.array(person), (people) => {
        const gathered = gatherBuckets();
        for (const one of people) gathered.add(one);
        const buckets = [...gathered.buckets()];
        const all = buckets.flatMap(([bucket, numbers]) => [...numbers].map((n) => bucket * bucketSize + n));
        expect(new Set(all)).toEqual(new Set(people.map(Number)));
        expect(all.length).toBe(new Set(people).size);
        for (const [, numbers] of buckets) expect([...numbers]).toEqual([...numbers].sort((a, b) => a - b));
        expect(all.every((one) => buckets.some(([bucket]) => bucket === bucketOf(one)))).toBe(true);
      }),
    );
  });

  it('counts from the moment at which all of it is written, and takes the place of the old one then', () => {
    const { store } = openMemoryStore();
    const old = listOf(store, ['5511987654321'], 'Velha');
    store.blockLists.complete(old, null);
    const fresh = listOf(store, ['5521987654321'], 'Nova');
    const nameOf = (one: number) => store.blockLists.listWith(one)?.name ?? null;
    expect([nameOf(5_511_987_654_321), nameOf(5_521_987_654_321)]).toEqual(['Velha', null]);

    store.blockLists.complete(fresh, old);

    expect([nameOf(5_511_987_654_321), nameOf(5_521_987_654_321)]).toEqual([null, 'Nova']);
    expect(store.blockLists.list().map(({ name }) => name)).toEqual(['Nova']);
    expect(store.blockLists.remove(fresh)).toBe(true);
    expect([nameOf(5_521_987_654_321), store.blockLists.remove(fresh)]).toEqual([null, false]);
    store.close();
  });

  it('is old on the day after the last that it is good for', () => {
    const at = (day: string) => Date.parse(`${day}T12:00:00Z`);
    expect(isExpired({ dated: '2026-11-01', goodForDays: 30 }, at('2026-12-01'))).toBe(false);
    expect(isExpired({ dated: '2026-11-01', goodForDays: 30 }, at('2026-12-02'))).toBe(true);
    expect(isExpired({ dated: '2020-01-01', goodForDays: null }, at('2026-12-02'))).toBe(false);
  });
});
