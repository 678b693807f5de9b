import { execFile } from 'node:child_process';
import { mkdir, readFile, writeFile } from 'node:fs/promises';
import { createServer, type Server } from 'node:http';
import { extname, join, normalize } from 'node:path';
import { promisify } from 'node:util';
import { build } from 'vite';
import { header } from '../stage/sheets.ts';

/** Pinned: the figures in docs/performance.md are of these. They are no dependencies of Malote. */
const packages = [
  'react-spreadsheet-import@4.7.1',
  'react@18.3.1',
  'react-dom@18.3.1',
  // What it uses without naming it.
  '@chakra-ui/icon@3.2.0',
  '@chakra-ui/popper@3.1.0',
  '@chakra-ui/react-context@2.1.0',
];

const page =
  '<!doctype html><meta charset="utf-8"><div id="root"></div><script type="module" src="./main.jsx"></script>';

/** Its import dialog, open, with a field for every column of the sheet. */
const script = `
import { createElement } from 'react';
import { createRoot } from 'react-dom/client';
import { ReactSpreadsheetImport } from 'react-spreadsheet-import';
const fields = ${JSON.stringify(header)}.map((label, i) => ({
  key: 'field' + i, label, alternateMatches: [label], fieldType: { type: 'input' },
}));
const nothing = () => undefined;
createRoot(document.getElementById('root')).render(
  createElement(ReactSpreadsheetImport, { isOpen: true, onClose: nothing, onSubmit: nothing, fields }),
);
`;

/** Installs react-spreadsheet-import into a folder of its own, and builds a page of it. Answers with the built files' folder. */
export async function buildRival(folder: string): Promise<string> {
  await mkdir(folder, { recursive: true });
  await writeFile(join(folder, 'package.json'), '{"private":true,"type":"module"}');
  await promisify(execFile)('npm', ['install', '--no-audit', '--no-fund', ...packages], { cwd: folder });
  await writeFile(join(folder, 'index.html'), page);
  await writeFile(join(folder, 'main.jsx'), script);
  await build({ root: folder, base: './', logLevel: 'error', configFile: false });
  return join(folder, 'dist');
}

const types: Readonly<Record<string, string>> = {
  '.html': 'text/html',
  '.js': 'text/javascript',
  '.css': 'text/css',
};

/** Serves a folder to this machine. */
export async function serveFolder(folder: string): Promise<{ readonly link: string; readonly server: Server }> {
  const server = createServer((request, response) => {
    const path = normalize(new URL(request.url ?? '/', 'http://localhost').pathname);
    const file = join(folder, path === '/' ? 'index.html' : path);
    readFile(file).then(
      (content) => response.writeHead(200, { 'content-type': types[extname(file)] ?? '' }).end(content),
      () => response.writeHead(404).end(),
    );
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const address = server.address();
  if (address === null || typeof address === 'string') throw new Error('a server without a port');
  return { link: `http://127.0.0.1:${address.port}/`, server };
}
