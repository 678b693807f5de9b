import { setImmediate as letOthersRun } from 'node:timers/promises';
import type { StoredBlockList } from '#main/store/block-lists.ts';
import type { Store } from '#main/store/store.ts';
import { openSheet } from '#main/tabular/open.ts';
import type { TabularDeps } from '#main/tabular/sheet.ts';
import { type BlockList, gatherBuckets, isExpired } from '#shared/audience/block-list.ts';
import type { Clock } from '#shared/clock.ts';
import { guessMapping } from '#shared/mapping/guess.ts';
import { variableKey } from '#shared/mapping/key.ts';
import { columnsInOrder } from '#shared/mapping/preference.ts';
import { parsePhone } from '#shared/phone/parse.ts';
import { personKey } from '#shared/phone/person.ts';
import { ProblemError } from '#shared/problem.ts';
import type { BlockListLoading } from '#shared/rpc/block-lists.ts';
import type { Findings } from '#shared/tabular/table.ts';

/** Buckets written down at once: some thousands of people each, a few milliseconds together. */
const bucketsAtOnce = 40;

interface LoadAsk {
  readonly path: string;
  readonly fileName: string;
  readonly name: string;
  readonly source: string;
  readonly dated: string;
  readonly goodForDays: number | null;
  readonly areas: readonly string[];
  readonly replaces: number | null;
}

const looksLikePhone = (cell: string): boolean => parsePhone(cell, { country: 'BR', area: '11' }).ok;

/** Block lists as faces know them. */
export function createBlockListVerbs(deps: {
  readonly store: Store;
  readonly clock: Clock;
  readonly tabular: TabularDeps;
}) {
  const { store, clock, tabular } = deps;

  const toView = (list: StoredBlockList): BlockList => ({
    ...list,
    areas: [...list.areas],
    isExpired: isExpired(list, clock.now()),
  });

  return {
    list: (): BlockList[] => store.blockLists.list().map(toView),

    /**
     * Reads a file of numbers piece by piece, and keeps each person once; nobody is on the list before all of it is read.
     * Problems: all of the file, blockListEmpty, interrupted.
     */
    async *load(ask: LoadAsk, signal: AbortSignal): AsyncGenerator<BlockListLoading, void> {
      const { path, replaces, ...about } = ask;
      const opened = await openSheet(path, {}, tabular);
      if (!opened.ok) throw new ProblemError(opened.error);
      const { findings, fileBytes, rows } = opened.value;
      const numbersOf = numbersIn(findings);
      const wanted = new Set(ask.areas.map((area) => `55${area}`));
      const gathered = gatherBuckets();
      let numbers = 0;
      let notNumbers = 0;
      let elsewhere = 0;
      for await (const chunk of rows()) {
        if (signal.aborted) throw new ProblemError({ kind: 'interrupted' });
        if (!chunk.ok) throw new ProblemError(chunk.error);
        for (const { cells } of chunk.value.rows) {
          for (const cell of numbersOf(cells)) {
            const phone = parsePhone(cell, { country: 'BR', area: null });
            if (!phone.ok) {
              notNumbers += 1;
              continue;
            }
            for (const digits of [phone.value.digits, ...phone.value.others]) {
              if (wanted.size > 0 && !wanted.has(digits.slice(0, 4))) elsewhere += 1;
              else if (gathered.add(personKey(digits))) numbers += 1;
            }
          }
        }
        yield { type: 'progress', bytesRead: chunk.value.bytesRead, fileBytes, numbers };
        await letOthersRun();
      }
      if (numbers === 0) throw new ProblemError({ kind: 'blockListEmpty' });
      const list = await save({ ...about, notNumbers, elsewhere, loadedAt: clock.now() });
      yield { type: 'loaded', list };

      async function save(known: Omit<StoredBlockList, 'id' | 'numbers'>): Promise<BlockList> {
        const buckets = [...gathered.buckets()];
        const people = buckets.reduce((sum, [, those]) => sum + those.length, 0);
        const listId = store.transact(() => {
          store.blockLists.removeHalf();
          return store.blockLists.begin({ ...known, numbers: people });
        });
        for (let from = 0; from < buckets.length; from += bucketsAtOnce) {
          if (signal.aborted) throw new ProblemError({ kind: 'interrupted' });
          store.transact(() => {
            for (const [bucket, those] of buckets.slice(from, from + bucketsAtOnce)) {
              store.blockLists.put(listId, bucket, those);
            }
          });
          await letOthersRun();
        }
        store.transact(() => store.blockLists.complete(listId, replaces));
        return toView({ ...known, numbers: people, id: listId });
      }
    },

    remove: (listId: number): void => void store.blockLists.remove(listId),
  };
}

/**
 * Where the numbers of a file stand: in the columns that hold some, with the area code of a column of its own where there is
 * one, as registers have it. Problem: blockListEmpty.
 */
function numbersIn({ header, head }: Findings): (cells: readonly string[]) => readonly string[] {
  const area = header.findIndex((name) => ['ddd', 'area', 'codigo de area', 'area code'].includes(variableKey(name)));
  const joined = (cells: readonly string[], column: number): string => {
    const cell = (cells[column] ?? '').trim();
    return area < 0 || area === column || cell === '' ? cell : `${(cells[area] ?? '').trim()}${cell}`;
  };
  const guessed = guessMapping({ header, rows: head, looksLikePhone }).map(({ target }) => target);
  const columns = columnsInOrder(guessed, 'number').filter((column) => column !== area);
  const holding = header.flatMap((_, column) =>
    column !== area && head.some((cells) => looksLikePhone(joined(cells, column))) ? [column] : [],
  );
  const used = columns.length > 0 ? columns : holding;
  if (used.length === 0) throw new ProblemError({ kind: 'blockListEmpty' });
  return (cells) => used.map((column) => joined(cells, column)).filter((cell) => cell !== '');
}
