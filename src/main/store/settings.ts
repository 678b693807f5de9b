import { z } from 'zod';
import { type Settings, settingsSchema } from '#shared/rpc/settings.ts';
import type { Db } from './database.ts';

const rowSchema = z.object({ key: z.string(), value: z.string() });

/** What the user chose. A value that cannot be read (an older or newer Malote wrote it) is as good as not chosen. */
export function createSettings(db: Db) {
  const all = db.prepare('SELECT key, value FROM settings');
  const put = db.prepare('INSERT INTO settings VALUES (@key, @value) ON CONFLICT DO UPDATE SET value = @value');

  return {
    read(defaults: Settings): Settings {
      const chosen = new Map(
        all.all().map((row) => {
          const { key, value } = rowSchema.parse(row);
          return [key, value];
        }),
      );
      const defaultsByKey = new Map<string, unknown>(Object.entries(defaults));
      const entries = Object.entries(settingsSchema.shape).map(([key, schema]) => {
        const value = chosen.get(key);
        const parsed = value === undefined ? null : schema.safeParse(JSON.parse(value));
        return [key, parsed?.success ? parsed.data : defaultsByKey.get(key)];
      });
      return settingsSchema.parse(Object.fromEntries(entries));
    },

    write(changes: Readonly<Record<string, unknown>>): void {
      for (const [key, value] of Object.entries(changes)) {
        if (value !== undefined) put.run({ key, value: JSON.stringify(value) });
      }
    },
  };
}
