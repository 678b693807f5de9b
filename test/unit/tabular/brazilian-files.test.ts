import { rmSync } from 'node:fs';
import { expect, it } from 'vitest';
import { createDecoder } from '#shared/tabular/encoding.ts';
import { findText, sampleBytes } from '#shared/tabular/sniff.ts';
import { doubtful, type Findings } from '#shared/tabular/table.ts';
import { type BrazilianFile, brazilianFile, fileOfOneAccent } from './brazilian-files.ts';
import { aFolder, opened, stagedOf } from './files.ts';
import { writeTable } from './writing.ts';

const { write } = aFolder();

/** What was found out wrongly, and whether it was said with doubt. Another encoding with the same letters is right. */
function judge({ writing }: BrazilianFile, bytes: Uint8Array, findings: Findings) {
  const { dialect, certainty } = findings;
  if (dialect.format !== 'text') throw new Error('a text is a text');
  const text = createDecoder(writing.encoding)(bytes);
  const isEncodingRight = createDecoder(dialect.encoding)(bytes) === text;
  const isDelimiterRight = dialect.delimiter === writing.delimiter;
  const isDoubted =
    (isEncodingRight || certainty.encoding < doubtful) && (isDelimiterRight || certainty.delimiter < doubtful);
  return { isRight: isEncodingRight && isDelimiterRight, isDoubted, certainty };
}

it('finds out encoding and delimiter of 1,000 Brazilian files, and doubts where it is wrong', async () => {
  const wrong: string[] = [];
  const undoubted: string[] = [];
  let doubted = 0;
  for (let seed = 1; seed <= 990; seed += 1) {
    const file = brazilianFile(seed);
    const bytes = writeTable(file.rows, file.writing);
    expect(bytes.length).toBeLessThan(sampleBytes);
    const found = findText({ head: bytes, further: [], whole: true }, { headerRow: -1 });
    if (!found.ok) throw new Error(`${seed}: ${found.error.kind}`);
    const { isRight, isDoubted, certainty } = judge(file, bytes, found.value);
    if (Math.min(certainty.encoding, certainty.delimiter) < doubtful) doubted += 1;
    const { encoding, delimiter } = file.writing;
    const told = `${seed}: ${encoding} ${JSON.stringify(delimiter)} as ${JSON.stringify(found.value.dialect)}`;
    if (!isRight) wrong.push(told);
    if (!isRight && !isDoubted) undoubted.push(told);
  }
  for (let seed = 991; seed <= 1_000; seed += 1) {
    const file = fileOfOneAccent(seed);
    const bytes = writeTable(file.rows, file.writing);
    const path = write('sheet.csv', bytes);
    const sheet = await opened(path);
    const { isRight, isDoubted, certainty } = judge(file, bytes, sheet.findings);
    if (certainty.encoding < doubtful) doubted += 1;
    if (!isRight) wrong.push(`${seed}: ${file.writing.encoding} as ${JSON.stringify(sheet.findings.dialect)}`);
    if (!isRight && !isDoubted) undoubted.push(`${seed}`);
    const staged = JSON.stringify((await stagedOf(sheet)).rows.map((row) => row.cells));
    if (isRight) expect(staged === JSON.stringify(file.rows.slice(1)), String(seed)).toBe(true);
    rmSync(path);
  }
  console.info(`1,000 Brazilian files: ${1_000 - wrong.length} right, ${wrong.length} wrong, ${doubted} doubted`);
  expect(undoubted).toEqual([]);
  expect(wrong.length, wrong.join('\n')).toBeLessThanOrEqual(5);
});
