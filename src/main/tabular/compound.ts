import type { FileHandle } from 'node:fs/promises';
import { Damage } from './zip.ts';

/** A compound file (OLE2: [MS-CFB]), which is a small file system. */
export interface Compound {
  readonly names: readonly string[];
  /** The bytes of a stream by its name, from `position` on, in pieces; null where there is none. Throws `Damage`. */
  readonly read: (name: string, position: number) => AsyncGenerator<Buffer, void> | null;
}

interface Entry {
  readonly name: string;
  readonly start: number;
  readonly bytes: number;
}

type Chain = readonly number[];

const endOfChain = 0xfffffffe;
const largestSector = 0xfffffffa;
/** Smaller streams share sectors of 64 bytes. */
const smallStream = 4_096;
const smallSector = 64;
/** More than an .xls of 65,536 rows and 256 columns takes, which is the most that the format holds. */
const largestFile = 1024 ** 3;
const pieceBytes = 64 * 1024;

/** Opens a compound file and reads its directory. Throws `Damage`, or the errors of the system. */
export async function openCompound(file: FileHandle): Promise<Compound> {
  const { size } = await file.stat();
  const header = await readAt(file, 0, 512);
  if (header.length < 512 || size > largestFile) throw new Damage('no compound file');
  const sectorBytes = 2 ** header.readUInt16LE(30);
  if (sectorBytes !== 512 && sectorBytes !== 4_096) throw new Damage('sectors of another size');
  const sectors = Math.ceil(size / sectorBytes);
  const table = await readTable(file, { header, sectorBytes, sectors });
  const chainOf = (start: number): Chain => follow(start, table, sectors);

  async function* readChain(chain: Chain, range: { from: number; to: number }): AsyncGenerator<Buffer, void> {
    for (let at = range.from; at < range.to; ) {
      const first = Math.floor(at / sectorBytes);
      const mostRun = Math.floor(pieceBytes / sectorBytes);
      let run = 1;
      while (run < mostRun && chain[first + run] === (chain[first] ?? 0) + run) run += 1;
      const sector = chain[first];
      if (sector === undefined) throw new Damage('a stream that breaks off');
      const within = at % sectorBytes;
      const length = Math.min(run * sectorBytes - within, range.to - at);
      const piece = await readAt(file, (sector + 1) * sectorBytes + within, length);
      yield piece;
      if (piece.length < length) throw new Damage('a file that breaks off');
      at += length;
    }
  }

  const directory = chainOf(header.readUInt32LE(48));
  const entries = await readDirectory(readChain(directory, { from: 0, to: directory.length * sectorBytes }));
  const root = entries[0];

  async function* readSmall(entry: Entry, position: number): AsyncGenerator<Buffer, void> {
    const smallChain = chainOf(header.readUInt32LE(60));
    const smallTable = numbersOf(await gather(readChain(smallChain, { from: 0, to: smallChain.length * sectorBytes })));
    const chain = follow(entry.start, smallTable, smallTable.length);
    const shared =
      root === undefined ? Buffer.alloc(0) : await gather(readChain(chainOf(root.start), { from: 0, to: root.bytes }));
    const parts = chain.map((number) => shared.subarray(number * smallSector, (number + 1) * smallSector));
    yield Buffer.concat(parts).subarray(position, entry.bytes);
  }

  return {
    names: entries.map((entry) => entry.name),
    read(name, position) {
      const entry = entries.find((one) => one.name === name);
      if (entry === undefined) return null;
      return entry.bytes < smallStream
        ? readSmall(entry, position)
        : readChain(chainOf(entry.start), { from: position, to: entry.bytes });
    },
  };
}

/** The allocation table: for each sector the one that follows. The header says where its first parts are, then a chain does. */
async function readTable(
  file: FileHandle,
  { header, sectorBytes, sectors }: { readonly header: Buffer; readonly sectorBytes: number; readonly sectors: number },
): Promise<Uint32Array> {
  const sector = (number: number): Promise<Buffer> => readAt(file, (number + 1) * sectorBytes, sectorBytes);
  const perSector = sectorBytes / 4;
  const places = [...numbersOf(header.subarray(76, 512))];
  let next = header.readUInt32LE(68);
  for (let i = 0; next <= largestSector && i <= sectors; i += 1) {
    const part = [...numbersOf(await sector(next))];
    places.push(...part.slice(0, perSector - 1));
    next = part[perSector - 1] ?? endOfChain;
  }
  const table = new Uint32Array(sectors).fill(endOfChain);
  const used = places.filter((place) => place <= largestSector).slice(0, Math.ceil(sectors / perSector));
  for (const [i, place] of used.entries()) {
    const part = numbersOf(await sector(place));
    table.set(part.subarray(0, Math.max(0, Math.min(part.length, sectors - i * perSector))), i * perSector);
  }
  return table;
}

/** A chain that runs in a circle, or out of the file, ends there. */
function follow(start: number, table: Uint32Array, most: number): Chain {
  const chain: number[] = [];
  for (let next = start; next < most && chain.length < most; next = table[next] ?? endOfChain) chain.push(next);
  return chain;
}

async function readDirectory(pieces: AsyncGenerator<Buffer, void>): Promise<readonly Entry[]> {
  const bytes = await gather(pieces).catch(nothingWhereDamaged);
  const entries: Entry[] = [];
  for (let at = 0; at + 128 <= bytes.length; at += 128) {
    const entry = bytes.subarray(at, at + 128);
    entries.push({ name: nameOf(entry), start: entry.readUInt32LE(116), bytes: entry.readUInt32LE(120) });
  }
  return entries;
}

function nothingWhereDamaged(error: unknown): Buffer {
  if (error instanceof Damage) return Buffer.alloc(0);
  throw error;
}

/** UTF-16 in 64 bytes; the two after them give the length in bytes, with the zero that ends it. */
function nameOf(entry: Buffer): string {
  const length = Math.min(64, entry.readUInt16LE(64));
  return entry.toString('utf16le', 0, Math.max(0, length - 2));
}

async function gather(pieces: AsyncIterable<Buffer>): Promise<Buffer> {
  const all: Buffer[] = [];
  for await (const piece of pieces) all.push(piece);
  return Buffer.concat(all);
}

function numbersOf(bytes: Buffer): Uint32Array {
  const numbers = new Uint32Array(Math.floor(bytes.length / 4));
  for (let i = 0; i < numbers.length; i += 1) numbers[i] = bytes.readUInt32LE(i * 4);
  return numbers;
}

async function readAt(file: FileHandle, position: number, length: number): Promise<Buffer> {
  const { buffer, bytesRead } = await file.read(Buffer.allocUnsafe(length), 0, length, position);
  return buffer.subarray(0, bytesRead);
}
