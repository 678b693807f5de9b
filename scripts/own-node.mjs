// Malote needs Node 22 or newer; the package `node` of this folder brings one, whatever the machine has.
// What stands here runs on older ones as well.
import { spawn } from 'node:child_process';
import { existsSync } from 'node:fs';
import { join } from 'node:path';

const oldest = 22;
const startedByUs = 'MALOTE_STARTED_BY';

export const isNewEnough = (version = process.versions.node) => Number.parseInt(version, 10) >= oldest;

/** A Node that Malote runs on: this one, or the one of this folder; null where there is none. */
export function nodeFor(root) {
  if (isNewEnough()) return process.execPath;
  const own = join(root, 'node_modules', 'node', 'bin', process.platform === 'win32' ? 'node.exe' : 'node');
  return existsSync(own) ? own : null;
}

/**
 * Runs a script with another Node as if it were this process: same terminal, signals passed on, same end. The script
 * calls `endWithParent`, so that it goes when this process goes, by kill -9 as well.
 */
export function runWith(node, args) {
  const child = spawn(node, args, {
    stdio: ['inherit', 'inherit', 'inherit', 'ipc'],
    env: { ...process.env, [startedByUs]: String(process.pid) },
  });
  const atTerminal = process.stdin.isTTY || process.stdout.isTTY || process.stderr.isTTY;
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP']) {
    process.on(signal, () => {
      // A terminal gives Ctrl+C to both of us; a second one would mean "at once".
      if (signal !== 'SIGINT' || !atTerminal) child.kill(signal);
    });
  }
  child.once('error', (error) => {
    process.stderr.write(`${error.message}\n`);
    process.exit(1);
  });
  child.once('exit', (code, signal) => {
    if (signal === null) process.exit(code ?? 1);
    process.removeAllListeners(signal);
    process.kill(process.pid, signal);
  });
}

/** In the script that `runWith` started: when the channel to the parent breaks, this process is gone as well. */
export function endWithParent() {
  if (process.env[startedByUs] === undefined || process.channel === undefined) return;
  delete process.env[startedByUs];
  process.once('disconnect', () => process.kill(process.pid, 'SIGKILL'));
  // The channel alone must not keep the process alive.
  process.channel.unref();
}
