import { mkdirSync, symlinkSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { assetAt, assetsIn } from '#main/hosts/assets.ts';
import { contentSecurityPolicy, noncePlaceholder, withNonce } from '#main/hosts/policy.ts';
import { findReport, reportHeaders } from '#main/hosts/reports.ts';
import { aBuiltWindow, temporaryFolder } from './fakes.ts';

describe('the files of the window', () => {
  it.each([
    ['/', 'text/html; charset=utf-8', false],
    ['/index.html', 'text/html; charset=utf-8', false],
    ['/assets/index-Bx12_-9a.js', 'text/javascript; charset=utf-8', true],
    ['/assets/inter-latin-Cz81Qq2L.woff2', 'font/woff2', true],
    ['/icon.svg', 'image/svg+xml', false],
    // A place within the window, asked for by a reload.
    ['/campanha/12', 'text/html; charset=utf-8', false],
  ])('%s is served as %s, for ever: %s', (path, type, isForEver) => {
    expect(assetAt(assetsIn(aBuiltWindow()), path)).toMatchObject({ type, isForEver });
  });

  it.each([
    '/secret.txt',
    '/../secret.txt',
    '/assets/../../secret.txt',
    '/%2e%2e/secret.txt',
    '/..%2fsecret.txt',
    '/..\\secret.txt',
    '//etc/passwd.txt',
    '/assets/missing-Bx12_-9a.js',
    '/%00.txt',
    '/%E0%A4%A',
    'index.html',
  ])('%s is not one of them', (path) => {
    expect(assetAt(assetsIn(aBuiltWindow()), path)).toBeNull();
  });

  it('are the only files that any path leads to', () => {
    const folder = aBuiltWindow();
    const assets = assetsIn(folder);
    const piece = fc.constantFrom('..', '.', '%2e%2e', '%2f', '\\', '', 'assets', 'secret.txt', 'index.html', '%5c');
    fc.assert(
      fc.property(fc.array(piece, { maxLength: 6 }), (pieces) => {
        const found = assetAt(assets, `/${pieces.join('/')}`);
        expect(found === null || found.file.startsWith(join(folder, '/'))).toBe(true);
      }),
    );
  });
});

describe('a report', () => {
  function aReportFolder(): string {
    const dataFolder = temporaryFolder();
    mkdirSync(join(dataFolder, 'reports', 'folder.csv'), { recursive: true });
    writeFileSync(join(dataFolder, 'reports', 'clientes-i12.csv'), 'nome;numero\n');
    writeFileSync(join(dataFolder, 'secrets.csv'), 'token');
    symlinkSync(join(dataFolder, 'secrets.csv'), join(dataFolder, 'reports', 'link.csv'));
    return dataFolder;
  }

  it('is a download under its own name', () => {
    const report = findReport(aReportFolder(), 'clientes-i12.csv');

    expect(report && reportHeaders(report)).toEqual({
      'content-type': 'text/csv; charset=utf-8',
      'content-length': '12',
      'content-disposition': 'attachment; filename="clientes-i12.csv"',
      'cache-control': 'no-store',
    });
  });

  it.each([
    'missing.csv',
    'folder.csv',
    'link.csv',
    '../secrets.csv',
    '..%2fsecrets.csv',
    'sub/clientes-i12.csv',
    '.csv',
    'clientes-i12.db',
    'clientes"-i12.csv',
    'clientes-i12.csv\r\nx: y.csv',
    '',
  ])('is not found as %j', (name) => {
    expect(findReport(aReportFolder(), name)).toBeNull();
  });
});

describe('what a page may do', () => {
  it('is what it is built of, and nothing else', () => {
    expect(contentSecurityPolicy({ frames: ['ws://127.0.0.1:4711'], styleNonce: null }).split('; ')).toEqual([
      "default-src 'none'",
      "script-src 'self'",
      "style-src 'self' 'unsafe-inline'",
      "img-src 'self' data:",
      "font-src 'self'",
      "connect-src 'self' ws://127.0.0.1:4711",
      "frame-ancestors 'none'",
      "base-uri 'none'",
      "form-action 'none'",
      "object-src 'none'",
    ]);
  });

  it('names the styles of a page that was built for it', () => {
    const { page, styleNonce } = withNonce(`<meta property="csp-nonce" nonce="${noncePlaceholder}">`, 'n1');

    expect(page).toBe('<meta property="csp-nonce" nonce="n1">');
    expect(contentSecurityPolicy({ frames: [], styleNonce })).toContain("style-src 'self' 'nonce-n1';");
  });
});
