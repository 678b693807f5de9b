import type { Language } from '#shared/sentences/languages.ts';
import { fileSecrets } from '../file-secrets.ts';
import { versionIn } from '../node-platform.ts';
import type { Places } from '../paths.ts';
import type { Platform } from '../platform.ts';
import type { ElectronLike } from './electron-like.ts';
import { keychainSecrets } from './secrets.ts';

export interface ElectronPlatformOptions {
  readonly dataFolder: string;
  readonly places: Places;
  readonly system: NodeJS.Platform;
  readonly language: Language;
  readonly onFirstSecretInFile: () => void;
}

/** The platform of the window. To be made after the app is ready. */
export function electronPlatform(electron: ElectronLike, options: ElectronPlatformOptions): Platform {
  const { dataFolder, places, system } = options;
  let blocker: number | null = null;
  return {
    secrets: keychainSecrets({
      safeStorage: electron.safeStorage,
      system,
      dataFolder,
      fallback: fileSecrets(dataFolder, options.onFirstSecretInFile),
    }),
    dataFolder,
    resources: places.resources,
    version: versionIn(places.packageFile),
    language: options.language,
    keepAwake: (on) => {
      if (on) blocker ??= electron.powerSaveBlocker.start('prevent-app-suspension');
      else if (blocker !== null) {
        electron.powerSaveBlocker.stop(blocker);
        blocker = null;
      }
    },
    notify: (title, body) => new electron.Notification({ title, body }).show(),
    openExternal: async (url) => {
      // Other schemes start programs.
      if (!URL.canParse(url) || new URL(url).protocol !== 'https:') return false;
      await electron.shell.openExternal(url);
      return true;
    },
  };
}
