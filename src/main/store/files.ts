import { join } from 'node:path';

/** Where things of the store stand in a data folder. */
export const storeFiles = (folder: string) => ({
  database: join(folder, 'malote.sqlite'),
  /** A database that takes its place, for as long as a restore lasts. */
  nextDatabase: join(folder, 'malote.sqlite.new'),
  lock: join(folder, 'malote.lock'),
  mark: join(folder, 'malote.generation'),
});
