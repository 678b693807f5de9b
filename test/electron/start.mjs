// The window in a real Electron, where there is one: `npm run test:electron`. Where there is none it says so and ends
// with 0: the same claims stand in test/unit/hosts/electron against a double of Electron.
import assert from 'node:assert/strict';
import { existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { _electron } from 'playwright-core';
import { buildIfNeeded } from '../../scripts/build-if-needed.mjs';

const root = dirname(dirname(dirname(fileURLToPath(import.meta.url))));
const say = (line) => process.stdout.write(`${line}\n`);

function electronBinary() {
  const note = join(root, 'node_modules', 'electron', 'path.txt');
  if (!existsSync(note)) return null;
  const binary = join(root, 'node_modules', 'electron', 'dist', readFileSync(note, 'utf8'));
  return existsSync(binary) ? binary : null;
}

function whyNot() {
  if (electronBinary() === null) return 'the Electron binary is not on this machine';
  const hasDisplay = process.platform !== 'linux' || process.env.DISPLAY || process.env.WAYLAND_DISPLAY;
  return hasDisplay ? null : 'there is no display';
}

/** In the page: a port asked for over the bridge, and one question to the engine on it. */
const askEngine = () =>
  new Promise((resolve) => {
    addEventListener('message', ({ data, ports }) => {
      if (data?.type !== 'malote:port') return;
      const [port] = ports;
      port.onmessage = (answer) => resolve(answer.data);
      port.postMessage('{"i":"1","p":{"u":"/system/doctor"}}');
    });
    globalThis.malote.port();
  });

async function check(page) {
  assert.equal(page.url(), 'malote://app/');
  assert.deepEqual(await page.evaluate(() => Object.keys(globalThis.malote)), ['port', 'pathOf']);
  assert.deepEqual(
    await page.evaluate(() => [typeof globalThis.require, typeof globalThis.process, typeof globalThis.module]),
    ['undefined', 'undefined', 'undefined'],
  );
  assert.match(await page.evaluate(askEngine), /"schema":\d+/);

  const policy = await page.evaluate(async () => (await fetch('/')).headers.get('content-security-policy'));
  assert.match(policy, /default-src 'none'; script-src 'self'/);
  assert.equal(await page.evaluate(() => open('https://example.invalid/')), null);
  await page.evaluate(() => {
    location.href = 'https://example.invalid/';
  });
  assert.equal(page.url(), 'malote://app/');
  const permissions = await page.evaluate(
    async () => (await navigator.permissions.query({ name: 'geolocation' })).state,
  );
  assert.equal(permissions, 'denied');
}

const reason = whyNot();
if (reason === null) {
  await buildIfNeeded({ root, say });
  const home = mkdtempSync(join(tmpdir(), 'malote-electron-'));
  // As root, Chromium's sandbox can't be had; the claims about the page hold without it.
  const args = process.getuid?.() === 0 ? ['--no-sandbox', root] : [root];
  const malote = await _electron.launch({
    executablePath: electronBinary(),
    args,
    env: { ...process.env, MALOTE_HOME: home },
  });
  try {
    await check(await malote.firstWindow());
    say('test:electron: passed');
  } finally {
    await malote.close();
    rmSync(home, { recursive: true, force: true });
  }
} else {
  say(`test:electron: skipped, ${reason}`);
}
