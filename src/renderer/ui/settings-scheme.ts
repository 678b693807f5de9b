import type { MantineColorSchemeManager } from '@mantine/core';

/** Light or dark is a setting like any other: the engine keeps it, and the browser's own store nothing. */
export const settingsScheme: MantineColorSchemeManager = {
  get: (defaultValue) => defaultValue,
  set: () => undefined,
  subscribe: () => undefined,
  unsubscribe: () => undefined,
  clear: () => undefined,
};
