import type { Language } from '#shared/sentences/languages.ts';
import { hostText } from '../texts.ts';
import type { ElectronLike, MenuEntry } from './electron-like.ts';

export interface MenuActions {
  readonly openSheet: () => void;
  readonly quit: () => void;
}

const separator: MenuEntry = { type: 'separator' };

/** The menu bar. Entries with a role carry the system's own words. */
export function menuEntries(options: {
  readonly language: Language;
  readonly system: NodeJS.Platform;
  readonly isPackaged: boolean;
  readonly actions: MenuActions;
}): MenuEntry[] {
  const { language, system, actions } = options;
  const isMac = system === 'darwin';
  const file: MenuEntry = {
    label: hostText(language, 'file'),
    submenu: [
      { label: hostText(language, 'openSheet'), accelerator: 'CmdOrCtrl+O', click: actions.openSheet },
      separator,
      isMac
        ? { role: 'close' }
        : { label: hostText(language, 'quit'), accelerator: 'CmdOrCtrl+Q', click: actions.quit },
    ],
  };
  const edit: MenuEntry = {
    label: hostText(language, 'edit'),
    submenu: [
      { role: 'undo' },
      { role: 'redo' },
      separator,
      { role: 'cut' },
      { role: 'copy' },
      { role: 'paste' },
      { role: 'selectAll' },
    ],
  };
  const view: MenuEntry = {
    label: hostText(language, 'view'),
    submenu: [
      { role: 'resetZoom' },
      { role: 'zoomIn' },
      { role: 'zoomOut' },
      separator,
      { role: 'togglefullscreen' },
      ...(options.isPackaged ? [] : [{ role: 'toggleDevTools' } as const]),
    ],
  };
  const window: MenuEntry = {
    label: hostText(language, 'window'),
    submenu: [{ role: 'minimize' }, { role: 'close' }],
  };
  return [...(isMac ? [{ role: 'appMenu' } as const] : []), file, edit, view, window];
}

export const setMenu = (electron: Pick<ElectronLike, 'Menu'>, entries: MenuEntry[]): void =>
  electron.Menu.setApplicationMenu(electron.Menu.buildFromTemplate(entries));
