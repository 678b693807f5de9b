import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { z } from 'zod';
import { homePage, registerScheme, serveOwnPages } from '#main/hosts/electron/protocol.ts';
import { openWindow, recall, remember, visibleBounds } from '#main/hosts/electron/window.ts';
import { aBuiltWindow, temporaryFolder } from '../fakes.ts';
import { aDouble, anEvent } from './double.ts';

function anOpenWindow() {
  const double = aDouble();
  openWindow(double.electron, { preload: '/out/preload/index.cjs', remembered: null });
  const [window] = double.windows;
  if (!window) throw new Error('no window');
  return { ...double, window };
}

describe('the window', () => {
  it('gives its page nothing of Node and no way out of its sandbox', () => {
    expect(anOpenWindow().window.options.webPreferences).toEqual({
      preload: '/out/preload/index.cjs',
      contextIsolation: true,
      sandbox: true,
      nodeIntegration: false,
      nodeIntegrationInWorker: false,
      nodeIntegrationInSubFrames: false,
      webSecurity: true,
      allowRunningInsecureContent: false,
      experimentalFeatures: false,
      webviewTag: false,
      navigateOnDragDrop: false,
      spellcheck: false,
      devTools: false,
    });
  });

  it.each(['will-navigate', 'will-redirect', 'will-frame-navigate'])('stays on its own page: %s', (how) => {
    const { window } = anOpenWindow();
    const addresses = [
      'https://evil.example/',
      'file:///etc/passwd',
      'malote://evil/',
      'malote://app.evil.example/',
      'javascript:alert(1)',
      'malote://app/importar/3',
    ];

    const stopped = addresses.map((address) => {
      const event = anEvent(address);
      window.page.emit(how, event);
      return event.isStopped;
    });

    expect(stopped).toEqual([true, true, true, true, true, false]);
  });

  it('opens no other window and no page within the page', () => {
    const { window } = anOpenWindow();
    const event = anEvent();
    window.page.emit('will-attach-webview', event);

    expect(window.openHandler?.()).toEqual({ action: 'deny' });
    expect(event.isStopped).toBe(true);
  });

  it('grants no permission, and says so without asking anybody', () => {
    const { window } = anOpenWindow();
    const answers: boolean[] = [];
    for (const permission of ['media', 'geolocation', 'notifications', 'openExternal', 'clipboard-read', 'hid']) {
      window.permissionRequest?.(null, permission, (isGranted) => answers.push(isGranted));
    }

    expect(answers).toEqual([false, false, false, false, false, false]);
    expect([window.permissionCheck?.(), window.deviceCheck?.()]).toEqual([false, false]);
  });

  it('comes back when its page died, and stays closed when it was closed', () => {
    const { window } = anOpenWindow();

    window.page.emit('render-process-gone', {}, { reason: 'clean-exit' });
    window.page.emit('render-process-gone', {}, { reason: 'oom' });

    expect(window.loaded).toEqual(['again']);
  });

  it('is shown when there is something to see, on the background of its theme', () => {
    const { window } = anOpenWindow();

    expect([window.options.show, window.options.backgroundColor]).toEqual([false, '#161615']);
    expect([window.options.minWidth, window.options.minHeight]).toEqual([900, 600]);
    window.emit('ready-to-show');
    expect(window.isVisible()).toBe(true);
  });

  it('opens where and as large as it was closed', () => {
    const dataFolder = temporaryFolder();
    const bounds = { x: 100, y: 50, width: 1000, height: 700 };
    remember(dataFolder, { bounds, isMaximized: true, theme: 'dark' });

    const double = aDouble();
    openWindow(double.electron, { preload: '', remembered: recall(dataFolder) });

    expect(double.windows[0]?.options).toMatchObject(bounds);
    expect(double.windows[0]?.isBig).toBe(true);
  });

  it.each(['', 'not JSON', '{"bounds":{"x":"left"}}'])(
    'opens as it does at first when what it remembers is %j',
    (text) => {
      const dataFolder = temporaryFolder();
      writeFileSync(join(dataFolder, 'window.json'), text);

      expect(recall(dataFolder)).toBeNull();
    },
  );

  it('does not open on a display that is gone', () => {
    const displays = [{ workArea: { x: 0, y: 0, width: 1920, height: 1080 } }];

    expect(visibleBounds({ x: 2500, y: 100, width: 1000, height: 700 }, displays)).toBeNull();
    expect(visibleBounds({ x: 100, y: -500, width: 1000, height: 700 }, displays)).toBeNull();
    expect(visibleBounds({ x: -800, y: 100, width: 1000, height: 700 }, displays)).not.toBeNull();
  });
});

describe('the pages of the window', () => {
  function servedPages() {
    const double = aDouble();
    const dataFolder = temporaryFolder();
    registerScheme(double.electron);
    serveOwnPages(double.electron, { renderer: aBuiltWindow(), dataFolder });
    return double;
  }

  it('come by a scheme of their own, registered as a standard and secure one', () => {
    expect(servedPages().noted).toEqual([
      'schemes: [{"scheme":"malote","privileges":{"standard":true,"secure":true,"supportFetchAPI":true}}]',
    ]);
  });

  it('carry the policy that the browser host sends', async () => {
    const { fetch } = servedPages();

    const page = await fetch(homePage);

    expect(await page.text()).toContain('<title>Malote</title>');
    expect(page.headers.get('content-type')).toBe('text/html; charset=utf-8');
    expect(page.headers.get('content-security-policy')).toContain("default-src 'none'; script-src 'self';");
    expect(page.headers.get('content-security-policy')).toContain("connect-src 'self';");
    expect(page.headers.get('x-content-type-options')).toBe('nosniff');
  });

  it.each([
    ['malote://app/assets/index-Bx12_-9a.js', 'GET', 200],
    ['malote://app/campanha/3', 'GET', 200],
    ['malote://app/missing.js', 'GET', 404],
    ['malote://app/..%2fsecret.txt', 'GET', 404],
    ['malote://app/report/missing.csv', 'GET', 404],
    ['malote://app/', 'POST', 403],
    ['malote://evil/upload', 'POST', 403],
    ['malote://app/upload', 'PUT', 403],
    ['malote://evil/', 'GET', 403],
  ])('%s, asked by %s, answers %i', async (url, method, status) => {
    expect((await servedPages().fetch(url, method)).status).toBe(status);
  });

  it('can hand over cells that were pasted: they become a file of the data folder', async () => {
    const sent = { name: 'Colado', body: 'Nome\tZap\n' };

    const answer = await servedPages().fetch('malote://app/upload', 'POST', sent);

    const { path, fileName } = z.object({ path: z.string(), fileName: z.string() }).parse(await answer.json());
    expect([answer.status, fileName]).toEqual([200, 'Colado']);
    expect(readFileSync(path, 'utf8')).toBe('Nome\tZap\n');
  });
});
