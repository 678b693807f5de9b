import { readOptions } from '#main/practice/options.ts';
import { startServer } from '#main/practice/server.ts';

// A practice account as a process of its own; `spawnPractice` starts it and hears where it listens.
const given: unknown = JSON.parse(process.argv[2] ?? '{}');
const options = readOptions(given);
if ('option' in options) throw new Error(`not an option of the practice account: ${options.option} ${options.given}`);
const server = await startServer(options);
process.once('disconnect', () => void server.close());
process.send?.({ address: server.address });
