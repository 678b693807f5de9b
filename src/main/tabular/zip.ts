import { type Entry, openPromise } from 'yauzl';
import { codeOf } from './file-problem.ts';

/** The parts of a zip file by name; case, a leading slash and slashes of Windows do not count. */
export interface Archive {
  readonly names: readonly string[];
  readonly sizeOf: (name: string) => number;
  /** The bytes of one part, inflated while they are read; null where there is no such part. Both throw `Damage`. */
  readonly read: (name: string) => Promise<AsyncIterable<Uint8Array> | null>;
  readonly close: () => void;
}

/** What cannot be read as the zip or XML that it claims to be, or would burst out of all proportion. */
export class Damage extends Error {
  override readonly name = 'Damage';
}

// The largest sheet that Excel can hold comes to some 40 GB in theory; a million rows of 20 columns are 1.5 GB.
const largestPart = 16 * 1024 ** 3;
/** Deflate packs a thousandfold at most. Sheets come to 10 to 40; a text repeated in each row to a few hundred. */
const tightest = 500;
const mostParts = 20_000;

/** Opens the archive and reads its list of parts. Throws `Damage`, or the error of the system. */
export async function openArchive(path: string): Promise<Archive> {
  // Names are asked for only, never written to: those that yauzl refuses as dangerous do no harm here, and some programs write them.
  const zip = await openPromise(path, { autoClose: false, decodeStrings: false }).catch(rethrowAsDamage);
  const entries = new Map<string, Entry>();
  try {
    for await (const entry of zip.eachEntry()) {
      if (entries.size >= mostParts) throw new Damage('too many parts');
      entries.set(keyOf(String(entry.fileName)), entry);
    }
  } catch (error) {
    zip.close();
    return rethrowAsDamage(error);
  }
  return {
    names: [...entries.keys()],
    sizeOf: (name) => entries.get(keyOf(name))?.uncompressedSize ?? 0,
    async read(name) {
      const entry = entries.get(keyOf(name));
      if (entry === undefined) return null;
      refuseBomb(entry);
      return piecesOf(await zip.openReadStreamPromise(entry).catch(rethrowAsDamage));
    },
    close: () => zip.close(),
  };
}

async function* piecesOf(stream: AsyncIterable<unknown>): AsyncGenerator<Uint8Array, void> {
  try {
    for await (const piece of stream) {
      if (!(piece instanceof Uint8Array)) throw new TypeError('a stream of bytes');
      yield piece;
    }
  } catch (error) {
    rethrowAsDamage(error);
  }
}

/** Sizes that are not true are found out while inflating: yauzl breaks off one byte beyond. */
function refuseBomb(entry: Entry): void {
  const { uncompressedSize, compressedSize } = entry;
  const isTight = uncompressedSize > 100 * 1024 ** 2 && uncompressedSize > tightest * compressedSize;
  if (uncompressedSize > largestPart || isTight) throw new Damage('bursts out of proportion');
}

const keyOf = (name: string): string => name.replaceAll('\\', '/').replace(/^\/+/, '').toLowerCase();

/** yauzl, zlib and saxes throw plain errors for what is wrong with a file; anything else is not about the file. */
export function rethrowAsDamage(error: unknown): never {
  const code = codeOf(error);
  const isAboutContent =
    error instanceof Error && error.name === 'Error' && (code === null || /^(Z_|ERR_STREAM)/.test(code));
  if (isAboutContent) throw new Damage('cannot be read', { cause: error });
  throw error;
}
