import { createHash } from 'node:crypto';
import { readdir, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { createAttachments } from '#main/store/attachments.ts';
import { aTemporaryFolder } from '../../support/temporary-folder.ts';

async function* piecesOf(bytes: Uint8Array, size: number) {
  for (let at = 0; at < bytes.length; at += size) yield bytes.subarray(at, at + size);
}
const hashOf = (bytes: Uint8Array) => createHash('sha256').update(bytes).digest('hex');
/** Longer than a piece of reading, and no multiple of three. */
const long = Buffer.from(Array.from({ length: 250_001 }, (_, i) => (i * 7) % 251));

describe('kept files', () => {
  it('come back as they were, whatever their length', async () => {
    const attachments = createAttachments(aTemporaryFolder());
    const samples = [long, ...fc.sample(fc.uint8Array({ minLength: 1, maxLength: 40 }), 20)];
    for (const bytes of samples) {
      const kept = await attachments.keep(piecesOf(bytes, 1_000));
      expect(kept).toEqual({ hash: hashOf(bytes), bytes: bytes.length });
      const letters = Buffer.concat((await attachments.readBase64(kept.hash)) ?? []).toString('latin1');
      expect(letters).toBe(Buffer.from(bytes).toString('base64'));
    }
  });

  it('stand there once, and leave nothing behind', async () => {
    const folder = aTemporaryFolder();
    const attachments = createAttachments(folder);
    await attachments.keep(piecesOf(long, 1_000));
    await attachments.keep(piecesOf(long, 64));
    const broken = (async function* () {
      yield long.subarray(0, 10);
      throw new Error('the stick was pulled');
    })();
    await expect(attachments.keep(broken)).rejects.toThrow('the stick was pulled');
    expect(await readdir(join(folder, 'attachments'))).toEqual([hashOf(long)]);
  });

  it('are gone where they are not there, or not what they were', async () => {
    const folder = aTemporaryFolder();
    const attachments = createAttachments(folder);
    expect(await attachments.readBase64(hashOf(long))).toBeNull();
    const { hash } = await attachments.keep(piecesOf(long, 1_000));
    await writeFile(join(folder, 'attachments', hash), long.subarray(1));
    expect(await attachments.readBase64(hash)).toBeNull();
    await rm(join(folder, 'attachments', hash));
    expect(await attachments.readBase64(hash)).toBeNull();
  });
});
