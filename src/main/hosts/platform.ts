import type { Language } from '#shared/sentences/languages.ts';

/** Where tokens live. `key` names the account, never a secret. */
export interface Secrets {
  /** Null where nothing is kept under this key, or what is kept can't be read any more. */
  readonly get: (key: string) => Promise<string | null>;
  readonly set: (key: string, token: string) => Promise<void>;
  readonly remove: (key: string) => Promise<void>;
  /** True where there is no keychain and tokens stand in a file of mode 0600: the user is told (law 7). */
  readonly inFile: () => Promise<boolean>;
}

/** What a system offers a host. Two implementations: Node (`node-platform.ts`) and Electron (`electron/platform.ts`). */
export interface Platform {
  readonly secrets: Secrets;
  /** Absolute, exists, and only its owner may enter. */
  readonly dataFolder: string;
  /** Absolute: sample sheets and icons. */
  readonly resources: string;
  readonly version: string;
  readonly language: Language;
  /** Holds the machine awake while something runs. Asking twice is asking once. */
  readonly keepAwake: (on: boolean) => void;
  readonly notify: (title: string, body: string) => void;
  /** Opens a page outside Malote. False where that could not be done; it never throws. */
  readonly openExternal: (url: string) => Promise<boolean>;
}
