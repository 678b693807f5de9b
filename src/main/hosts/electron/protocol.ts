import { randomBytes } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import { Readable } from 'node:stream';
import { type Assets, assetAt, assetsIn } from '../assets.ts';
import { receiveUpload } from '../browser/upload.ts';
import { securityHeaders, withNonce } from '../policy.ts';
import { findReport, reportHeaders } from '../reports.ts';
import type { ElectronLike, PageRequest } from './electron-like.ts';

const scheme = 'malote';
export const homePage = `${scheme}://app/`;

/** Is this a page of Malote itself? Addresses of frames and of navigations. */
export const isOwnPage = (url: string): boolean => url.startsWith(homePage);

/** Must run before the app is ready. */
export const registerScheme = (electron: Pick<ElectronLike, 'protocol'>): void =>
  electron.protocol.registerSchemesAsPrivileged([
    { scheme, privileges: { standard: true, secure: true, supportFetchAPI: true } },
  ]);

/** Serves the window's files and the reports of this data folder, by the same rules as the browser host. */
export function serveOwnPages(
  electron: Pick<ElectronLike, 'protocol'>,
  { renderer, dataFolder }: { readonly renderer: string; readonly dataFolder: string },
): void {
  const assets = assetsIn(renderer);
  electron.protocol.handle(scheme, async (request) => {
    const { url, method } = request;
    if (isOwnPage(url) && method === 'POST' && new URL(url).pathname === '/upload')
      return takeText(request, dataFolder);
    if (!isOwnPage(url) || method !== 'GET') return refusal(403);
    return answer(assets, dataFolder, new URL(url).pathname);
  });
}

const headersOf = (styleNonce: string | null) => securityHeaders({ frames: [], styleNonce });

/** Cells that were pasted are no file on this machine yet. */
async function takeText({ headers, body }: PageRequest, dataFolder: string): Promise<Response> {
  const said = { headers: { 'x-file-name': headers.get('x-file-name') ?? '' } };
  const upload = await receiveUpload(Object.assign(Readable.from(body ?? []), said), dataFolder);
  return new Response(JSON.stringify(upload.ok ? upload.value : { problem: upload.error }), {
    status: upload.ok ? 200 : 507,
    headers: { ...headersOf(null), 'content-type': 'application/json; charset=utf-8' },
  });
}

const refusal = (status: 403 | 404): Response => new Response(null, { status, headers: headersOf(null) });

async function answer(assets: Assets, dataFolder: string, path: string): Promise<Response> {
  if (path.startsWith('/report/')) {
    const report = findReport(dataFolder, path.slice('/report/'.length));
    if (report === null) return refusal(404);
    return new Response(await readFile(report.file), { headers: { ...headersOf(null), ...reportHeaders(report) } });
  }
  const asset = assetAt(assets, path);
  if (asset === null) return refusal(404);
  const body = await readFile(asset.file);
  if (!asset.type.startsWith('text/html')) {
    return new Response(body, { headers: { ...headersOf(null), 'content-type': asset.type } });
  }
  const { page, styleNonce } = withNonce(body.toString('utf8'), randomBytes(18).toString('base64url'));
  return new Response(page, { headers: { ...headersOf(styleNonce), 'content-type': asset.type } });
}
