import { z } from 'zod';
import { type Problem, problemSchema } from '#shared/problem.ts';
import { bridge } from './bridge.ts';

/** A sheet as the engine takes it. */
export interface SheetFile {
  readonly path: string;
  readonly fileName: string;
}

export type HandOver =
  | { readonly kind: 'ready'; readonly sheet: SheetFile }
  | { readonly kind: 'problem'; readonly problem: Problem }
  | { readonly kind: 'tooLarge'; readonly mostBytes: number }
  /** The connection broke, or the user broke it off. */
  | { readonly kind: 'interrupted' };

const uploadedSchema = z.object({ path: z.string(), fileName: z.string() });
const refusedSchema = z.object({
  problem: z.union([z.object({ kind: z.literal('tooLarge'), mostBytes: z.number() }), problemSchema]),
});

/**
 * A dropped file as a path on this machine: Electron knows it, a browser copies the file over first. What was pasted is no file
 * anywhere, and is copied over as well.
 */
export async function handOver(
  file: File,
  options: { readonly onProgress: (share: number) => void; readonly signal: AbortSignal },
): Promise<HandOver> {
  const path = bridge()?.pathOf(file);
  if (path) return { kind: 'ready', sheet: { path, fileName: file.name } };
  // Electron hands the bodies of requests on where they are plain bytes, not where they are a file.
  const handed = await upload(file, bridge() === null ? file : await file.arrayBuffer(), options);
  // By its own name: what was pasted has a date in it, of which a server would keep the last part.
  return handed.kind === 'ready' ? { ...handed, sheet: { ...handed.sheet, fileName: file.name } } : handed;
}

// XMLHttpRequest, because fetch doesn't tell how much has left.
function upload(
  file: File,
  body: File | ArrayBuffer,
  { onProgress, signal }: { readonly onProgress: (share: number) => void; readonly signal: AbortSignal },
): Promise<HandOver> {
  return new Promise((resolve) => {
    const request = new XMLHttpRequest();
    request.open('POST', '/upload');
    request.setRequestHeader('x-file-name', encodeURIComponent(file.name));
    request.upload.addEventListener('progress', ({ loaded, total }) => onProgress(total > 0 ? loaded / total : 0));
    request.addEventListener('load', () => resolve(readAnswer(request.status, request.responseText)));
    request.addEventListener('error', () => resolve({ kind: 'interrupted' }));
    request.addEventListener('abort', () => resolve({ kind: 'interrupted' }));
    signal.addEventListener('abort', () => request.abort());
    request.send(body);
  });
}

function readAnswer(status: number, body: string): HandOver {
  const answer = parsed(body);
  if (status === 200) {
    const uploaded = uploadedSchema.safeParse(answer);
    return uploaded.success ? { kind: 'ready', sheet: uploaded.data } : { kind: 'interrupted' };
  }
  const refused = refusedSchema.safeParse(answer);
  if (!refused.success) return { kind: 'interrupted' };
  const { problem } = refused.data;
  return problem.kind === 'tooLarge' ? problem : { kind: 'problem', problem };
}

function parsed(body: string): unknown {
  try {
    return JSON.parse(body);
  } catch (error) {
    if (error instanceof SyntaxError) return null;
    throw error;
  }
}
