import { closeSync, mkdtempSync, openSync, readSync, rmSync, writeSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { codeOf } from './file-problem.ts';

/** Bytes that are kept on disk instead of in memory, for as long as something is read. */
export interface Spill {
  readonly append: (bytes: Uint8Array) => void;
  /** The bytes from a position on, as many as are at hand; they change with the next call. */
  readonly bytesFrom: (position: number) => Buffer;
  readonly close: () => void;
}

/** Read at once: some 3 µs, and 160 texts where they are asked for in order. */
const blockBytes = 4_096;
/** Blocks at hand, each in the one place that its number gives: 8 MB. */
const blocksAtHand = 2_048;

/**
 * A file without a name: nobody else can open it, and it is gone when this process is, in whatever way. It holds what people
 * wrote in their sheets. Throws the errors of the system.
 */
export function createSpill(): Spill {
  const folder = mkdtempSync(join(tmpdir(), 'malote-'));
  const file = openSync(join(folder, 'texts'), 'wx+', 0o600);
  removeIfPossible(folder);
  const atHand = Buffer.alloc(blockBytes * blocksAtHand);
  const numbers = new Int32Array(blocksAtHand).fill(-1);
  let length = 0;

  return {
    append(bytes) {
      for (let done = 0; done < bytes.length; ) {
        const written = writeSync(file, bytes, done, bytes.length - done, length);
        done += written;
        length += written;
      }
    },
    bytesFrom(position) {
      const number = Math.floor(position / blockBytes);
      const slot = number % blocksAtHand;
      const at = slot * blockBytes;
      if (numbers[slot] !== number) {
        readSync(file, atHand, at, blockBytes, number * blockBytes);
        numbers[slot] = number;
      }
      return atHand.subarray(at + (position % blockBytes), at + Math.min(blockBytes, length - number * blockBytes));
    },
    close() {
      closeSync(file);
      removeIfPossible(folder);
    },
  };
}

/** An open file keeps its bytes without its name. Where a system holds on to the name, it goes at `close`. */
function removeIfPossible(folder: string): void {
  try {
    rmSync(folder, { recursive: true, force: true });
  } catch (error) {
    if (codeOf(error) === null) throw error;
  }
}
