import { readdirSync } from 'node:fs';
import { extname, join, sep } from 'node:path';

/** A file of the window, by the path under which the page asks for it. */
export interface Asset {
  readonly file: string;
  readonly type: string;
  /** Its name changes with its content, so it may be kept for ever. */
  readonly isForEver: boolean;
}

export type Assets = ReadonlyMap<string, Asset>;

const types: Readonly<Record<string, string>> = {
  '.html': 'text/html; charset=utf-8',
  '.js': 'text/javascript; charset=utf-8',
  '.css': 'text/css; charset=utf-8',
  '.json': 'application/json; charset=utf-8',
  '.svg': 'image/svg+xml',
  '.png': 'image/png',
  '.jpg': 'image/jpeg',
  '.webp': 'image/webp',
  '.ico': 'image/x-icon',
  '.woff2': 'font/woff2',
  '.woff': 'font/woff',
  '.wasm': 'application/wasm',
  '.txt': 'text/plain; charset=utf-8',
};

const hashed = /-[\w-]{8,}\.\w+$/;

/** All files of the built window. What is not in this list does not exist, so no path can lead out of the folder. */
export function assetsIn(folder: string): Assets {
  const assets = new Map<string, Asset>();
  for (const entry of readdirSync(folder, { recursive: true, withFileTypes: true })) {
    if (!entry.isFile()) continue;
    const file = join(entry.parentPath, entry.name);
    const path = file.slice(folder.length).split(sep).join('/');
    const type = types[extname(entry.name).toLowerCase()] ?? 'application/octet-stream';
    assets.set(path.startsWith('/') ? path : `/${path}`, {
      file,
      type,
      isForEver: path.includes('/assets/') && hashed.test(entry.name),
    });
  }
  return assets;
}

/** `/`, and each path that names no file (a place within the window), is the page itself. */
export function assetAt(assets: Assets, path: string): Asset | null {
  const asked = decoded(path);
  if (asked === null) return null;
  const isPlace = extname(asked) === '';
  return assets.get(asked) ?? (isPlace ? assets.get('/index.html') : undefined) ?? null;
}

function decoded(path: string): string | null {
  try {
    return decodeURIComponent(path);
  } catch (error) {
    if (error instanceof URIError) return null;
    throw error;
  }
}
