import { open, stat } from 'node:fs/promises';
import type { Store } from '#main/store/store.ts';
import { problemOfReading } from '#main/tabular/file-problem.ts';
import type { TabularDeps } from '#main/tabular/sheet.ts';
import { headBytes, mostBytes, recogniseAttachment } from '#shared/campaign/attachment-kind.ts';
import type { Attachment } from '#shared/campaign/content.ts';
import { type Problem, ProblemError } from '#shared/problem.ts';

const megabyte = 1_048_576;
const longestName = 200;

/**
 * Takes a file of this machine as the attachment of a campaign: looks at what it is, and copies it. Problems: those of a
 * file; attachmentUnsupported, attachmentTooLarge.
 */
export async function attachFile(
  deps: { readonly store: Pick<Store, 'attachments'>; readonly tabular: TabularDeps },
  { path, fileName }: { readonly path: string; readonly fileName: string },
): Promise<Attachment> {
  try {
    return await copyIn(deps.store, path, nameOf(fileName));
  } catch (error) {
    if (error instanceof ProblemError) throw error;
    const problem = problemOfReading(error, deps.tabular.platform);
    if (problem === null) throw new Error('attaching a file', { cause: error });
    throw new ProblemError(problem);
  }
}

async function copyIn(store: Pick<Store, 'attachments'>, path: string, name: string): Promise<Attachment> {
  if (path.includes('\0')) refuse({ kind: 'fileNotFound' });
  const about = await stat(path);
  if (about.isDirectory()) refuse({ kind: 'fileIsFolder' });
  // A pipe or a device: opening it may wait for ever.
  if (!about.isFile()) refuse({ kind: 'fileNotFound' });
  if (about.size === 0) refuse({ kind: 'fileEmpty' });
  const file = await open(path);
  try {
    const { buffer, bytesRead } = await file.read(new Uint8Array(headBytes), 0, headBytes, 0);
    const recognised = recogniseAttachment(buffer.subarray(0, bytesRead), name);
    if (!recognised.ok) return refuse({ kind: 'attachmentUnsupported', looksLike: recognised.error });
    const { kind, mimetype } = recognised.value;
    const most = mostBytes[kind];
    if (about.size > most) {
      refuse({ kind: 'attachmentTooLarge', megabytes: Math.ceil(about.size / megabyte), most: most / megabyte });
    }
    const kept = await store.attachments.keep(
      file.createReadStream({ start: 0, end: about.size - 1, autoClose: false }),
    );
    if (kept.bytes !== about.size) refuse({ kind: 'fileChanged' });
    return { hash: kept.hash, name, mimetype, bytes: kept.bytes, kind };
  } finally {
    await file.close();
  }
}

function refuse(problem: Problem): never {
  throw new ProblemError(problem);
}

/** As the recipient will see it: without folders and what no file name has. */
function nameOf(fileName: string): string {
  const bare = (fileName.split(/[\\/]/).at(-1) ?? '').replace(/\p{Cc}/gu, '').trim();
  const name = bare === '' ? 'arquivo' : bare;
  return name.length <= longestName ? name : name.slice(-longestName);
}
