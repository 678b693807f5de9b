import { mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { createServer } from 'node:http';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { type Run, runMalote } from '../support/malote.ts';
import { type Practice, startPractice } from '../support/practice.ts';
import { clean, messyCsv } from '../support/sample-facts.ts';

const at = (path: string) => fileURLToPath(new URL(`../../${path}`, import.meta.url));

let home = '';
let practice: Practice;
beforeEach(async () => {
  home = await mkdtemp(join(tmpdir(), 'malote-cli-'));
  practice = await startPractice();
});
afterEach(async () => {
  await practice.close();
  await rm(home, { recursive: true, force: true });
});

const malote = (args: readonly string[], env: Readonly<Record<string, string>> = {}): Promise<Run> =>
  runMalote(args, {
    ...{ MALOTE_URL: practice.address, MALOTE_TOKEN: practice.token, MALOTE_HOME: join(home, 'data') },
    ...env,
  }).ended;

async function file(name: string, content: string | Uint8Array): Promise<string> {
  const path = join(home, name);
  await writeFile(path, content);
  return path;
}

/** Everything that Malote wrote into its log. */
async function logs(): Promise<string> {
  const folder = join(home, 'data', 'logs');
  const names = await readdir(folder);
  return (await Promise.all(names.map((name) => readFile(join(folder, name), 'utf8')))).join('\n');
}

const pdf = new TextEncoder().encode('%PDF-1.7\n%\xe2\xe3\xcf\xd3\n1 0 obj\n<< /Type /Catalog >>\nendobj\n');
const sumOf = (counts: Readonly<Record<string, number>> | undefined) =>
  Object.values(counts ?? {}).reduce((a, b) => a + b, 0);

describe('a sheet that cannot be imported', () => {
  it.each([
    ['that is not there', null, 5, /não foi encontrado/],
    ['that is empty', '', 5, /está vazio/],
    ['that has a header only', 'Nome;Celular\n', 5, /só tem o cabeçalho/],
    ['that is a page of the web', '<!doctype html>\n<html><body>Oi!</body></html>\n', 5, /não lê arquivos \.html/],
    ['that is a letter', 'Prezados segue o combinado\nAtenciosamente\n', 2, /qual coluna tem o número/],
    ['that is no text at all', new Uint8Array(3_000).map((_, i) => (i * 7) % 32), 5, /não parece uma tabela/],
    ['that is a PDF by another name', pdf, 5, /não é uma planilha/],
    ['that has no column of numbers', 'Cor;Fruta\nazul;uva\nverde;kiwi\n', 2, /qual coluna tem o número/],
  ] as const)('one %s gets a sentence, and nothing reaches the account', async (_what, content, code, sentence) => {
    const path = content === null ? join(home, 'nada.csv') : await file('planilha.csv', content);
    const { code: ended, said } = await malote(['import', path, '--yes']);
    expect(said).toMatch(sentence);
    expect(ended).toBe(code);
    expect((await practice.summary()).effects).toEqual({});
  });

  it('names columns of one name by their places', async () => {
    const path = await file('duas.csv', 'Telefone;Telefone;Nome\n(11) 98765-4321;(21) 3333-4444;Ana\n');
    const { lines, code } = await malote(['inspect', path]);
    expect(code).toBe(0);
    expect(lines.join('\n')).toMatch(/Telefone[\s\S]*Telefone/);
  });
});

describe('an account that cannot be used', () => {
  it('refuses a wrong token with exit code 4, and never repeats it', async () => {
    const token = 'f0e1d2c3b4a5968778695a4b3c2d1e0f01234567';
    const { code, said, lines } = await malote(['import', at(clean.path), '--yes'], { MALOTE_TOKEN: token });
    expect(code).toBe(4);
    expect(said).toMatch(/não aceitou o token/);
    expect(said + lines.join('') + (await logs())).not.toContain(token);
  });

  it('says that the server is away', async () => {
    const { code, said } = await malote(['import', at(clean.path), '--yes'], { MALOTE_URL: 'http://127.0.0.1:9' });
    expect(said).toMatch(/Não foi possível falar com/);
    expect(code).toBe(1);
  });

  it('says that what answers is no Digisac account', async () => {
    const server = createServer((_request, response) => {
      response.writeHead(200, { 'content-type': 'text/html' }).end('<!doctype html><h1>Bem-vindo</h1>');
    });
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    const address = server.address();
    const port = address !== null && typeof address === 'object' ? address.port : 0;
    const { code, said, lines } = await malote(['import', at(clean.path), '--yes'], {
      MALOTE_URL: `http://127.0.0.1:${port}`,
    });
    server.closeAllConnections();
    server.close();
    expect(said).toMatch(/não é de uma conta Digisac/);
    expect(said + lines.join('')).not.toMatch(/<h1>|doctype/);
    expect(code).toBe(1);
  });

  it('does not start on a connection that is off', async () => {
    await practice.disconnect();
    const { code, said } = await malote(['import', at(clean.path), '--yes', '--service', 'Vendas']);
    expect(said).toMatch(/“Vendas” está desconectada/);
    expect(code).toBe(1);
    expect((await practice.summary()).effects).not.toHaveProperty('contactCreated');
  });
});

describe('the main job on the command line', () => {
  it('imports, sends and reports, one JSON object a line, and tells one truth everywhere', async () => {
    const imported = await malote(['import', at(clean.path), '--yes', '--json', '--tag', 'Natal']);
    const created = imported.results.at(-1);
    expect(imported.code).toBe(3);
    expect(sumOf(created?.counts)).toBe(clean.rows);
    const ready = created?.counts['ready'] ?? 0;

    const sent = await malote(['send', 'i1', '--text', 'Olá, {{nome}}!', '--rate', '50/s', '--json']);
    expect(sent.code).toBe(0);
    const { messages } = await practice.summary();
    expect(messages).toMatchObject({ sent: ready, mostToOneContact: 1 });

    const report = join(home, 'relatorio.csv');
    await malote(['report', 'c1', '--out', report]);
    const lines = (await readFile(report, 'utf8')).split('\r\n').filter((line) => line !== '');
    expect(lines).toHaveLength(clean.rows + 1);
    const shown = (await malote(['show', 'c1', '--json'])).results.at(-1);
    expect(sumOf(shown?.counts)).toBe(ready);
    expect(await logs()).not.toMatch(/\d{8}/);
    expect(await logs()).not.toContain(practice.token);
  });

  it('does everything but the requests with an effect on a dry run', async () => {
    const { code } = await malote(['import', at(clean.path), '--dry-run', '--yes', '--json']);
    expect([0, 3]).toContain(code);
    expect((await practice.summary()).effects).toEqual({});
  });

  it('runs the demonstration by itself, and accounts for every row of its sheet', async () => {
    const { code, lines, said } = await malote(['demo', '--lang', 'pt-BR', '--rate', '100/s']);
    expect(code).toBe(3);
    const table = lines.filter((line) => /^\S.*\s[\d.]+$/.test(line));
    expect(table.at(-1)).toMatch(/Total\s+2\.000/);
    const counts = table.slice(0, -1).map((line) => Number(line.replace(/^.*\s([\d.]+)$/, '$1').replaceAll('.', '')));
    expect(counts.reduce((a, b) => a + b, 0)).toBe(messyCsv.rows);
    const path = /Relatório gravado em (.+\.csv)/.exec(said + lines.join('\n'))?.[1] ?? '';
    const report = (await readFile(path, 'utf8')).trimEnd();
    expect(report.split('\r\n').length).toBeGreaterThanOrEqual(messyCsv.rows + 1);
  });
});
