#!/usr/bin/env node
// Builds Malote when what is built is missing or older than what it is built from.
import { spawn } from 'node:child_process';
import { createHash } from 'node:crypto';
import { existsSync, mkdirSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import { nodeFor } from './own-node.mjs';

const sources = ['src', 'resources', 'electron.vite.config.ts', 'package.json', 'package-lock.json'];
const results = ['out/main/index.js', 'out/main/serve.js', 'out/main/cli.js', 'out/renderer/index.html'];
const askAgainMs = 200;
/** A build takes some seconds; a lock this old was left by one that died. */
const longestBuildMs = 10 * 60_000;

const notices = {
  pt: 'Preparando o Malote (só desta vez)…',
  en: 'Preparing Malote (this once)…',
  es: 'Preparando Malote (solo esta vez)…',
};

/** The language of the terminal, among those that Malote speaks. */
export function tongueOf(env) {
  const tongue = (env.LC_ALL || env.LC_MESSAGES || env.LANG || '').slice(0, 2).toLowerCase();
  return Object.hasOwn(notices, tongue) ? tongue : 'pt';
}

/** Path, size and time of each source file, in one word. */
export function stampOf(root) {
  const hash = createHash('sha256');
  for (const source of sources) {
    const path = join(root, source);
    const found = statSync(path, { throwIfNoEntry: false });
    if (found === undefined) continue;
    for (const file of found.isDirectory() ? filesIn(path) : [path]) {
      const { size, mtimeMs } = statSync(file);
      hash.update(`${file.slice(root.length)}\0${size}\0${mtimeMs}\n`);
    }
  }
  return hash.digest('hex');
}

const filesIn = (folder) =>
  readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => join(entry.parentPath ?? entry.path, entry.name))
    .sort();

export function isBuilt(root) {
  if (!results.every((result) => existsSync(join(root, result)))) return false;
  // Shipped without its source: what is there is what there is.
  if (!existsSync(join(root, 'src'))) return true;
  const stamp = join(root, 'out', '.stamp');
  return existsSync(stamp) && readFileSync(stamp, 'utf8') === stampOf(root);
}

/**
 * One build at a time, however many starts need it; the others wait for it.
 * `build(root)` resolves when done and rejects with what went wrong. True when it was built now.
 */
export async function buildIfNeeded({ root, say, build = buildWithVite, always = false }) {
  if (!always && isBuilt(root)) return false;
  const out = join(root, 'out');
  mkdirSync(out, { recursive: true });
  const lock = join(out, '.building');
  while (!take(lock)) await pause(askAgainMs);
  try {
    // Somebody else may have done it meanwhile.
    if (!always && isBuilt(root)) return false;
    say(notices[tongueOf(process.env)]);
    // Taken before the build: what changes during it makes the next start build again.
    const stamp = stampOf(root);
    rmSync(join(out, '.stamp'), { force: true });
    await build(root);
    writeFileSync(join(out, '.stamp'), stamp);
    return true;
  } finally {
    rmSync(lock, { force: true });
  }
}

function take(lock) {
  try {
    writeFileSync(lock, String(process.pid), { flag: 'wx' });
    return true;
  } catch (error) {
    if (error.code !== 'EEXIST') throw error;
    if (isLeftBehind(lock)) rmSync(lock, { force: true });
    return false;
  }
}

function isLeftBehind(lock) {
  const found = statSync(lock, { throwIfNoEntry: false });
  if (found === undefined) return false;
  if (Date.now() - found.mtimeMs > longestBuildMs) return true;
  const pid = Number(readFileSync(lock, 'utf8'));
  if (!Number.isInteger(pid) || pid <= 0) return false;
  try {
    process.kill(pid, 0);
    return false;
  } catch (error) {
    return error.code === 'ESRCH';
  }
}

function buildWithVite(root) {
  const node = nodeFor(root);
  if (node === null) throw new Error('Node 22 or newer is needed to build.');
  const vite = join(root, 'node_modules', 'electron-vite', 'bin', 'electron-vite.js');
  const child = spawn(node, [vite, 'build'], { cwd: root, stdio: ['ignore', 'pipe', 'pipe'] });
  let output = '';
  for (const stream of [child.stdout, child.stderr]) {
    stream.setEncoding('utf8').on('data', (text) => {
      output += text;
    });
  }
  return new Promise((resolve, reject) => {
    child.once('error', reject);
    child.once('close', (code) => (code === 0 ? resolve() : reject(new Error(output))));
  });
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  const root = fileURLToPath(new URL('..', import.meta.url)).replace(/[/\\]$/, '');
  try {
    const always = process.argv.includes('--always');
    const isNew = await buildIfNeeded({ root, always, say: (line) => process.stdout.write(`${line}\n`) });
    process.stdout.write(isNew ? 'built\n' : 'nothing to build\n');
  } catch (error) {
    process.stderr.write(`${error.message}\n`);
    process.exitCode = 1;
  }
}
