import { z } from 'zod';
import { bucketOf, bucketSize, isInBucket } from '#shared/audience/block-list.ts';
import { type Db, expectOne } from './database.ts';

/** A list of numbers that nobody may write to. */
export interface StoredBlockList {
  readonly id: number;
  readonly name: string;
  readonly source: string;
  /** The day of the list itself, `2026-11-23`. */
  readonly dated: string;
  /** Days from then; null: for ever. */
  readonly goodForDays: number | null;
  /** Area codes that it is limited to; none: not limited. */
  readonly areas: readonly string[];
  readonly fileName: string;
  /** People. */
  readonly numbers: number;
  readonly notNumbers: number;
  readonly elsewhere: number;
  readonly loadedAt: number;
}

interface ListRow {
  id: number;
  name: string;
  source: string;
  dated: string;
  good_for: number | null;
  areas: string;
  file_name: string;
  numbers: number;
  not_numbers: number;
  elsewhere: number;
  loaded_at: number;
}

const areasSchema = z.array(z.string());

const toList = (row: ListRow): StoredBlockList => ({
  id: row.id,
  name: row.name,
  source: row.source,
  dated: row.dated,
  goodForDays: row.good_for,
  areas: areasSchema.parse(JSON.parse(row.areas)),
  fileName: row.file_name,
  numbers: row.numbers,
  notNumbers: row.not_numbers,
  elsewhere: row.elsewhere,
  loadedAt: row.loaded_at,
});

const columns = 'id, name, source, dated, good_for, areas, file_name, numbers, not_numbers, elsewhere, loaded_at';

/** Lists that were loaded from files. Their numbers stay in memory once they were looked at: 4 bytes each. */
export function createBlockLists(db: Db) {
  const all = db.prepare<[], ListRow>(`SELECT ${columns} FROM block_lists WHERE is_complete = 1 ORDER BY name, id`);
  const insert = db.prepare(
    `INSERT INTO block_lists (name, source, dated, good_for, areas, file_name, numbers, not_numbers, elsewhere, loaded_at,
       is_complete)
     VALUES (@name, @source, @dated, @goodForDays, @areas, @fileName, @numbers, @notNumbers, @elsewhere, @loadedAt, 0)`,
  );
  const complete = db.prepare('UPDATE block_lists SET is_complete = 1 WHERE id = ?');
  const remove = db.prepare('DELETE FROM block_lists WHERE id = ?');
  const removeHalf = db.prepare('DELETE FROM block_lists WHERE is_complete = 0');
  const putBucket = db.prepare('INSERT INTO block_numbers VALUES (@listId, @bucket, @numbers)');
  const inBucket = db.prepare<[number], { list_id: number; numbers: Uint8Array }>(
    'SELECT list_id, numbers FROM block_numbers WHERE bucket = ? ORDER BY list_id',
  );

  let lists: readonly StoredBlockList[] | null = null;
  /** By bucket: the lists that have somebody in it. */
  const known = new Map<number, readonly { readonly list: StoredBlockList; readonly numbers: Uint32Array }[]>();

  const list = (): readonly StoredBlockList[] => {
    lists ??= all.all().map(toList);
    return lists;
  };

  function look(bucket: number) {
    const found = known.get(bucket);
    if (found) return found;
    const byId = new Map(list().map((one) => [one.id, one]));
    const held = inBucket.all(bucket).flatMap(({ list_id, numbers }) => {
      const one = byId.get(list_id);
      // A copy: the bytes of a blob need not lie where numbers of four bytes may.
      return one ? [{ list: one, numbers: new Uint32Array(numbers.slice().buffer) }] : [];
    });
    known.set(bucket, held);
    return held;
  }

  function forget(): void {
    lists = null;
    known.clear();
  }

  return {
    /** By name. */
    list,

    /** The first list that has somebody, by the number of her person key; null where none has. */
    listWith(person: number): StoredBlockList | null {
      if (list().length === 0) return null;
      const bucket = bucketOf(person);
      const within = person - bucket * bucketSize;
      for (const { list: one, numbers } of look(bucket)) if (isInBucket(numbers, within)) return one;
      return null;
    },

    /** A list that nobody sees yet: its numbers come with `put`. */
    begin(list: Omit<StoredBlockList, 'id'>): number {
      const { areas, ...values } = list;
      return Number(insert.run({ ...values, areas: JSON.stringify(areas) }).lastInsertRowid);
    },
    put(listId: number, bucket: number, numbers: Uint32Array): void {
      putBucket.run({ listId, bucket, numbers: Buffer.from(numbers.buffer, numbers.byteOffset, numbers.byteLength) });
    },
    /** It counts from now on; the one that it replaces goes in the same moment. */
    complete(listId: number, replaces: number | null): void {
      db.transaction(() => {
        if (replaces !== null) remove.run(replaces);
        expectOne(complete.run(listId), 'completing a block list');
      })();
      forget();
    },
    /** What a death, or somebody's second thought, left half written. */
    removeHalf: (): void => void removeHalf.run(),

    /** False where it is gone already. */
    remove(id: number): boolean {
      const { changes } = remove.run(id);
      forget();
      return changes > 0;
    },
  };
}
