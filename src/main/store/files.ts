import { join } from 'node:path';

/** Where things of the store stand in a data folder. */
export const storeFiles = (folder: string) => ({
  database: join(folder, 'malote.sqlite'),
  lock: join(folder, 'malote.lock'),
  mark: join(folder, 'malote.generation'),
});
