// Preloaded into a process, tells at its end what memory was resident at most, of all its threads together, in KiB.
import process from 'node:process';
import { isMainThread } from 'node:worker_threads';

if (isMainThread) process.on('exit', () => process.stderr.write(`peak ${process.resourceUsage().maxRSS}\n`));
