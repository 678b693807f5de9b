import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { z } from 'zod';
import type { Bounds, ElectronLike, Navigation, WindowLike, WindowOptions } from './electron-like.ts';
import { isOwnPage } from './protocol.ts';

const rememberedSchema = z.object({
  bounds: z.object({ x: z.int(), y: z.int(), width: z.int(), height: z.int() }),
  isMaximized: z.boolean(),
  theme: z.enum(['system', 'light', 'dark']),
});
export type Remembered = z.infer<typeof rememberedSchema>;

const smallest = { width: 900, height: 600 };
const usual = { width: 1280, height: 800 };

/** The page's own canvas (renderer/tokens.css): the window must not flash another colour while it loads. */
const backgrounds = { light: '#f8f8f6', dark: '#161615' };
export const backgroundOf = (isDark: boolean): string => (isDark ? backgrounds.dark : backgrounds.light);

const rememberedIn = (dataFolder: string): string => join(dataFolder, 'window.json');

/** How the window was when it was last closed; null where that is not known. */
export function recall(dataFolder: string): Remembered | null {
  try {
    return rememberedSchema.safeParse(JSON.parse(readFileSync(rememberedIn(dataFolder), 'utf8'))).data ?? null;
  } catch (error) {
    // Never written, or damaged: the window opens as it does at first.
    if (error instanceof Error) return null;
    throw error;
  }
}

/** Does without where the disk refuses: that must not keep the window from closing. */
export function remember(dataFolder: string, remembered: Remembered): boolean {
  try {
    writeFileSync(rememberedIn(dataFolder), JSON.stringify(remembered), { mode: 0o600 });
    return true;
  } catch (error) {
    if (error instanceof Error) return false;
    throw error;
  }
}

/** Everything that a page could use to leave its sandbox is off. docs/security.md lists these by Electron's numbers. */
export function windowOptions(options: {
  readonly preload: string;
  readonly isDark: boolean;
  readonly isPackaged: boolean;
  readonly bounds: Bounds | null;
}): WindowOptions {
  return {
    ...(options.bounds ?? usual),
    minWidth: smallest.width,
    minHeight: smallest.height,
    show: false,
    title: 'Malote',
    backgroundColor: backgroundOf(options.isDark),
    webPreferences: {
      preload: options.preload,
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
      // Its dictionaries would be fetched from a third party.
      spellcheck: false,
      devTools: !options.isPackaged,
    },
  };
}

/** Bounds that can be seen on one of the displays; null where the display is gone. */
export function visibleBounds(bounds: Bounds, displays: readonly { readonly workArea: Bounds }[]): Bounds | null {
  const shows = ({ workArea: area }: { readonly workArea: Bounds }) =>
    bounds.x + bounds.width > area.x + 100 &&
    bounds.x < area.x + area.width - 100 &&
    bounds.y >= area.y - 10 &&
    bounds.y < area.y + area.height - 100;
  return displays.some(shows) ? bounds : null;
}

/** The one window, closed against everything but its own page. */
export function openWindow(
  electron: ElectronLike,
  { preload, remembered }: { readonly preload: string; readonly remembered: Remembered | null },
): WindowLike {
  const bounds = remembered && visibleBounds(remembered.bounds, electron.screen.getAllDisplays());
  const isDark = electron.nativeTheme.shouldUseDarkColors;
  const { isPackaged } = electron.app;
  const window = new electron.BrowserWindow(windowOptions({ preload, isDark, isPackaged, bounds }));
  confine(window);
  if (remembered?.isMaximized) window.maximize();
  window.once('ready-to-show', () => window.show());
  return window;
}

function confine({ webContents: page }: WindowLike): void {
  const stayHome = (event: Navigation) => {
    if (!isOwnPage(event.url)) event.preventDefault();
  };
  page.on('will-navigate', stayHome);
  page.on('will-redirect', stayHome);
  page.on('will-frame-navigate', stayHome);
  page.on('will-attach-webview', (event) => event.preventDefault());
  page.setWindowOpenHandler(() => ({ action: 'deny' }));
  page.session.setPermissionRequestHandler((_page, _permission, answer) => answer(false));
  page.session.setPermissionCheckHandler(() => false);
  page.session.setDevicePermissionHandler(() => false);
  // A page that died (out of memory) loses what is on the screen; the engine goes on, and the page finds it again.
  page.on('render-process-gone', (_event, { reason }) => {
    if (reason !== 'clean-exit') page.reload();
  });
}
