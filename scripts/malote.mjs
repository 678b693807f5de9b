#!/usr/bin/env node
// The command line: builds it where that is needed, on a Node that is new enough, and runs it in this process.
import { dirname, join } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';
import { buildIfNeeded } from './build-if-needed.mjs';
import { endWithParent, isNewEnough, nodeFor, runWith } from './own-node.mjs';

const script = fileURLToPath(import.meta.url);
const root = dirname(dirname(script));
const say = (line) => process.stderr.write(`${line}\n`);

async function run() {
  endWithParent();
  try {
    await buildIfNeeded({ root, say });
  } catch (error) {
    say(error.message);
    process.exitCode = 1;
    return;
  }
  await import(pathToFileURL(join(root, 'out', 'main', 'cli.js')).href);
}

if (isNewEnough()) {
  await run();
} else {
  const node = nodeFor(root);
  if (node === null) {
    say('O Malote precisa do Node 22 ou mais novo. (Malote needs Node 22 or newer.)');
    process.exitCode = 1;
  } else {
    runWith(node, [script, ...process.argv.slice(2)]);
  }
}
