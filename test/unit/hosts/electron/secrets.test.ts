import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import type { SafeStorageLike } from '#main/hosts/electron/electron-like.ts';
import { keychainSecrets } from '#main/hosts/electron/secrets.ts';
import { fileSecrets } from '#main/hosts/file-secrets.ts';
import { temporaryFolder } from '../fakes.ts';
import { aDouble } from './double.ts';

function aKeychain(dataFolder: string, safeStorage: Partial<SafeStorageLike> = {}, system: NodeJS.Platform = 'linux') {
  const told: string[] = [];
  const secrets = keychainSecrets({
    safeStorage: aDouble({ safeStorage }).electron.safeStorage,
    system,
    dataFolder,
    fallback: fileSecrets(dataFolder, () => told.push('in file')),
  });
  return { secrets, told };
}

const noEncryption = { isAsyncEncryptionAvailable: async () => false };
const knownPassword = { getSelectedStorageBackend: () => 'basic_text' };
const otherKeychain = {
  decryptStringAsync: async () => {
    throw new Error('Error while decrypting the ciphertext provided to safeStorage.decryptString.');
  },
};
const textOf = (dataFolder: string, file: string): string => readFileSync(join(dataFolder, file), 'utf8');

describe('tokens of the window', () => {
  it('are encrypted by the keychain, and stand nowhere else', async () => {
    const dataFolder = temporaryFolder();
    const { secrets, told } = aKeychain(dataFolder);

    await secrets.set('account:1', 'the token');

    expect(await secrets.get('account:1')).toBe('the token');
    expect(await secrets.inFile()).toBe(false);
    expect(textOf(dataFolder, 'keychain.json')).not.toContain('the token');
    expect(() => textOf(dataFolder, 'secrets.json')).toThrow();
    expect(told).toEqual([]);
  });

  it.each([
    ['there is no keychain', noEncryption],
    ['Electron would encrypt with a password that everybody knows', knownPassword],
  ])('go to the file of the Node host where %s, and the user is told once', async (_why, safeStorage) => {
    const dataFolder = temporaryFolder();
    const { secrets, told } = aKeychain(dataFolder, safeStorage);

    await secrets.set('account:1', 'one');
    await secrets.set('account:2', 'two');

    expect(await secrets.get('account:1')).toBe('one');
    expect(await secrets.inFile()).toBe(true);
    expect(told).toEqual(['in file']);
  });

  it('ask Linux alone which keychain it has', async () => {
    const nobodyToAsk = {
      getSelectedStorageBackend: () => {
        throw new Error('safeStorage.getSelectedStorageBackend is not a function');
      },
    };
    const { secrets } = aKeychain(temporaryFolder(), nobodyToAsk, 'darwin');

    await secrets.set('account:1', 'the token');

    expect(await secrets.get('account:1')).toBe('the token');
  });

  it('are lost alone when the keychain was changed: the next sign-in keeps them again', async () => {
    const dataFolder = temporaryFolder();
    await aKeychain(dataFolder).secrets.set('account:1', 'one');

    const { secrets } = aKeychain(dataFolder, otherKeychain);

    expect(await secrets.get('account:1')).toBeNull();
    await secrets.set('account:1', 'again');
    expect(await aKeychain(dataFolder).secrets.get('account:1')).toBe('again');
  });

  it('move from the file to the keychain when one has come, and back when it went', async () => {
    const dataFolder = temporaryFolder();
    await aKeychain(dataFolder, noEncryption).secrets.set('account:1', 'before');

    const later = aKeychain(dataFolder).secrets;
    expect(await later.get('account:1')).toBe('before');
    await later.set('account:1', 'after');

    expect(textOf(dataFolder, 'secrets.json')).not.toContain('before');
    expect(await later.get('account:1')).toBe('after');

    await aKeychain(dataFolder, noEncryption).secrets.set('account:1', 'back');
    expect(textOf(dataFolder, 'keychain.json')).toBe('{"encrypted":{}}');
    expect(await later.get('account:1')).toBe('back');
  });

  it('are encrypted anew when the keychain has a new key', async () => {
    const dataFolder = temporaryFolder();
    await aKeychain(dataFolder).secrets.set('account:1', 'one');
    const renewed: string[] = [];
    const rotated: Partial<SafeStorageLike> = {
      decryptStringAsync: async () => ({ result: 'one', shouldReEncrypt: true }),
      encryptStringAsync: async (text) => {
        renewed.push(text);
        return Buffer.from(`locked ${text}`);
      },
    };

    expect(await aKeychain(dataFolder, rotated).secrets.get('account:1')).toBe('one');
    expect(renewed).toEqual(['one']);
  });

  it('are forgotten wherever they are', async () => {
    const dataFolder = temporaryFolder();
    await aKeychain(dataFolder, noEncryption).secrets.set('account:1', 'in the file');
    await aKeychain(dataFolder).secrets.set('account:2', 'in the keychain');
    const { secrets } = aKeychain(dataFolder);

    await secrets.remove('account:1');
    await secrets.remove('account:2');

    expect([await secrets.get('account:1'), await secrets.get('account:2')]).toEqual([null, null]);
  });
});
