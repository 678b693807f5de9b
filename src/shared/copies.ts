import { z } from 'zod';

/** Why a copy of the database was taken: once a day; before the database was changed to a newer form; before a restore. */
export const copyKinds = ['daily', 'before-schema', 'before-restore'] as const;
export const copySchema = z.object({
  /** Its file, in the folder of the copies. */
  name: z.string(),
  kind: z.enum(copyKinds),
  /** Unix milliseconds. */
  takenAt: z.number(),
  bytes: z.int(),
});
export type Copy = z.infer<typeof copySchema>;

/** How many of each kind are kept. */
const kept: Readonly<Record<Copy['kind'], number>> = { daily: 7, 'before-schema': 3, 'before-restore': 3 };

/** `daily-20261127T013000Z.sqlite`: sorted by name, a kind is sorted by time. */
export const copyName = (kind: Copy['kind'], takenAt: number): string =>
  `${kind}-${new Date(takenAt).toISOString().slice(0, 19).replaceAll(/[-:]/g, '')}Z.sqlite`;

/** Kind and time from the name of a file; null where it is no copy. */
export function readCopyName(name: string): Pick<Copy, 'name' | 'kind' | 'takenAt'> | null {
  const [, kindName, y, mo, d, h, mi, s] =
    /^([a-z-]+)-(\d{4})(\d\d)(\d\d)T(\d\d)(\d\d)(\d\d)Z\.sqlite$/.exec(name) ?? [];
  const kind = copyKinds.find((known) => known === kindName);
  const takenAt = Date.parse(`${y}-${mo}-${d}T${h}:${mi}:${s}Z`);
  return kind === undefined || Number.isNaN(takenAt) ? null : { name, kind, takenAt };
}

/** The copies that make room for newer ones of their kind: so many of each are kept, the newest. */
export function copiesToForget<C extends Pick<Copy, 'name' | 'kind' | 'takenAt'>>(copies: readonly C[]): readonly C[] {
  return copyKinds.flatMap((kind) =>
    copies
      .filter((copy) => copy.kind === kind)
      .sort((a, b) => b.takenAt - a.takenAt)
      .slice(kept[kind]),
  );
}

/** Has this day, by the machine's own clock, no copy yet? */
export const isCopyDue = (copies: readonly Pick<Copy, 'kind' | 'takenAt'>[], nowMs: number): boolean =>
  !copies.some(({ kind, takenAt }) => kind === 'daily' && dayOf(takenAt) === dayOf(nowMs));
const dayOf = (atMs: number): string => new Date(atMs).toDateString();

/** What to begin with anew: a copy by its name, or no data at all. */
export const restoreChoiceSchema = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('copy'), name: z.string() }),
  z.object({ kind: z.literal('empty') }),
]);
export type RestoreChoice = z.infer<typeof restoreChoiceSchema>;

/** What the keeper of the store is asked for, in a thread of its own (`main/store/keeper-thread.ts`). */
export const keeperTaskSchema = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('daily'), folder: z.string(), nowMs: z.number() }),
  z.object({ kind: z.literal('list'), folder: z.string() }),
  z.object({ kind: z.literal('restore'), folder: z.string(), nowMs: z.number(), choice: restoreChoiceSchema }),
]);
export type KeeperTask = z.infer<typeof keeperTaskSchema>;

/** What became of a daily copy. `noRoom`: the disk could not hold it; `damaged`: the database has a fault. */
export const dailyOutcomeSchema = z.enum(['taken', 'notDue', 'noRoom', 'damaged']);
export type DailyOutcome = z.infer<typeof dailyOutcomeSchema>;
