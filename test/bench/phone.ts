// Throughput of parsePhone against libphonenumber-js alone on the same cells: node test/bench/phone.ts [cells]
import { parsePhoneNumberFromString } from 'libphonenumber-js/max';
import { parsePhone } from '#shared/phone/parse.ts';

const cellCount = Number(process.argv[2] ?? 1_000_000);
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
const thousands = (value: number) => `${Math.round(value / 1000).toLocaleString('en')} k/s`;

for (const [name, shape] of Object.entries(sheets)) {
  const cells = Array.from({ length: cellCount }, shape);
  const warm = cells.slice(0, 20_000);
  measure(warm, ours);
  measure(warm, theirs);
  const mine = measure(cells, ours);
  const library = measure(cells, theirs);
  console.log(
    `${name.padEnd(15)} parsePhone ${thousands(mine.perSecond)} (${mine.taken} taken), ` +
      `libphonenumber-js ${thousands(library.perSecond)} (${library.taken} taken), ` +
      `ratio ${(mine.perSecond / library.perSecond).toFixed(1)}`,
  );
}
