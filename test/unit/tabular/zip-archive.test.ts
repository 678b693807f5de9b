import { writeFileSync } from 'node:fs';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, it, onTestFinished } from 'vitest';
import { openPromise } from 'yauzl';
import { openArchive } from '#main/tabular/zip.ts';
import { createArchive } from '#main/tabular/zip-archive.ts';

/** A file in memory. */
function aFile() {
  let bytes = Buffer.alloc(0);
  return {
    bytes: () => bytes,
    write: async (at: number, piece: Uint8Array) => {
      if (at + piece.length > bytes.length) {
        const larger = Buffer.alloc(Math.max(at + piece.length, bytes.length));
        bytes.copy(larger);
        bytes = larger;
      }
      bytes.set(piece, at);
    },
    read: async (at: number, length: number) => bytes.subarray(at, at + length),
    cut: (length: number) => {
      bytes = bytes.subarray(0, length);
    },
  };
}

async function saved(bytes: Uint8Array): Promise<string> {
  const folder = await mkdtemp(join(tmpdir(), 'malote-zip-'));
  onTestFinished(() => rm(folder, { recursive: true, force: true }));
  writeFileSync(join(folder, 'a.zip'), bytes);
  return join(folder, 'a.zip');
}

const textOf = async (stream: AsyncIterable<Uint8Array> | null) => {
  const pieces: Uint8Array[] = [];
  for await (const piece of stream ?? []) pieces.push(piece);
  return Buffer.concat(pieces).toString('utf8');
};

describe('an archive', () => {
  it('is gone on with after any whole part, also over what a broken one left', async () => {
    const file = aFile();
    const first = await createArchive(file).add(0, 'um.txt', (sink) => sink(Buffer.from('olá')));
    const broken = createArchive(file).add(first.end, 'dois.txt', async (sink) => {
      await sink(Buffer.alloc(300_000, 'x'));
      throw new Error('gone');
    });
    await expect(broken).rejects.toThrow('gone');
    const second = await createArchive(file).add(first.end, 'dois.txt', (sink) => sink(Buffer.from('tchau')));
    file.cut(second.end);
    await createArchive(file).end(second.end);
    const archive = await openArchive(await saved(file.bytes()));
    expect(archive.names).toEqual(['um.txt', 'dois.txt']);
    expect(await textOf(await archive.read('um.txt'))).toBe('olá');
    expect(await textOf(await archive.read('dois.txt'))).toBe('tchau');
    archive.close();
  });

  it('comes to the same bytes in whatever pieces its parts come', async () => {
    const text = Buffer.from(Array.from({ length: 30_000 }, (_, i) => `linha ${i} ${i * 7_919}\n`).join(''));
    const whole = aFile();
    await createArchive(whole).add(0, 'a.txt', (sink) => sink(text));
    const pieces = aFile();
    await createArchive(pieces).add(0, 'a.txt', async (sink) => {
      for (let at = 0; at < text.length; at += 4_099) await sink(text.subarray(at, at + 4_099));
    });
    expect(pieces.bytes().equals(whole.bytes())).toBe(true);
  });

  it('ends with what broke on the way to the disk, in place of waiting for it', async () => {
    const file = aFile();
    let isFull = false;
    const small = {
      ...file,
      write: async (at: number, piece: Uint8Array) => {
        if (isFull) throw new Error('full');
        await file.write(at, piece);
      },
    };
    const added = createArchive(small).add(0, 'a.bin', async (sink) => {
      isFull = true;
      for (let i = 0; i < 40; i += 1)
        await sink(Buffer.from(Array.from({ length: 65_536 }, (_, k) => (k * k * (i + 3)) % 251)));
    });
    await expect(added).rejects.toThrow('full');
  });

  it('holds more parts than a plain zip file can count', async () => {
    const count = 65_600;
    const header = 30 + 'p00000'.length;
    const bytes = Buffer.alloc(count * header);
    for (let i = 0; i < count; i += 1) {
      const at = i * header;
      bytes.writeUInt32LE(0x04034b50, at);
      bytes.writeUInt16LE(6, at + 26);
      bytes.write(`p${String(i).padStart(5, '0')}`, at + 30);
    }
    const file = { ...aFile(), read: async (at: number, length: number) => bytes.subarray(at, at + length) };
    const tail: Uint8Array[] = [];
    const archive = createArchive({
      ...file,
      write: async (_, piece) => void tail.push(Uint8Array.from(piece)),
    });
    await archive.end(bytes.length);
    const zip = await openPromise(await saved(Buffer.concat([bytes, ...tail])), { autoClose: false });
    expect(zip.entryCount).toBe(count);
    zip.close();
  });
});
