import { join } from 'node:path';
import { z } from 'zod';
import type { Secrets } from './platform.ts';
import { privateFile } from './private-file.ts';

const keptSchema = z.object({ tokens: z.record(z.string(), z.string()), told: z.boolean() });

/**
 * Tokens in `secrets.json` of the data folder, mode 0600, for systems without a keychain (law 7).
 * `onFirst` runs when the first token ever is put there: the moment to tell the user where it lives.
 */
export function fileSecrets(dataFolder: string, onFirst: () => void): Secrets {
  const file = privateFile(join(dataFolder, 'secrets.json'), keptSchema, { tokens: {}, told: false });
  return {
    inFile: async () => true,
    get: async (key) => {
      const { tokens } = await file.read();
      return Object.hasOwn(tokens, key) ? (tokens[key] ?? null) : null;
    },
    set: async (key, token) => {
      let isFirst = false;
      await file.change(({ tokens, told }) => {
        isFirst = !told;
        return { tokens: { ...tokens, [key]: token }, told: true };
      });
      if (isFirst) onFirst();
    },
    remove: (key) =>
      file.change((kept) => {
        if (!Object.hasOwn(kept.tokens, key)) return kept;
        const { [key]: _removed, ...tokens } = kept.tokens;
        return { ...kept, tokens };
      }),
  };
}
