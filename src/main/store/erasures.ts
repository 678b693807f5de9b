import { z } from 'zod';
import { type Erasure, erasedSchema, wipedSchema } from '#shared/rpc/privacy.ts';
import type { Db } from './database.ts';
import { createHashes } from './hashes.ts';

export type Wiped = z.infer<typeof wipedSchema>;

/** One thing that retention did. `subject`: the job, such as i12; blank where it is about none. */
export interface RetentionNote {
  readonly doneAt: number;
  readonly what: Wiped;
  readonly subject: string;
  readonly count: number;
}

interface ErasureRow {
  receipt: string;
  erased_at: number;
  counts: string;
}

const toErasure = (row: ErasureRow): Erasure => ({
  receipt: row.receipt,
  erasedAt: row.erased_at,
  counts: erasedSchema.parse(JSON.parse(row.counts)),
});

const noteSchema = z
  .object({ done_at: z.number(), what: wipedSchema, subject: z.string(), count: z.int() })
  .transform(({ done_at, ...note }): RetentionNote => ({ ...note, doneAt: done_at }));

/** Whom Malote has forgotten, by their hash alone, and what retention has removed. */
export function createErasures(db: Db) {
  const hashes = createHashes(db);
  const put = db.prepare(
    `INSERT INTO erasures (hash, receipt, erased_at, counts) VALUES (@hash, @receipt, @nowMs, @counts)
     ON CONFLICT DO UPDATE SET receipt = @receipt, erased_at = @nowMs, counts = @counts`,
  );
  const byHash = db.prepare<[string], ErasureRow>('SELECT receipt, erased_at, counts FROM erasures WHERE hash = ?');
  const latest = db.prepare<[number], ErasureRow>(
    'SELECT receipt, erased_at, counts FROM erasures ORDER BY erased_at DESC LIMIT ?',
  );
  const note = db.prepare(
    'INSERT INTO retention_journal (done_at, what, subject, count) VALUES (@doneAt, @what, @subject, @count)',
  );
  const notes = db.prepare<[number]>(
    'SELECT done_at, what, subject, count FROM retention_journal ORDER BY id DESC LIMIT ?',
  );

  return {
    /** The salted hash that stands for a person from now on. `freshSalt` is used the first time only. */
    hashFor: (person: string, freshSalt: string): string => hashes.make(person, freshSalt),
    has: (person: string): boolean => hashes.ofErased(person) !== null,
    find(person: string): Erasure | null {
      const hash = hashes.ofErased(person);
      const row = hash === null ? undefined : byHash.get(hash);
      return row ? toErasure(row) : null;
    },
    save(hash: string, { receipt, erasedAt, counts }: Erasure): void {
      put.run({ hash, receipt, nowMs: erasedAt, counts: JSON.stringify(counts) });
    },
    /** Newest first. */
    latest: (limit: number): readonly Erasure[] => latest.all(limit).map(toErasure),

    note(entry: RetentionNote): void {
      note.run(entry);
    },
    /** What retention did, newest first. */
    journal: (limit: number): readonly RetentionNote[] => notes.all(limit).map((row) => noteSchema.parse(row)),
  };
}
