import { join } from 'node:path';
import { pathToFileURL } from 'node:url';

const root = join(import.meta.dirname, '..', '..');

/** What these tests drive is what users run: built once, when it is missing or older than its source. */
export async function setup(): Promise<void> {
  const { buildIfNeeded } = await import(pathToFileURL(join(root, 'scripts', 'build-if-needed.mjs')).href);
  await buildIfNeeded({ root, say: () => undefined });
}
