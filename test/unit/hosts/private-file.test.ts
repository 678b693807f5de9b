import { chmodSync, existsSync, readdirSync, readFileSync, statSync, symlinkSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { fileSecrets } from '#main/hosts/file-secrets.ts';
import { temporaryFolder } from './fakes.ts';

// Windows has no such modes: there the folder of the user's profile keeps others out.
const forItsOwner = process.platform === 'win32' ? 0o666 : 0o600;
const modeOf = (path: string): number => statSync(path).mode & 0o777;
const nobodyToTell = () => undefined;

describe('tokens in a file', () => {
  it('are kept, given back and forgotten, each under its own key', async () => {
    const folder = temporaryFolder();
    const secrets = fileSecrets(folder, nobodyToTell);

    await secrets.set('account:1', 'one');
    await secrets.set('account:2', 'two');
    await secrets.remove('account:1');

    const later = fileSecrets(folder, nobodyToTell);
    expect(await later.get('account:1')).toBeNull();
    expect(await later.get('account:2')).toBe('two');
    expect(await later.get('constructor')).toBeNull();
    expect(await later.inFile()).toBe(true);
  });

  it('stand in a file that only its owner may read', async () => {
    const folder = temporaryFolder();

    await fileSecrets(folder, nobodyToTell).set('account:1', 'one');

    expect(modeOf(join(folder, 'secrets.json'))).toBe(forItsOwner);
    expect(readdirSync(folder)).toEqual(['secrets.json']);
  });

  it('are closed to others again before they are read', async () => {
    const folder = temporaryFolder();
    const secrets = fileSecrets(folder, nobodyToTell);
    await secrets.set('account:1', 'one');
    chmodSync(join(folder, 'secrets.json'), 0o644);

    expect(await secrets.get('account:1')).toBe('one');
    expect(modeOf(join(folder, 'secrets.json'))).toBe(forItsOwner);
  });

  it('are not looked for behind a link', async () => {
    const [folder, elsewhere] = [temporaryFolder(), temporaryFolder()];
    await fileSecrets(elsewhere, nobodyToTell).set('account:1', 'of somebody else');
    symlinkSync(join(elsewhere, 'secrets.json'), join(folder, 'secrets.json'));

    await expect(fileSecrets(folder, nobodyToTell).get('account:1')).rejects.toThrow('opening a private file');
  });

  it('cost nothing but themselves when the file is damaged: it is set aside', async () => {
    const folder = temporaryFolder();
    writeFileSync(join(folder, 'secrets.json'), '{"tokens":{"acc', { mode: 0o600 });
    const secrets = fileSecrets(folder, nobodyToTell);

    expect(await secrets.get('account:1')).toBeNull();
    await secrets.set('account:1', 'again');

    expect(await secrets.get('account:1')).toBe('again');
    expect(existsSync(join(folder, 'secrets.json.damaged'))).toBe(true);
  });

  it('are all there when many are set at once', async () => {
    const secrets = fileSecrets(temporaryFolder(), nobodyToTell);
    const keys = Array.from({ length: 20 }, (_none, n) => `account:${n}`);

    await Promise.all(keys.map((key) => secrets.set(key, `token of ${key}`)));

    expect(await Promise.all(keys.map((key) => secrets.get(key)))).toEqual(keys.map((key) => `token of ${key}`));
  });

  it('are mentioned to the user once in the life of the folder', async () => {
    const folder = temporaryFolder();
    let told = 0;
    const tell = () => {
      told += 1;
    };

    await fileSecrets(folder, tell).set('account:1', 'one');
    await fileSecrets(folder, tell).remove('account:1');
    await fileSecrets(folder, tell).set('account:1', 'two');

    expect(told).toBe(1);
  });

  it('leave no draft behind when they can not be written', async () => {
    const folder = temporaryFolder();
    const secrets = fileSecrets(join(folder, 'missing'), nobodyToTell);

    await expect(secrets.set('account:1', 'one')).rejects.toThrow('writing a private file');
    expect(readdirSync(folder)).toEqual([]);
    expect(() => readFileSync(join(folder, 'missing', 'secrets.json'))).toThrow();
  });
});
