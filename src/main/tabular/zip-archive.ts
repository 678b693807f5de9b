import { once } from 'node:events';
import { crc32, createDeflateRaw } from 'node:zlib';
import { directoryEntry, endOfDirectory, largest, localHeader, type Part } from './zip-write.ts';

/** What of a file is needed: bytes at a position. */
export interface ArchiveFile {
  readonly write: (at: number, bytes: Uint8Array) => Promise<void>;
  /** Fewer where it ends before. */
  readonly read: (at: number, length: number) => Promise<Uint8Array>;
}

const pieceLength = 64 * 1024;
const mostParts = 0xffff;

/**
 * A zip file that can be gone on with after any whole part, by another process as well: it keeps nothing but its length. Its
 * directory is made at the end, of the parts themselves. Parts stay below 4 GB; the file need not, nor its parts below 65,536.
 */
export function createArchive(file: ArchiveFile) {
  return {
    /**
     * Writes a part at `at`, deflated as it comes from `fill`. Where the next one
     * begins, and what `fill` gave; what comes behind a part that failed is to be written over. Throws what `fill` throws.
     */
    async add<T>(
      at: number,
      name: string,
      fill: (sink: (bytes: Uint8Array) => Promise<void>) => Promise<T>,
    ): Promise<{ readonly end: number; readonly value: T }> {
      const encoded = Buffer.from(name, 'utf8');
      const header = (part: Pick<Part, 'crc' | 'packed' | 'size'>) => localHeader({ ...part, name: encoded, at });
      await file.write(at, header({ crc: 0, packed: 0, size: 0 }));
      const from = at + header({ crc: 0, packed: 0, size: 0 }).length;
      const deflate = createDeflateRaw({ level: 6, chunkSize: pieceLength });
      let end = from;
      const packing = (async () => {
        for await (const packed of deflate) {
          if (!(packed instanceof Uint8Array)) continue;
          await file.write(end, packed);
          end += packed.length;
        }
      })();
      // Heard where it is awaited; until then it may fail unheard.
      packing.catch(() => undefined);
      let crc = 0;
      let size = 0;
      const pack = async (bytes: Uint8Array) => {
        if (!deflate.write(bytes)) await Promise.race([once(deflate, 'drain'), packing]);
      };
      try {
        const value = await fill(async (bytes) => {
          crc = crc32(bytes, crc);
          size += bytes.length;
          await pack(bytes);
        });
        deflate.end();
        await packing;
        if (size > largest || end - from > largest) throw new RangeError('a part of a zip file beyond 4 GB');
        await file.write(at, header({ crc, packed: end - from, size }));
        return { end, value };
      } finally {
        deflate.destroy();
      }
    },

    /** Writes the directory behind the last part, which ends at `length`. Gives the length of the whole file. */
    async end(length: number): Promise<number> {
      let to = length;
      let count = 0;
      let waiting: Uint8Array[] = [];
      let held = 0;
      const put = async (bytes: Uint8Array, isLast = false) => {
        waiting.push(bytes);
        held += bytes.length;
        if (!isLast && held < pieceLength) return;
        await file.write(to, Buffer.concat(waiting));
        to += held;
        waiting = [];
        held = 0;
      };
      for (let at = 0; at < length; count += 1) {
        const part = partOf(Buffer.from(await file.read(at, 30 + longestName)), at);
        await put(at >= largest ? farEntry(part) : directoryEntry(part));
        at += 30 + part.name.length + part.packed;
      }
      const directory = { count, from: length, length: to + held - length };
      const isLarge = count >= mostParts || directory.from >= largest || directory.length >= largest;
      await put(isLarge ? farEnd(directory) : endOfDirectory(directory), true);
      return to;
    },
  };
}

/** Names of parts are short: see `memberName`. */
const longestName = 256;

function partOf(header: Buffer, at: number): Part {
  if (header.length < 30 || header.readUInt32LE(0) !== 0x04034b50)
    throw new Error('the archive is not what was written');
  const nameLength = header.readUInt16LE(26);
  return {
    ...{ at, crc: header.readUInt32LE(14), packed: header.readUInt32LE(18), size: header.readUInt32LE(22) },
    name: header.subarray(30, 30 + nameLength),
  };
}

// ZIP64, same source, 4.3.14, 4.3.15 and 4.5.3: what does not fit stands in fields of eight bytes.
function farEntry(part: Part): Buffer {
  const entry = directoryEntry({ ...part, at: largest });
  const extra = Buffer.alloc(12);
  extra.writeUInt16LE(0x0001, 0);
  extra.writeUInt16LE(8, 2);
  extra.writeBigUInt64LE(BigInt(part.at), 4);
  entry.writeUInt16LE(45, 6);
  entry.writeUInt16LE(extra.length, 30);
  return Buffer.concat([entry, extra]);
}

function farEnd(directory: { readonly count: number; readonly from: number; readonly length: number }): Buffer {
  const far = Buffer.alloc(56);
  far.writeUInt32LE(0x06064b50, 0);
  far.writeBigUInt64LE(44n, 4);
  far.writeUInt16LE(45, 12);
  far.writeUInt16LE(45, 14);
  far.writeBigUInt64LE(BigInt(directory.count), 24);
  far.writeBigUInt64LE(BigInt(directory.count), 32);
  far.writeBigUInt64LE(BigInt(directory.length), 40);
  far.writeBigUInt64LE(BigInt(directory.from), 48);
  const locator = Buffer.alloc(20);
  locator.writeUInt32LE(0x07064b50, 0);
  locator.writeBigUInt64LE(BigInt(directory.from + directory.length), 8);
  locator.writeUInt32LE(1, 16);
  const near = endOfDirectory({
    count: Math.min(directory.count, mostParts),
    from: Math.min(directory.from, largest),
    length: Math.min(directory.length, largest),
  });
  return Buffer.concat([far, locator, near]);
}
