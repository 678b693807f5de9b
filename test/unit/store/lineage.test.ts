import { cpSync, mkdtempSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { openStore } from '#main/store/open.ts';
import type { Store } from '#main/store/store.ts';
import { createTestClock } from '../../support/clock.ts';
import { aCampaign } from '../../support/records.ts';
import { migrationsFolder } from '../../support/store.ts';

let root = '';
let home = '';
beforeEach(() => {
  root = mkdtempSync(join(tmpdir(), 'malote-lineage-'));
  home = join(root, 'home');
});
afterEach(() => rmSync(root, { recursive: true, force: true }));

const { clock } = createTestClock();

/** Opens the data folder, does something, and closes it. */
function opening<T>(folder: string, work: (store: Store) => T): T {
  const opened = openStore({ folder, migrations: migrationsFolder, clock });
  if (!opened.ok) throw new Error(opened.error.kind);
  try {
    return work(opened.value);
  } finally {
    opened.value.close();
  }
}
const wasRestored = (folder: string) => opening(folder, (store) => store.wasRestored);

describe('a database that goes on', () => {
  it('is never taken for a restored one, however often it is opened', () => {
    for (let time = 0; time < 5; time += 1) expect(wasRestored(home)).toBe(false);
  });

  it('nor when a process died between its two marks', () => {
    wasRestored(home);
    cpSync(join(home, 'malote.generation'), join(root, 'mark'));
    wasRestored(home);
    // The file beside it is one opening behind, as if it had not been written any more.
    renameSync(join(root, 'mark'), join(home, 'malote.generation'));
    expect(wasRestored(home)).toBe(false);
  });
});

describe('a database that is a copy', () => {
  const database = 'malote.sqlite';

  it('put back into its folder, is known by the mark beside it', () => {
    wasRestored(home);
    cpSync(join(home, database), join(root, 'backup'));
    wasRestored(home);
    wasRestored(home);
    rmSync(join(home, database));
    cpSync(join(root, 'backup'), join(home, database));
    expect(wasRestored(home)).toBe(true);
    expect(wasRestored(home)).toBe(false);
  });

  it('written over the file that is there, too', () => {
    wasRestored(home);
    cpSync(join(home, database), join(root, 'backup'));
    wasRestored(home);
    wasRestored(home);
    // The same file, with the contents of before.
    cpSync(join(root, 'backup'), join(home, database));
    expect(wasRestored(home)).toBe(true);
  });

  it('put back along with its whole folder, is known by its file', () => {
    wasRestored(home);
    cpSync(home, join(root, 'backup'), { recursive: true });
    wasRestored(home);
    rmSync(home, { recursive: true });
    cpSync(join(root, 'backup'), home, { recursive: true });
    expect(wasRestored(home)).toBe(true);
  });

  it('brought to another folder, alone or with the mark of another', () => {
    wasRestored(home);
    const other = join(root, 'other');
    wasRestored(other);
    cpSync(join(home, database), join(other, database));
    expect(wasRestored(other)).toBe(true);
    rmSync(join(other, 'malote.generation'));
    expect(wasRestored(other)).toBe(true);
  });

  it('beside a mark that cannot be read, counts as restored', () => {
    wasRestored(home);
    writeFileSync(join(home, 'malote.generation'), '{"generation":');
    expect(wasRestored(home)).toBe(true);
  });

  it('has all of its campaigns asked about before they go on, also where it is opened once more before that', () => {
    const campaignId = opening(home, (store) => aCampaign(store).campaignId);
    cpSync(join(home, database), join(root, 'backup'));
    wasRestored(home);
    wasRestored(home);
    cpSync(join(root, 'backup'), join(home, database));
    wasRestored(home);
    expect(opening(home, (store) => store.campaigns.get(campaignId).recalledTo)).toBe(0);
  });
});
