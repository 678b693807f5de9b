import { parsePhoneNumberFromString } from 'libphonenumber-js/max';
import { z } from 'zod';
import { parsePhone } from '#shared/phone/parse.ts';
import { figures, readOptions, tableRow } from './figures.ts';

const help = `npm run bench -- phone [options]

Numbers read in a second by parsePhone and by libphonenumber-js alone, on the same cells, in turns.

  --cells N   of each kind of sheet; 1000000 when left out
  --runs N    3 when left out`;

const optionsSchema = z.object({
  cells: z.coerce.number().int().positive().default(1_000_000),
  runs: z.coerce.number().int().positive().default(3),
});

const defaults = { country: 'BR', area: '11' } as const;

/** A small generator of its own, so that each run measures the same cells. */
function sequence(seed: number): (below: number) => number {
  let state = seed;
  return (below) => {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0;
    return Math.floor((state / 2 ** 32) * below);
  };
}

const next = sequence(20_260_101);
const areas = ['11', '19', '21', '27', '31', '41', '47', '51', '55', '61', '71', '81', '85', '92'];
const pad = (value: number, width: number) => String(value).padStart(width, '0');
const area = () => areas[next(areas.length)] ?? '11';
const front = () => `9${6 + next(4)}${pad(next(1000), 3)}`;
const back = () => pad(next(10_000), 4);

type Shape = () => string;
const plain: readonly Shape[] = [
  () => area() + front() + back(),
  () => `55${area()}${front()}${back()}`,
  () => `${area()}3${pad(next(1000), 3)}${back()}`,
];
const usual: readonly Shape[] = [
  () => `(${area()}) ${front()}-${back()}`,
  () => `+55 ${area()} ${front()}-${back()}`,
  () => `${area()} ${front()}-${back()}`,
  () => `(${area()}) 8${pad(next(1000), 3)}-${back()}`,
];
const odd: readonly Shape[] = [
  () => `${front()}-${back()}`,
  () => `(0xx${area()}) 3${pad(next(1000), 3)}-${back()}`,
  () => `${area()} ${front()}-${back()} / ${area()} 3${pad(next(1000), 3)}-${back()}`,
  () => `Zap: (${area()}) ${front()}-${back()} (Ana)`,
  () => '5,51199E+12',
  () => `+351 91${pad(next(10_000_000), 7)}`,
  () => '',
  () => 'não tem',
];

const anyOf = (shapes: readonly Shape[]): string => shapes[next(shapes.length)]?.() ?? '';
const sheets = {
  'plain digits': () => anyOf(plain),
  'usual shapes': () => anyOf(usual),
  // As the messy sample has them: one cell in ten is none of the usual ones.
  'a messy sheet': () => (next(10) === 0 ? anyOf(odd) : anyOf(next(2) === 0 ? plain : usual)),
  'odd cells only': () => anyOf(odd),
};

function measure(cells: readonly string[], read: (cell: string) => boolean): { perSecond: number; taken: number } {
  let taken = 0;
  const start = process.hrtime.bigint();
  for (const cell of cells) if (read(cell)) taken++;
  const seconds = Number(process.hrtime.bigint() - start) / 1e9;
  return { perSecond: cells.length / seconds, taken };
}

const ours = (cell: string) => parsePhone(cell, defaults).ok;
const theirs = (cell: string) => parsePhoneNumberFromString(cell, 'BR')?.isValid() === true;

export function run(options: readonly string[]): void {
  const chosen = readOptions(optionsSchema, options);
  if (chosen === null) {
    console.log(help);
    return;
  }
  const { cells: cellCount, runs } = chosen;
  console.log(tableRow('cells', 'parsePhone, numbers/s', 'taken', 'libphonenumber-js, numbers/s', 'taken', 'ratio'));
  console.log(tableRow(...Array.from({ length: 6 }, () => '---')));
  for (const [name, shape] of Object.entries(sheets)) {
    const cells = Array.from({ length: cellCount }, shape);
    const warm = cells.slice(0, 20_000);
    measure(warm, ours);
    measure(warm, theirs);
    const all = Array.from({ length: runs }, () => ({ mine: measure(cells, ours), library: measure(cells, theirs) }));
    const share = (taken: number | undefined): string => `${Math.round((100 * (taken ?? 0)) / cellCount)}%`;
    console.log(
      tableRow(
        name,
        figures(all.map(({ mine }) => mine.perSecond)),
        share(all[0]?.mine.taken),
        figures(all.map(({ library }) => library.perSecond)),
        share(all[0]?.library.taken),
        figures(all.map(({ mine, library }) => mine.perSecond / library.perSecond)),
      ),
    );
  }
}
