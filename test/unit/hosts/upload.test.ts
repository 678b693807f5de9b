import { once } from 'node:events';
import { mkdirSync, readdirSync, readFileSync, statSync, watch, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { uploadLimits } from '#main/hosts/browser/upload.ts';
import { temporaryFolder } from './fakes.ts';
import { aGuest, aServer, aVisitor } from './visitor.ts';

const uploadsOf = (dataFolder: string): string[] => readdirSync(join(dataFolder, 'uploads'));
const forItsOwner = process.platform === 'win32' ? 0o666 : 0o600;

/** Resolves when the uploads of the folder are as asked; a look after each change. */
function untilUploads(dataFolder: string, areSo: (names: string[]) => boolean): Promise<void> {
  return new Promise((resolve) => {
    const watcher = watch(join(dataFolder, 'uploads'), look);
    function look() {
      if (!areSo(uploadsOf(dataFolder))) return;
      watcher.close();
      resolve();
    }
    look();
  });
}

describe('a file dropped on the page', () => {
  it('becomes a path in the data folder, under a random name, for its owner only', async () => {
    const { server } = await aServer();
    const guest = await aGuest(server);
    const sheet = 'nome;número\nAna;11987654321\n'.repeat(50_000);

    const answer = await guest.upload(sheet, { 'x-file-name': encodeURIComponent('Clientes de março.CSV') });

    const { path, fileName } = JSON.parse(answer.body);
    expect(answer.status).toBe(200);
    expect(fileName).toBe('Clientes de março.CSV');
    expect(path).toMatch(/uploads.[0-9a-f-]{36}\.csv$/);
    expect(readFileSync(path, 'utf8')).toBe(sheet);
    expect(statSync(path).mode & 0o777).toBe(forItsOwner);
  });

  it.each([
    ['../../etc/passwd.csv', 'passwd.csv', '.csv'],
    ['C:\\Planilhas\\a.xlsx', 'a.xlsx', '.xlsx'],
    ['sem ponto', 'sem ponto', ''],
    ['a.csv%00.exe;rm', 'a.csv%00.exe;rm', ''],
    ['', 'planilha', ''],
    ['%E0%A4%A', 'planilha', ''],
  ])('named %j keeps the name %j and the ending %j', async (given, kept, ending) => {
    const { server } = await aServer();
    const name = given === '%E0%A4%A' ? given : encodeURIComponent(given);

    const { path, fileName } = JSON.parse((await (await aGuest(server)).upload('a', { 'x-file-name': name })).body);

    expect(fileName).toBe(kept);
    expect(path).toMatch(new RegExp(`[0-9a-f]{12}${ending.replace('.', '\\.')}$`));
  });

  it('leaves nothing behind when the page goes away half-way', async () => {
    const { server, dataFolder, troubles } = await aServer();
    const upload = (await aGuest(server)).startUpload({ 'content-length': '1000000' });
    upload.on('error', () => undefined);
    upload.write('nome;numero\n');
    await untilUploads(dataFolder, (names) => names.length === 1 && names[0]?.endsWith('.part') === true);

    upload.destroy();

    await untilUploads(dataFolder, (names) => names.length === 0);
    expect(troubles).toEqual([]);
  });

  it('is refused before it is read when it is larger than Malote takes', async () => {
    const { server, dataFolder } = await aServer({ uploadLimits: { ...uploadLimits, mostBytes: 10 } });

    const answer = await (await aGuest(server)).upload('eleven byte');

    expect([answer.status, JSON.parse(answer.body)]).toEqual([413, { problem: { kind: 'tooLarge', mostBytes: 10 } }]);
    expect(uploadsOf(dataFolder)).toEqual([]);
  });

  it('is cut when it turns out larger than it promised', async () => {
    const { server, dataFolder } = await aServer({ uploadLimits: { ...uploadLimits, mostBytes: 10 } });
    const upload = (await aGuest(server)).startUpload({ 'transfer-encoding': 'chunked' });
    upload.on('error', () => undefined);

    upload.write('eleven byte');
    const [response] = await once(upload, 'response');

    expect(response.statusCode).toBe(413);
    expect(uploadsOf(dataFolder)).toEqual([]);
  });

  it('is refused when the disk would be full, with room left for the database', async () => {
    const { server } = await aServer({ uploadLimits: { ...uploadLimits, spareBytes: Number.MAX_SAFE_INTEGER } });

    const answer = await (await aGuest(server)).upload('a');

    expect([answer.status, JSON.parse(answer.body)]).toEqual([507, { problem: { kind: 'diskFull' } }]);
  });

  it('is not taken from anybody who did not come in', async () => {
    const { server, dataFolder } = await aServer();

    expect((await aVisitor(server).upload('a')).status).toBe(403);
    expect((await (await aGuest(server)).upload('a', { origin: 'https://evil.example' })).status).toBe(403);
    expect(uploadsOf(dataFolder)).toEqual([]);
  });

  it('left half by a process that died is cleared away at the next start; whole ones stay', async () => {
    const dataFolder = temporaryFolder();
    mkdirSync(join(dataFolder, 'uploads'));
    writeFileSync(join(dataFolder, 'uploads', 'half.csv.part'), 'a');
    writeFileSync(join(dataFolder, 'uploads', 'whole.csv'), 'a');

    await aServer({ dataFolder });

    expect(uploadsOf(dataFolder)).toEqual(['whole.csv']);
  });
});
