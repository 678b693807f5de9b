import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { listCopies, takeDailyCopy } from '#main/store/copies.ts';
import { openStore } from '#main/store/open.ts';
import { createTestClock, monday10h } from '../../support/clock.ts';
import { migrationsFolder } from '../../support/store.ts';

/** What the disk has left, in the test's hand. */
const disk = vi.hoisted(() => ({ freeBytes: 0 }));
vi.mock('node:fs', async (original) => {
  const fs = await original<typeof import('node:fs')>();
  return { ...fs, statfsSync: () => ({ bavail: disk.freeBytes / 512, bsize: 512 }) };
});

let home = '';
beforeEach(() => {
  home = mkdtempSync(join(tmpdir(), 'malote-room-'));
});
afterEach(() => rmSync(home, { recursive: true, force: true }));

describe('a disk without room for two more of the database', () => {
  it('gets no daily copy, and how much it lacks is known', () => {
    const opened = openStore({ folder: home, migrations: migrationsFolder, clock: createTestClock().clock });
    if (!opened.ok) throw new Error(opened.error.kind);
    const store = opened.value;
    const daily = () => takeDailyCopy(home, join(home, 'malote.sqlite'), monday10h);
    disk.freeBytes = 1024 * 1024;
    const lacking = store.lacksForCopy();
    expect(lacking).toBeGreaterThan(0);
    expect(daily()).toBe('noRoom');
    expect(listCopies(home)).toEqual([]);

    disk.freeBytes += lacking;
    expect(store.lacksForCopy()).toBe(0);
    expect(daily()).toBe('taken');
    store.close();
  });
});
