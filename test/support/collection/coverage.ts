import { globSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { collection } from './collection.ts';
import type { CollectionRequest } from './request.ts';

const engine = fileURLToPath(new URL('../../../src/main/engine', import.meta.url));

/** Part of the engine by its folder: `campaign`, `import`, … */
function sources(): ReadonlyMap<string, string> {
  const byPart = new Map<string, string>();
  for (const path of globSync('**/*.ts', { cwd: engine }).toSorted()) {
    const part = path.replace(/[\\/].*$/, '').replace(/\.ts$/, '');
    byPart.set(part, (byPart.get(part) ?? '') + readFileSync(`${engine}/${path}`, 'utf8'));
  }
  return byPart;
}

/** The parts of the engine that make this request. */
function homesOf({ by }: CollectionRequest, parts: ReadonlyMap<string, string>): readonly string[] {
  const call = new RegExp(`\\b(?:digisac|client|signIn)(?:\\(\\))?\\.${by}\\b`);
  return [...parts].flatMap(([part, source]) => (call.test(source) ? [part] : []));
}

/** Requests that no part of Malote makes. */
export function homeless(): readonly string[] {
  const parts = sources();
  return collection.filter((request) => homesOf(request, parts).length === 0).map(({ title }) => title);
}

const names = { popular: 'short', full: 'full', beyond: 'clients' } as const;

/** docs/coverage.md, whole. */
export function coverage(): string {
  const parts = sources();
  const rows = collection.map((request) => {
    const { title, of, method, path, by } = request;
    const where = path.replace(/^site:/, '(site) ').replace('elsewhere:', '(the address of the webhook)');
    const homes = homesOf(request, parts).map((part) => `\`engine/${part}\``);
    return `| ${title} | ${names[of]} | \`${method} ${where}\` | \`${by}\` | ${homes.join(', ') || '–'} |`;
  });
  return `# Requests of the public collection

Written by \`npm run coverage\` from the list in \`test/support/collection\` and from the calls in \`src/main/engine\`; a test
compares it. \`test/unit/digisac/collection.test.ts\` plays each of these requests through the product's own client against
the practice account, by its title, and reads there that exactly this method, path and body arrived;
\`test/unit/digisac/collection-failures.test.ts\` plays each with 400, 401, 403, 404, 409, 422, 429, 500, a time-out and a lost
answer. “Short” is the collection that Digisac publishes; “full”, the catalogue of all requests; “clients”, known from other
clients alone.

| Request | Collection | Route | Client | Made by |
|---|---|---|---|---|
${rows.join('\n')}
`;
}
