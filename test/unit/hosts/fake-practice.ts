import { appendFileSync } from 'node:fs';
import { join } from 'node:path';
import { parentPort, workerData } from 'node:worker_threads';

// A practice account that only says where it would be.
const { statePath, token } = workerData;
appendFileSync(join(statePath, 'starts.log'), 'started\n');
parentPort?.on('message', () => process.exit(0));
parentPort?.postMessage({
  type: 'listening',
  address: 'http://127.0.0.1:9/api/v1',
  token,
  controlToken: 'for tests of the account itself',
});
