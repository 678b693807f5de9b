// `npm start`: the window where Electron can be had, and the browser where it can't.
import { spawn } from 'node:child_process';
import { existsSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';
import { buildIfNeeded, tongueOf } from './build-if-needed.mjs';
import { endWithParent, isNewEnough, nodeFor, runWith } from './own-node.mjs';

const script = fileURLToPath(import.meta.url);
const root = dirname(dirname(script));
const say = (line) => process.stderr.write(`${line}\n`);

/** How long Electron's binary, some 110 MB, may take to arrive; without a network it fails in half a second. */
const fetchWithinMs = 120_000;
/** An end with an error before this is a machine on which Electron can't open a window. */
const startsWithinMs = 10_000;
/** Another Malote holds the data folder: the browser would find the same. */
const heldCode = 6;

const texts = {
  pt: {
    fetching: 'Baixando o Electron (só desta vez)…',
    noDisplay: 'Não há tela aqui: o Malote abre no navegador.',
    noElectron: 'O Electron não está disponível aqui: o Malote abre no navegador.',
    broken: 'A janela não abriu neste computador: o Malote abre no navegador.',
  },
  en: {
    fetching: 'Fetching Electron (this once)…',
    noDisplay: 'There is no display here: Malote opens in the browser.',
    noElectron: "Electron can't be had here: Malote opens in the browser.",
    broken: 'The window did not open on this machine: Malote opens in the browser.',
  },
  es: {
    fetching: 'Descargando Electron (solo esta vez)…',
    noDisplay: 'Aquí no hay pantalla: Malote se abre en el navegador.',
    noElectron: 'Electron no está disponible aquí: Malote se abre en el navegador.',
    broken: 'La ventana no se abrió en este equipo: Malote se abre en el navegador.',
  },
};
const text = texts[tongueOf(process.env)];

const hasDisplay = process.platform !== 'linux' || Boolean(process.env.DISPLAY || process.env.WAYLAND_DISPLAY);

/** The binary that the package `electron` has fetched; null where it has not. */
function electronBinary() {
  const folder = join(root, 'node_modules', 'electron');
  const note = join(folder, 'path.txt');
  if (!existsSync(note)) return null;
  const binary = join(folder, 'dist', readFileSync(note, 'utf8'));
  return existsSync(binary) ? binary : null;
}

function fetchElectron() {
  const install = join(root, 'node_modules', 'electron', 'install.js');
  if (!existsSync(install)) return Promise.resolve();
  say(text.fetching);
  const child = spawn(process.execPath, [install], { stdio: 'ignore', timeout: fetchWithinMs });
  return new Promise((resolve) => {
    child.once('error', resolve);
    child.once('exit', resolve);
  });
}

/** The exit code; null where the window never opened. */
function runElectron(binary) {
  const { ELECTRON_RUN_AS_NODE: _unset, ...env } = process.env;
  const startedAt = performance.now();
  const child = spawn(binary, [root, ...process.argv.slice(2)], { stdio: 'inherit', env });
  let isAskedToEnd = false;
  const passOn = (signal) => {
    isAskedToEnd = true;
    child.kill(signal);
  };
  process.on('SIGINT', passOn).on('SIGTERM', passOn);
  return new Promise((resolve) => {
    child.once('error', () => resolve(null));
    child.once('exit', (code) => {
      process.off('SIGINT', passOn).off('SIGTERM', passOn);
      const isOpened = code === 0 || code === heldCode || performance.now() - startedAt > startsWithinMs;
      resolve(isOpened || isAskedToEnd ? (code ?? 1) : null);
    });
  });
}

async function openWindow() {
  if (!hasDisplay) return say(text.noDisplay);
  if (electronBinary() === null) await fetchElectron();
  const binary = electronBinary();
  if (binary === null) return say(text.noElectron);
  const code = await runElectron(binary);
  if (code === null) return say(text.broken);
  process.exit(code);
}

async function run() {
  endWithParent();
  try {
    await buildIfNeeded({ root, say });
  } catch (error) {
    say(error.message);
    process.exitCode = 1;
    return;
  }
  await openWindow();
  await import(pathToFileURL(join(root, 'out', 'main', 'serve.js')).href);
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
