import { copyFileSync, existsSync, mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { listCopies, takeDailyCopy } from '#main/store/copies.ts';
import { openStore } from '#main/store/open.ts';
import { restoreStore } from '#main/store/restore.ts';
import { createTestClock, monday10h } from '../../support/clock.ts';
import { aCampaign } from '../../support/records.ts';
import { migrationsFolder } from '../../support/store.ts';

/** Throws in place of a change of a name, where a test wants it to. */
const disk = vi.hoisted(() => ({ beforeRename: (_from: string, _to: string): void => undefined }));
vi.mock('node:fs', async (original) => {
  const fs = await original<typeof import('node:fs')>();
  const renameSync: typeof fs.renameSync = (from, to) => {
    disk.beforeRename(String(from), String(to));
    fs.renameSync(from, to);
  };
  return { ...fs, renameSync };
});

let home = '';
beforeEach(() => {
  home = mkdtempSync(join(tmpdir(), 'malote-restore-'));
});
afterEach(() => {
  disk.beforeRename = () => undefined;
  rmSync(home, { recursive: true, force: true });
});

const database = () => join(home, 'malote.sqlite');
const open = () => openStore({ folder: home, migrations: migrationsFolder, clock: createTestClock().clock });
function opened() {
  const result = open();
  if (!result.ok) throw new Error(result.error.kind);
  return result.value;
}
/** How many campaigns the next start finds, and whether it knows the database for a restored one. */
function found(): { campaigns: number; wasRestored: boolean } {
  const store = opened();
  const seen = { campaigns: store.campaigns.list().length, wasRestored: store.wasRestored };
  expect(store.isSound()).toBe(true);
  store.close();
  return seen;
}
/** A folder with a copy of one campaign, and two in its database. */
function aFolder(): void {
  const store = opened();
  aCampaign(store);
  expect(takeDailyCopy(home, database(), monday10h)).toBe('taken');
  aCampaign(store);
  store.close();
}
function restore() {
  const [copy] = listCopies(home).filter(({ kind }) => kind === 'daily');
  return restoreStore({ folder: home, choice: { kind: 'copy', name: copy?.name ?? '' }, nowMs: monday10h });
}
const asides = () => readdirSync(home).filter((name) => /^malote-aside-.*\.sqlite$/.test(name));

describe('restoring', () => {
  it('that dies at any of its steps leaves the old database or the restored one, and never none', () => {
    aFolder();
    const outcomes: string[] = [];
    for (let step = 1; step < 20; step += 1) {
      let steps = 0;
      disk.beforeRename = () => {
        steps += 1;
        if (steps === step) throw new Error('killed');
      };
      let hasDied = false;
      try {
        restore();
      } catch {
        hasDied = true;
      }
      disk.beforeRename = () => undefined;
      const { campaigns, wasRestored } = found();
      outcomes.push(`${campaigns}${wasRestored ? ' restored' : ''}`);
      if (!hasDied) break;
      if (campaigns === 1) {
        // From the beginning again, with the two of before.
        const store = opened();
        aCampaign(store);
        store.close();
      }
    }
    expect(outcomes).toEqual(['2', '2', '2', '1 restored', '1 restored']);
  });

  it('does not mix the copy with what is left beside a database that is gone', () => {
    aFolder();
    const store = opened();
    aCampaign(store);
    for (const part of ['-wal', '-shm']) copyFileSync(`${database()}${part}`, join(home, `kept${part}`));
    store.close();
    rmSync(database());
    for (const part of ['-wal', '-shm']) copyFileSync(join(home, `kept${part}`), `${database()}${part}`);

    expect(restore()).toEqual({ ok: true, value: null });

    expect(found()).toEqual({ campaigns: 1, wasRestored: true });
  });

  it('goes on where there is no room for one more copy of the old database: that is set aside in any case', () => {
    aFolder();
    disk.beforeRename = (_from, to) => {
      if (to.includes('before-restore')) throw Object.assign(new Error('no room'), { code: 'ENOSPC' });
    };

    expect(restore()).toMatchObject({ ok: true });

    expect(found()).toEqual({ campaigns: 1, wasRestored: true });
    expect(asides()).toHaveLength(1);
  });

  it('says so where there is no room for the copy itself, and changes nothing', () => {
    aFolder();
    disk.beforeRename = (_from, to) => {
      if (to.endsWith('.new')) throw Object.assign(new Error('no room'), { code: 'ENOSPC' });
    };

    expect(restore()).toEqual({ ok: false, error: { kind: 'diskFull' } });

    expect(found()).toEqual({ campaigns: 2, wasRestored: false });
    expect(readdirSync(home).filter((name) => name.endsWith('.part'))).toEqual([]);
  });

  it('twice in one second keeps both of the old ones', () => {
    aFolder();
    expect([restore(), restore()]).toMatchObject([{ ok: true }, { ok: true }]);

    expect(asides()).toHaveLength(2);
    expect(asides().every((name) => existsSync(join(home, name)))).toBe(true);
  });
});
