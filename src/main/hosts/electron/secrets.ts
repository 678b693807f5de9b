import { join } from 'node:path';
import { z } from 'zod';
import type { Secrets } from '../platform.ts';
import { privateFile } from '../private-file.ts';
import type { SafeStorageLike } from './electron-like.ts';

const keptSchema = z.object({ encrypted: z.record(z.string(), z.base64()) });

/**
 * Tokens in `keychain.json` of the data folder, encrypted with a key that the system's keychain holds (law 7). Where
 * there is no keychain, or Electron would encrypt with a key that everybody knows, they go to the Node file instead.
 * A keychain that was changed or lost costs the tokens, and nothing else.
 */
export function keychainSecrets(options: {
  readonly safeStorage: SafeStorageLike;
  readonly system: NodeJS.Platform;
  readonly dataFolder: string;
  readonly fallback: Secrets;
}): Secrets {
  const { safeStorage, fallback } = options;
  const file = privateFile(join(options.dataFolder, 'keychain.json'), keptSchema, { encrypted: {} });

  const isSafe = async (): Promise<boolean> => {
    if (!(await safeStorage.isAsyncEncryptionAvailable())) return false;
    return options.system !== 'linux' || !['basic_text', 'unknown'].includes(safeStorage.getSelectedStorageBackend());
  };
  const forget = (key: string) =>
    file.change((kept) => {
      if (!Object.hasOwn(kept.encrypted, key)) return kept;
      const { [key]: _removed, ...encrypted } = kept.encrypted;
      return { encrypted };
    });
  const set = async (key: string, token: string): Promise<void> => {
    if (!(await isSafe())) {
      await fallback.set(key, token);
      return forget(key);
    }
    const text = (await safeStorage.encryptStringAsync(token)).toString('base64');
    await file.change(({ encrypted }) => ({ encrypted: { ...encrypted, [key]: text } }));
    await fallback.remove(key);
  };

  return {
    inFile: async () => !(await isSafe()),
    get: async (key) => {
      const { encrypted } = await file.read();
      const text = Object.hasOwn(encrypted, key) ? encrypted[key] : undefined;
      if (text === undefined) return fallback.get(key);
      const opened = await decrypt(safeStorage, text);
      if (opened?.shouldReEncrypt) await set(key, opened.result);
      return opened?.result ?? null;
    },
    set,
    remove: async (key) => {
      await forget(key);
      await fallback.remove(key);
    },
  };
}

async function decrypt(safeStorage: SafeStorageLike, text: string) {
  try {
    return await safeStorage.decryptStringAsync(Buffer.from(text, 'base64'));
  } catch (error) {
    if (!(error instanceof Error)) throw error;
    // Another keychain than the one that encrypted it: the user signs in again.
    return null;
  }
}
