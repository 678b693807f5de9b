import { existsSync } from 'node:fs';
import { type Browser, chromium } from 'playwright-core';

const quiet = [
  '--no-sandbox',
  '--disable-gpu',
  '--disable-quic',
  '--no-first-run',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
  '--font-render-hinting=none',
];

/** The installed browser where there is one, and the one that comes as a package elsewhere; that unpacks itself. */
async function findBrowser(): Promise<string> {
  const installed = ['/usr/bin/chromium', '/usr/bin/google-chrome'].find((path) => existsSync(path));
  if (installed) return installed;
  const { default: packaged } = await import('@sparticuz/chromium');
  return packaged.executablePath();
}

/** Once, before any file of tests: two that unpacked it at the same time would start half a browser. */
export async function setup(): Promise<void> {
  await findBrowser();
}

export async function launchBrowser(): Promise<Browser> {
  // Without the package's own arguments: they lift the rules of the web, and put everything into one process.
  return chromium.launch({ executablePath: await findBrowser(), args: quiet });
}
