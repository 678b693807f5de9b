import { parentPort, workerData } from 'node:worker_threads';
import { at } from './json.ts';
import { readOptions } from './options.ts';
import { startServer } from './server.ts';

/** The practice account in a thread of its own: says where it listens, or what it cannot do; stops when it is told to. */
async function run(): Promise<void> {
  const options = readOptions(workerData);
  if ('option' in options) {
    parentPort?.postMessage({ type: 'refused', ...options });
    parentPort?.close();
    return;
  }
  const server = await startServer(options).catch((error: unknown) => {
    if (at(error, 'code') !== 'EADDRINUSE') throw error;
    return null;
  });
  if (server === null) {
    parentPort?.postMessage({ type: 'refused', option: 'port', given: String(options.port), known: [] });
    parentPort?.close();
    return;
  }
  parentPort?.on('message', async (order: unknown) => {
    if (at(order, 'type') !== 'stop') return;
    await server.close();
    parentPort?.postMessage({ type: 'stopped' });
    parentPort?.close();
  });
  parentPort?.postMessage({ type: 'listening', address: server.address, token: server.token });
}

await run();
