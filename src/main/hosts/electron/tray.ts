import { join } from 'node:path';
import type { JobSnapshot } from '#shared/rpc/jobs.ts';
import type { Language } from '#shared/sentences/languages.ts';
import { hostText } from '../texts.ts';
import type { ElectronLike, TrayLike } from './electron-like.ts';

export interface TrayState {
  readonly running: readonly JobSnapshot[];
  readonly isWindowHidden: boolean;
  readonly language: Language;
}

/** The sign beside the clock: there while a job runs or the window is hidden, so that Malote is never out of sight. */
export function createTray(
  electron: Pick<ElectronLike, 'createTray' | 'Menu'>,
  options: {
    readonly resources: string;
    readonly system: NodeJS.Platform;
    readonly show: () => void;
    readonly quit: () => void;
  },
) {
  let tray: TrayLike | null = null;
  const icon = join(options.resources, 'icons', options.system === 'darwin' ? 'trayTemplate.png' : 'tray.png');
  const make = (): TrayLike => {
    const made = electron.createTray(icon);
    made.on('click', options.show);
    return made;
  };
  const remove = () => {
    tray?.destroy();
    tray = null;
  };
  return {
    update: ({ running, isWindowHidden, language }: TrayState): void => {
      if (running.length === 0 && !isWindowHidden) {
        remove();
        return;
      }
      tray ??= make();
      const lines = running.map(({ name, progress }) => {
        const { done, total } = progress;
        const facts = { name, done: done.toLocaleString(language), total: total?.toLocaleString(language) ?? '…' };
        return hostText(language, 'running', facts);
      });
      tray.setToolTip(lines.join('\n') || hostText(language, 'idle'));
      tray.setContextMenu(
        electron.Menu.buildFromTemplate([
          { label: hostText(language, 'show'), click: options.show },
          { type: 'separator' },
          { label: hostText(language, 'quit'), click: options.quit },
        ]),
      );
    },
    remove,
  };
}
