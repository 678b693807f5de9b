import {
  app,
  BrowserWindow,
  dialog,
  ipcMain,
  Menu,
  MessageChannelMain,
  Notification,
  nativeImage,
  nativeTheme,
  powerMonitor,
  powerSaveBlocker,
  protocol,
  safeStorage,
  screen,
  shell,
  Tray,
} from 'electron';
import { dataFolderOf, thisSystem } from '../data-folder.ts';
import { places } from '../paths.ts';
import { runApp } from './app.ts';
import type { ElectronLike } from './electron-like.ts';

// The entry of the window. Not awaited: Electron is ready only after this module has run.
const electron: ElectronLike = {
  app,
  BrowserWindow,
  dialog,
  ipcMain,
  Menu,
  MessageChannelMain,
  Notification,
  nativeTheme,
  powerMonitor,
  powerSaveBlocker,
  protocol,
  safeStorage,
  screen,
  shell,
  // An image that can't be read is an empty one; as a path it would make `Tray` throw.
  createTray: (iconPath) => new Tray(nativeImage.createFromPath(iconPath)),
};

void runApp(electron, {
  dataFolder: dataFolderOf(thisSystem()),
  places,
  system: process.platform,
  argv: process.argv,
  folder: process.cwd(),
});
