import { parseArgs } from 'node:util';
import type { z } from 'zod';

/** Options by the fields of their schema, `--rows 5`; null where help is asked for. Throws on any other. */
export function readOptions<S extends z.ZodObject>(schema: S, options: readonly string[]): z.output<S> | null {
  const names = Object.keys(schema.shape).map((name) => [name, { type: 'string' }] as const);
  const { values } = parseArgs({
    args: [...options],
    options: { ...Object.fromEntries(names), help: { type: 'boolean', short: 'h' } },
  });
  const { help, ...chosen } = values;
  return help === true ? null : schema.parse(chosen);
}

/** A line of a table as docs/performance.md has them. */
export const tableRow = (...cells: readonly string[]): string => `| ${cells.join(' | ')} |`;

/** The least, the median and the most of all runs. */
export function figures(values: readonly number[]): string {
  const sorted = values.toSorted((a, b) => a - b);
  const median = sorted[Math.floor(sorted.length / 2)] ?? Number.NaN;
  return [sorted[0] ?? Number.NaN, median, sorted.at(-1) ?? Number.NaN].map(readable).join(' / ');
}

const readable = (value: number): string =>
  value >= 10_000 ? `${Math.round(value / 1_000).toLocaleString('en')} k` : String(Number(value.toPrecision(3)));

/** What V8 may take on the engine's thread (hosts/engine-launch.ts), as options of node. It divides the young by three. */
export const engineLimits = ['--max-semi-space-size=8', '--max-old-space-size=1024'] as const;
