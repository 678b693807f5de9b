import { readFile, writeFile } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';
import { messyCsv } from './sample-facts.ts';

const sample = fileURLToPath(new URL(`../../${messyCsv.path}`, import.meta.url));

/**
 * A sheet of every so many lines of the messy sample, as they stand there: its kinds of trouble, in less time. Returns how
 * many rows it has.
 */
export async function writePartOfSample(path: string, every: number): Promise<number> {
  // A line break within quotes would cut a row in two.
  const [header, ...lines] = (await readFile(sample, 'latin1')).split('\r\n').filter((line) => !line.includes('"'));
  const some = lines.filter((line, i) => i % every === 0 && !/^;*$/.test(line));
  await writeFile(path, [header, ...some].join('\r\n'), 'latin1');
  return some.length;
}
