import { z } from 'zod';
import { type Batches, createWithCulprits } from '../support/batches.ts';
import { readOptions, tableRow } from './figures.ts';

const help = `npm run bench -- batches [options]

How many requests it takes to create the contacts of a sheet, some of whose rows the account refuses: a batch with one of
them is refused as a whole, and halved until it stands alone. Counted at the account; that everybody else was created
once, and the refused ones failed with the account's reason, is checked in the same run.

  --people N     of the largest sheet: 200 when left out
  --seed N       which rows are refused: 1 when left out`;

const optionsSchema = z.object({
  people: z.coerce.number().int().min(2).default(200),
  seed: z.coerce.number().int().default(1),
});

export async function run(options: readonly string[]): Promise<void> {
  const chosen = readOptions(optionsSchema, options);
  if (chosen === null) {
    console.log(help);
    return;
  }
  const { people, seed } = chosen;
  console.log(
    tableRow('rows', 'refused', 'where', 'contacts/many', 'at most', 'share', 'contacts', 'both', 'both at most'),
  );
  console.log(tableRow(...Array.from({ length: 9 }, () => '---')));
  for (const count of [Math.ceil(people / 20), Math.ceil(people / 4), people]) {
    for (const refused of [0, 1, 2, 5, 10].filter((k) => k <= count)) {
      for (const [where, culprits] of placesOf(count, refused, seed)) {
        const made = await createWithCulprits({ people: count, culprits, dialect: { many: { oneBad: 'none' } } });
        check(made, count, culprits);
        const { many, single, bound, boundOfAll } = made;
        console.log(
          tableRow(
            ...[String(count), String(refused), where, String(many), bound.toFixed(1), (many / bound).toFixed(2)],
            ...[String(single), String(many + single), String(boundOfAll)],
          ),
        );
      }
    }
  }
}

/** In a row at the head of the sheet, and all over it. */
function placesOf(count: number, refused: number, seed: number): readonly (readonly [string, readonly number[]])[] {
  if (refused === 0) return [['', []]];
  const together = Array.from({ length: refused }, (_, i) => i);
  const apart = together.map((i) => (Math.floor(((i + 0.5) * count) / refused) + seed) % count);
  return [
    ['together', together],
    ['apart', apart.toSorted((a, b) => a - b)],
  ];
}

/** Everybody but the refused ones has one contact, and they say why they have none. */
function check(made: Batches, count: number, culprits: readonly number[]): void {
  const good = count - culprits.length;
  const isRight =
    made.created === good &&
    made.people === good &&
    (made.ends['ready'] ?? 0) === good &&
    made.failed.join() === culprits.join() &&
    made.reasons.every((reason) => reason === 'Invalid number') &&
    made.reasons.length === culprits.length;
  if (!isRight) throw new Error(`${count} rows, ${culprits.length} of them refused: ${JSON.stringify(made)}`);
  if (made.many > made.bound) throw new Error(`${made.many} requests where ${made.bound} were promised`);
}
