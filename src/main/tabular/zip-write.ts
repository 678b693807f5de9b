import { pipeline } from 'node:stream/promises';
import { crc32, createDeflateRaw } from 'node:zlib';
import { type Writable, writeFully } from './write-fully.ts';

/** Writes a zip file part by part, each deflated while it comes. Parts and file stay below 4 GB. */
export interface ZipWriter {
  readonly add: (name: string, text: Iterable<string> | AsyncIterable<string>) => Promise<void>;
  readonly end: () => Promise<void>;
}

/** A file in a zip file: where its header is, the CRC-32 and length of its bytes, and their length as they are packed. */
export interface Part {
  readonly name: Buffer;
  readonly at: number;
  readonly crc: number;
  readonly packed: number;
  readonly size: number;
}

export const largest = 0xffff_ffff;
// Version 2.0, names in UTF-8, deflate, and 1 January 1980: a report says when it was made, its container need not.
const common = { version: 20, flags: 0x0800, method: 8, time: 0, date: 0x0021 };

export function createZipWriter(file: Writable): ZipWriter {
  const parts: Part[] = [];
  let at = 0;

  async function write(bytes: Uint8Array): Promise<void> {
    await writeFully(file, bytes, at);
    at += bytes.length;
    if (at > largest) throw new RangeError('a zip file beyond 4 GB');
  }

  return {
    async add(name, text) {
      const start = at;
      const encodedName = Buffer.from(name, 'utf8');
      const header = (part: Omit<Part, 'name' | 'at'>): Buffer =>
        localHeader({ ...part, name: encodedName, at: start });
      await write(header({ crc: 0, packed: 0, size: 0 }));
      const packedFrom = at;
      let crc = 0;
      let size = 0;
      await pipeline(
        async function* () {
          for await (const piece of text) {
            const bytes = Buffer.from(piece, 'utf8');
            crc = crc32(bytes, crc);
            size += bytes.length;
            yield bytes;
          }
        },
        createDeflateRaw({ level: 6, chunkSize: 64 * 1024 }),
        async (packed: AsyncIterable<Uint8Array>) => {
          for await (const bytes of packed) await write(bytes);
        },
      );
      if (size > largest) throw new RangeError('a part of a zip file beyond 4 GB');
      const part = { crc, packed: at - packedFrom, size };
      // Sums are known only now: the header is written again in its place.
      await writeFully(file, header(part), start);
      parts.push({ ...part, name: encodedName, at: start });
    },
    async end() {
      const from = at;
      for (const part of parts) await write(directoryEntry(part));
      await write(endOfDirectory({ count: parts.length, from, length: at - from }));
    },
  };
}

// Layouts: https://pkware.cachefly.net/webdocs/casestudies/APPNOTE.TXT, 4.3.7, 4.3.12 and 4.3.16.
export function localHeader(part: Part): Buffer {
  const header = Buffer.alloc(30);
  header.writeUInt32LE(0x04034b50, 0);
  header.writeUInt16LE(common.version, 4);
  writeShared(header, 6, part);
  return Buffer.concat([header, part.name]);
}

export function directoryEntry(part: Part): Buffer {
  const entry = Buffer.alloc(46);
  entry.writeUInt32LE(0x02014b50, 0);
  entry.writeUInt16LE(common.version, 4);
  entry.writeUInt16LE(common.version, 6);
  writeShared(entry, 8, part);
  entry.writeUInt32LE(part.at, 42);
  return Buffer.concat([entry, part.name]);
}

/** Flags to name length: the same in both, one after the other. */
function writeShared(header: Buffer, from: number, part: Part): void {
  header.writeUInt16LE(common.flags, from);
  header.writeUInt16LE(common.method, from + 2);
  header.writeUInt16LE(common.time, from + 4);
  header.writeUInt16LE(common.date, from + 6);
  header.writeUInt32LE(part.crc, from + 8);
  header.writeUInt32LE(part.packed, from + 12);
  header.writeUInt32LE(part.size, from + 16);
  header.writeUInt16LE(part.name.length, from + 20);
}

export function endOfDirectory(directory: { count: number; from: number; length: number }): Buffer {
  const end = Buffer.alloc(22);
  end.writeUInt32LE(0x06054b50, 0);
  end.writeUInt16LE(directory.count, 8);
  end.writeUInt16LE(directory.count, 10);
  end.writeUInt32LE(directory.length, 12);
  end.writeUInt32LE(directory.from, 16);
  return end;
}
