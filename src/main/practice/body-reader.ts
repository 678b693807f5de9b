import type { IncomingMessage } from 'node:http';
import { parseJson } from './json.ts';

/** Above this a real gate says 413 before the account sees anything. A file goes inside its message, so it is large. */
const largestBody = 64 * 1024 * 1024;

export interface Body {
  readonly text: string;
  /** Undefined where it is empty, or neither JSON nor a form. */
  readonly value: unknown;
}

/** The whole body; null where it is too large. */
export async function readBody(request: IncomingMessage): Promise<Body | null> {
  const chunks: Buffer[] = [];
  let size = 0;
  for await (const chunk of request) {
    if (!Buffer.isBuffer(chunk)) continue;
    size += chunk.length;
    // Read to its end all the same, or the answer would meet a connection that is gone.
    if (size <= largestBody) chunks.push(chunk);
  }
  if (size > largestBody) return null;
  const text = Buffer.concat(chunks).toString('utf8');
  const isForm = request.headers['content-type']?.startsWith('application/x-www-form-urlencoded') === true;
  return { text, value: isForm ? Object.fromEntries(new URLSearchParams(text)) : parseJson(text) };
}
