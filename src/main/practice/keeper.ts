import {
  closeSync,
  existsSync,
  mkdirSync,
  openSync,
  readSync,
  renameSync,
  rmSync,
  truncateSync,
  writeSync,
} from 'node:fs';
import { join } from 'node:path';
import type { Keeper } from './account.ts';
import type { Entry } from './effects.ts';
import { at, isFields, isNumber, listOf, parseJson, textAt } from './json.ts';

/** Each seed has its own people, so its own account. */
const fileName = (seed: number) => `account-${seed}.jsonl`;
/** Of the lines. A file of another format, or a damaged one, is set aside, and the account begins anew. */
const format = 1;

interface Header {
  readonly format: number;
  /** When the account began: its past is counted back from there. */
  readonly beganAtMs: number;
}

export interface Kept {
  readonly keeper: Keeper & { readonly close: () => void };
  readonly beganAtMs: number;
  /** What was kept by earlier lives, in order. */
  readonly entries: readonly Entry[];
}

/** Forgets with the process. */
export const forgetful = (nowMs: number): Kept => ({
  keeper: { keep: () => undefined, close: () => undefined },
  beganAtMs: nowMs,
  entries: [],
});

/**
 * A line per request that changed something, written before its answer. The process may be killed at any moment: the
 * system has the line by then, and a line torn half way is the one whose answer was never given. (It is not synced to
 * the disk: a practice account need not survive a power cut.)
 */
export function openKeeper(folder: string, seed: number, nowMs: number): Kept {
  mkdirSync(folder, { recursive: true, mode: 0o700 });
  const path = join(folder, fileName(seed));
  const known = existsSync(path) ? readKept(path) : null;
  if (known === null && existsSync(path)) renameSync(path, `${path}.set-aside`);

  // The torn line goes before anything is written behind it.
  if (known !== null) truncateSync(path, known.wholeBytes);

  const file = openSync(path, 'a', 0o600);
  const write = (line: unknown) => void writeSync(file, `${JSON.stringify(line)}\n`);
  if (known === null) {
    const header: Header = { format, beganAtMs: nowMs };
    write(header);
  }
  const keeper = { keep: write, close: () => closeSync(file) };
  return { keeper, beganAtMs: known?.beganAtMs ?? nowMs, entries: known?.entries ?? [] };
}

/** Null where the file is none of this format, or damaged before its end. */
function readKept(path: string) {
  let header: unknown;
  const entries: Entry[] = [];
  let wholeBytes = 0;
  for (const { text, endByte } of linesOf(path)) {
    const line = parseJson(text);
    if (header === undefined) header = line ?? null;
    else if (isEntry(line)) entries.push(line);
    else return null;
    wholeBytes = endByte;
  }
  const beganAtMs = at(header, 'beganAtMs');
  return at(header, 'format') === format && isNumber(beganAtMs) ? { beganAtMs, entries, wholeBytes } : null;
}

/** Whole lines only, read piece by piece: a long life does not fit into one text. */
function* linesOf(path: string): Iterable<{ readonly text: string; readonly endByte: number }> {
  const file = openSync(path, 'r');
  try {
    const piece = Buffer.alloc(1 << 20);
    let rest = Buffer.alloc(0);
    let restFrom = 0;
    for (let size = readSync(file, piece); size > 0; size = readSync(file, piece)) {
      const bytes = Buffer.concat([rest, piece.subarray(0, size)]);
      let from = 0;
      for (let end = bytes.indexOf(10); end >= 0; end = bytes.indexOf(10, from)) {
        yield { text: bytes.toString('utf8', from, end), endByte: restFrom + end + 1 };
        from = end + 1;
      }
      rest = bytes.subarray(from);
      restFrom += from;
    }
  } finally {
    closeSync(file);
  }
}

/** The format's number vouches for the fields of what we wrote ourselves; this tells our lines from damage. */
const isEntry = (value: unknown): value is Entry =>
  isFields(value) && isFields(at(value, 'at')) && listOf(isEffect)(at(value, 'effects'));

const isEffect = (value: unknown): value is unknown => textAt(value, 'kind') !== null;

/** Forgets what was kept. For a keeper that is closed. */
export const startAnew = (folder: string, seed: number): void => rmSync(join(folder, fileName(seed)), { force: true });
