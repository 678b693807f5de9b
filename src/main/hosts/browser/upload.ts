import { randomUUID } from 'node:crypto';
import { createWriteStream } from 'node:fs';
import { mkdir, readdir, rename, rm, statfs } from 'node:fs/promises';
import { extname, join } from 'node:path';
import { type Readable, Transform } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import type { Problem } from '#shared/problem.ts';
import { err, ok, type Result } from '#shared/result.ts';

/** What becomes of a dropped file: a path on this machine, and the name it had. */
export interface Uploaded {
  readonly path: string;
  readonly fileName: string;
}

/** The body, and what was said about it: a request to a server is one. */
export type UploadRequest = Readable & {
  readonly headers: { readonly [name: string]: string | string[] | undefined };
};

/** `interrupted`: the page went away half-way. `tooLarge`: more than Malote takes at all. */
export type UploadProblem = Problem | { readonly kind: 'tooLarge'; readonly mostBytes: number };

export interface UploadLimits {
  readonly mostBytes: number;
  /** Left free on the disk for the database, which grows by what is read from the file. */
  readonly spareBytes: number;
}

export const uploadLimits: UploadLimits = { mostBytes: 4 * 1024 ** 3, spareBytes: 512 * 1024 ** 2 };

const partial = '.part';

export const uploadsIn = (dataFolder: string): string => join(dataFolder, 'uploads');

/** Takes away what uploads left that were cut by the death of the process. To be called before the first upload. */
export async function clearPartialUploads(dataFolder: string): Promise<void> {
  const folder = uploadsIn(dataFolder);
  await mkdir(folder, { recursive: true, mode: 0o700 });
  for (const name of await readdir(folder)) if (name.endsWith(partial)) await rm(join(folder, name), { force: true });
}

/**
 * Streams a request's body into the data folder, under a random name and for its owner only. The name that the page
 * gives (`x-file-name`, percent-encoded) only goes back with the answer; of its ending, letters and digits are kept.
 * Problems: diskFull, interrupted, tooLarge.
 */
export async function receiveUpload(
  request: UploadRequest,
  dataFolder: string,
  limits: UploadLimits = uploadLimits,
): Promise<Result<Uploaded, UploadProblem>> {
  const fileName = fileNameOf(request.headers['x-file-name']);
  const promised = Number(request.headers['content-length'] ?? 0);
  if (promised > limits.mostBytes) return err({ kind: 'tooLarge', mostBytes: limits.mostBytes });
  const folder = uploadsIn(dataFolder);
  await mkdir(folder, { recursive: true, mode: 0o700 });
  const room = await freeBytes(folder);
  if (promised + limits.spareBytes > room) return err({ kind: 'diskFull' });

  const path = join(folder, `${randomUUID()}${endingOf(fileName)}`);
  const draft = `${path}${partial}`;
  const most = Math.min(limits.mostBytes, room - limits.spareBytes);
  try {
    await pipeline(request, stopAfter(most), createWriteStream(draft, { flags: 'wx', mode: 0o600 }));
    await rename(draft, path);
    return ok({ path, fileName });
  } catch (error) {
    await rm(draft, { force: true });
    return err(problemOf(error, limits, most));
  }
}

class OverLimit extends Error {
  override readonly name = 'OverLimit';
}

/** A body may be longer than it promised, or promise nothing. */
function stopAfter(mostBytes: number): Transform {
  let bytes = 0;
  return new Transform({
    transform(chunk: Buffer, _encoding, done) {
      bytes += chunk.length;
      if (bytes > mostBytes) done(new OverLimit());
      else done(null, chunk);
    },
  });
}

function problemOf(error: unknown, limits: UploadLimits, most: number): UploadProblem {
  if (error instanceof OverLimit) {
    return most < limits.mostBytes ? { kind: 'diskFull' } : { kind: 'tooLarge', mostBytes: limits.mostBytes };
  }
  const code = error instanceof Error && 'code' in error ? error.code : undefined;
  if (code === 'ENOSPC' || code === 'EDQUOT') return { kind: 'diskFull' };
  if (code === 'ECONNRESET' || code === 'ERR_STREAM_PREMATURE_CLOSE') return { kind: 'interrupted' };
  throw new Error('receiving an upload', { cause: error });
}

async function freeBytes(folder: string): Promise<number> {
  const { bavail, bsize } = await statfs(folder);
  return bavail * bsize;
}

const mostNameLength = 500;

function fileNameOf(header: string | string[] | undefined): string {
  const encoded = Array.isArray(header) ? header[0] : header;
  try {
    const name = decodeURIComponent(encoded ?? '');
    // A page may give a path; what counts is its last part.
    return (name.split(/[/\\]/).at(-1) ?? '').slice(0, mostNameLength) || 'planilha';
  } catch (error) {
    if (error instanceof URIError) return 'planilha';
    throw error;
  }
}

/** The reader of sheets goes by content first and by ending second, so a plain ending is kept. */
function endingOf(fileName: string): string {
  const ending = extname(fileName).toLowerCase();
  return /^\.[a-z0-9]{1,8}$/.test(ending) ? ending : '';
}
