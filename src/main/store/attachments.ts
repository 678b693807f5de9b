import { createHash } from 'node:crypto';
import { createReadStream } from 'node:fs';
import { type FileHandle, mkdir, open, rename, rm } from 'node:fs/promises';
import { join } from 'node:path';

/** Files of campaigns, in a folder beside the database: each under the SHA-256 of its bytes, so none ever changes. */
export function createAttachments(dataFolder: string) {
  const folder = join(dataFolder, 'attachments');
  let drafts = 0;
  const pathOf = (hash: string) => join(folder, hash);

  return {
    /** Copies the bytes, for their owner only, and gives their hash; what is there already is left as it is. */
    async keep(bytes: AsyncIterable<Uint8Array>): Promise<{ readonly hash: string; readonly bytes: number }> {
      await mkdir(folder, { recursive: true, mode: 0o700 });
      drafts += 1;
      // What a killed process left under this name is of no use.
      const draft = pathOf(`draft-${drafts}`);
      const file = await open(draft, 'w', 0o600);
      try {
        const kept = await copy(bytes, file);
        await file.sync();
        await file.close();
        await rename(draft, pathOf(kept.hash));
        return kept;
      } catch (error) {
        await file.close().catch(() => undefined);
        await rm(draft, { force: true });
        throw error;
      }
    },

    /** The letters of the file's base64, in pieces; null where it is gone, or is not what was kept. */
    async readBase64(hash: string): Promise<readonly Uint8Array[] | null> {
      const digest = createHash('sha256');
      const stream = createReadStream(pathOf(hash));
      const pieces: Uint8Array[] = [];
      let rest: Buffer = Buffer.alloc(0);
      try {
        for await (const piece of stream) {
          if (!Buffer.isBuffer(piece)) continue;
          digest.update(piece);
          const joined = rest.length === 0 ? piece : Buffer.concat([rest, piece]);
          // Three bytes are four letters: what is over waits for the next piece.
          const whole = joined.length - (joined.length % 3);
          pieces.push(lettersOf(joined.subarray(0, whole)));
          rest = joined.subarray(whole);
        }
      } catch (error) {
        if (error instanceof Error && 'code' in error && error.code === 'ENOENT') return null;
        throw error;
      }
      pieces.push(lettersOf(rest));
      return digest.digest('hex') === hash ? pieces.filter(({ length }) => length > 0) : null;
    },
  };
}

const lettersOf = (bytes: Buffer): Uint8Array => Buffer.from(bytes.toString('base64'), 'latin1');

async function copy(bytes: AsyncIterable<Uint8Array>, file: FileHandle) {
  const digest = createHash('sha256');
  let size = 0;
  for await (const piece of bytes) {
    digest.update(piece);
    size += piece.length;
    await file.writeFile(piece);
  }
  return { hash: digest.digest('hex'), bytes: size };
}
