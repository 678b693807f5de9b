import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import Database from 'better-sqlite3';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { type Run, runMalote } from '../support/malote.ts';

let home = '';
beforeEach(() => {
  home = mkdtempSync(join(tmpdir(), 'malote-way-out-'));
});
afterEach(() => rmSync(home, { recursive: true, force: true }));

const malote = (...args: string[]): Promise<Run> => runMalote(args, { MALOTE_HOME: home }).ended;
const database = () => join(home, 'malote.sqlite');

/** A data folder with one entry in its register of opt-outs, and a copy of it. */
async function aFolderWithACopy(): Promise<void> {
  expect((await malote('optout', 'add', '11987654321')).code).toBe(0);
  // The first start of the day came before that entry.
  rmSync(join(home, 'copies'), { recursive: true, force: true });
  expect((await malote('doctor')).lines.join('\n')).toMatch(/Malote/);
  expect(readdirSync(join(home, 'copies'))).toHaveLength(1);
}

const optOuts = async (): Promise<string> => (await malote('optout', 'list')).lines.join('\n');

describe('a damaged database', () => {
  it('is named with its way out; the latest copy brings everything back, and the damaged file is kept', async () => {
    await aFolderWithACopy();
    const rubbish = 'this was a database once '.repeat(1_000);
    writeFileSync(database(), rubbish);

    const refused = await malote('jobs');
    expect(refused.code).toBe(1);
    expect(refused.said).toMatch(/malote restore --latest/);
    expect(readFileSync(database(), 'utf8')).toBe(rubbish);

    const restored = await malote('restore', '--latest', '--yes');
    expect(restored.code).toBe(0);
    expect(await optOuts()).toMatch(/98765/);
    const [aside] = readdirSync(home).filter((name) => name.startsWith('malote-aside-'));
    expect(readFileSync(join(home, aside ?? ''), 'utf8')).toBe(rubbish);
  });

  it('gives way to empty data where that is asked for', async () => {
    await aFolderWithACopy();
    writeFileSync(database(), 'rubbish'.repeat(1_000));

    expect((await malote('restore', '--empty', '--yes')).code).toBe(0);

    expect(await optOuts()).not.toMatch(/98765/);
    // The copies stay: whoever thinks better of it restores one.
    expect((await malote('restore', '--latest', '--yes')).code).toBe(0);
    expect(await optOuts()).toMatch(/98765/);
  });
});

describe('a database of a newer Malote', () => {
  it('is left alone, and the sentence says what to do', async () => {
    expect((await malote('jobs')).code).toBe(0);
    const db = new Database(database());
    db.exec("INSERT INTO migrations VALUES (99, 'future', 1)");
    db.close();
    const before = readFileSync(database());

    for (const verb of ['jobs', 'doctor']) {
      const { code, said } = await malote(verb);
      expect([verb, code]).toEqual([verb, 1]);
      expect(said).toMatch(/versão mais nova do Malote/);
    }
    expect(readFileSync(database()).equals(before)).toBe(true);
  });
});

describe('a folder that another program holds', () => {
  it('is named, and nothing is lost', async () => {
    expect((await malote('jobs')).code).toBe(0);
    const other = new Database(database());
    other.exec('BEGIN IMMEDIATE');

    const { code, said } = await malote('jobs');
    other.exec('COMMIT');
    other.close();

    expect(code).toBe(1);
    expect(said).toMatch(/Outro programa/);
    expect((await malote('jobs')).code).toBe(0);
  });
});
