import { open } from 'node:fs/promises';
import type { Sample } from '#shared/tabular/sniff-encoding.ts';
import { sniffUtf16 } from '#shared/tabular/utf16.ts';

/** Pieces further in that are looked at for letters that the beginning does not have. */
const furtherPieces = 4;
const pieceBytes = 64 * 1024;
/** Fewer letters beyond ASCII do not tell surely how they are written. */
const fewLetters = 200;
/** Some 50 ms from a disk that has the file at hand. Beyond, the line reader finds out about each line for itself. */
const bytesSearched = 32 * 1024 * 1024;
const blockBytes = 256 * 1024;
/** Taken from each letter on that is found, and from shortly before it. */
const wordBytes = 2 * 1024;
const beforeBytes = 64;
const mostWords = 64;

type ReadAt = (position: number, length: number) => Promise<Uint8Array>;

/** The first bytes of a file, at most `headBytes`, and what else tells how its letters are written. */
export async function readSample(
  path: string,
  { fileBytes, headBytes }: { readonly fileBytes: number; readonly headBytes: number },
): Promise<Sample> {
  const file = await open(path);
  const readAt: ReadAt = async (position, length) => {
    const { buffer, bytesRead } = await file.read(new Uint8Array(length), 0, length, position);
    return buffer.subarray(0, bytesRead);
  };
  try {
    const head = await readAt(0, Math.min(headBytes, fileBytes));
    return { head, further: await readFurther(readAt, head, fileBytes), whole: fileBytes <= headBytes };
  } finally {
    await file.close();
  }
}

async function readFurther(readAt: ReadAt, head: Uint8Array, fileBytes: number): Promise<readonly Uint8Array[]> {
  const rest = fileBytes - head.length - pieceBytes;
  const places = Array.from({ length: furtherPieces }, (_, i) =>
    rest > 0 ? head.length + Math.floor((rest * (i + 1)) / furtherPieces) : fileBytes,
  ).filter((place) => place < fileBytes);
  const pieces = await Promise.all(places.map((place) => readAt(place, pieceBytes)));
  const letters = [head, ...pieces].reduce((sum, piece) => sum + lettersBeyondAscii(piece, fewLetters), 0);
  if (letters >= fewLetters || sniffUtf16(head) !== null) return pieces;
  // Nothing is taken twice: a letter that counts double may outvote another.
  const searchedTo = Math.min(fileBytes, head.length + bytesSearched);
  const beyond = pieces.filter((_, i) => (places[i] ?? 0) >= searchedTo);
  return [...(await findLetters(readAt, head.length, searchedTo)), ...beyond];
}

/** Pieces of a file with letters beyond ASCII in them: one in ten thousand rows tells how all are written. */
async function findLetters(readAt: ReadAt, from: number, to: number): Promise<readonly Uint8Array[]> {
  const words: Uint8Array[] = [];
  for (let position = from; position < to && words.length < mostWords; position += blockBytes) {
    const block = await readAt(position, Math.min(blockBytes, to - position));
    let taken = 0;
    for (
      let at = nextBeyondAscii(block, 0);
      at !== -1 && words.length < mostWords;
      at = nextBeyondAscii(block, taken)
    ) {
      words.push(block.subarray(Math.max(taken, at - beforeBytes), at + wordBytes));
      taken = at + wordBytes;
    }
  }
  return words;
}

function nextBeyondAscii(bytes: Uint8Array, from: number): number {
  for (let i = from; i < bytes.length; i += 1) if ((bytes[i] ?? 0) > 0x7f) return i;
  return -1;
}

/** How many bytes of such letters there are, counted up to `most`. */
function lettersBeyondAscii(bytes: Uint8Array, most: number): number {
  let count = 0;
  for (let at = nextBeyondAscii(bytes, 0); at !== -1 && count < most; at = nextBeyondAscii(bytes, at + 1)) count += 1;
  return count;
}
