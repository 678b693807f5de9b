import { parentPort, workerData } from 'node:worker_threads';
import { keeperTaskSchema } from '#shared/copies.ts';
import { listCopies, takeDailyCopy } from './copies.ts';
import { storeFiles } from './files.ts';
import { restoreStore } from './restore.ts';

// The keeper's thread: what takes long with the whole database, or is done while no engine runs. One task, one answer.

const task = keeperTaskSchema.parse(workerData);

function run(): unknown {
  switch (task.kind) {
    case 'daily':
      return takeDailyCopy(task.folder, storeFiles(task.folder).database, task.nowMs);
    case 'list':
      return listCopies(task.folder);
    case 'restore':
      return restoreStore(task);
    default:
      throw new Error('a task that nobody knows');
  }
}

parentPort?.postMessage(run());
