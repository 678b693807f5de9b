import type { ElectronPort } from '../relay.ts';

// What Malote takes of Electron, and nothing more. It comes in as an argument, so that tests drive the host without
// Electron; `main.ts` hands in the real one, and the compiler holds the two together.

export interface Stoppable {
  preventDefault(): void;
}

export interface AppLike {
  setName(name: string): void;
  setPath(name: 'userData', path: string): void;
  getLocale(): string;
  readonly isPackaged: boolean;
  enableSandbox(): void;
  requestSingleInstanceLock(): boolean;
  whenReady(): Promise<void>;
  quit(): void;
  exit(code: number): void;
  /** Starts anew as soon as this process has ended. */
  relaunch(): void;
  on(event: 'second-instance', listener: (event: unknown, argv: string[], folder: string) => void): unknown;
  on(event: 'open-file', listener: (event: Stoppable, path: string) => void): unknown;
  on(event: 'will-quit', listener: (event: Stoppable) => void): unknown;
  on(event: 'activate' | 'window-all-closed', listener: () => void): unknown;
}

export interface FrameLike {
  readonly url: string;
  readonly parent: FrameLike | null;
  postMessage(channel: string, message: unknown, transfer?: ElectronPort[]): void;
}

export interface PageEvent {
  readonly senderFrame: FrameLike | null;
}

export interface PermissionsLike {
  setPermissionRequestHandler(
    handler: (page: unknown, permission: unknown, answer: (isGranted: boolean) => void) => void,
  ): void;
  setPermissionCheckHandler(handler: () => boolean): void;
  setDevicePermissionHandler(handler: () => boolean): void;
}

export interface PageLike {
  readonly session: PermissionsLike;
  on(event: 'will-navigate' | 'will-redirect' | 'will-frame-navigate', listener: (event: Navigation) => void): unknown;
  on(event: 'will-attach-webview', listener: (event: Stoppable) => void): unknown;
  on(event: 'render-process-gone', listener: (event: unknown, details: { readonly reason: string }) => void): unknown;
  setWindowOpenHandler(handler: () => { readonly action: 'deny' }): void;
  send(channel: string, message: string): void;
  reload(): void;
}

export interface Navigation extends Stoppable {
  readonly url: string;
}

export interface Bounds {
  readonly x: number;
  readonly y: number;
  readonly width: number;
  readonly height: number;
}

export interface WindowLike {
  readonly webContents: PageLike;
  loadURL(url: string): Promise<void>;
  show(): void;
  hide(): void;
  focus(): void;
  restore(): void;
  maximize(): void;
  destroy(): void;
  isMinimized(): boolean;
  isMaximized(): boolean;
  isVisible(): boolean;
  isDestroyed(): boolean;
  getNormalBounds(): Bounds;
  setBackgroundColor(color: string): void;
  once(event: 'ready-to-show', listener: () => void): unknown;
  on(event: 'close', listener: (event: Stoppable) => void): unknown;
  on(event: 'closed', listener: () => void): unknown;
}

/** `webPreferences` in full, so that a test reads each of them. */
export interface WindowOptions extends Partial<Bounds> {
  readonly minWidth: number;
  readonly minHeight: number;
  readonly show: boolean;
  readonly title: string;
  readonly backgroundColor: string;
  readonly webPreferences: {
    readonly preload: string;
    readonly contextIsolation: boolean;
    readonly sandbox: boolean;
    readonly nodeIntegration: boolean;
    readonly nodeIntegrationInWorker: boolean;
    readonly nodeIntegrationInSubFrames: boolean;
    readonly webSecurity: boolean;
    readonly allowRunningInsecureContent: boolean;
    readonly experimentalFeatures: boolean;
    readonly webviewTag: boolean;
    readonly navigateOnDragDrop: boolean;
    readonly spellcheck: boolean;
    readonly devTools: boolean;
  };
}

export interface MenuEntry {
  readonly label?: string;
  readonly role?: MenuRole;
  readonly type?: 'separator';
  readonly accelerator?: string;
  readonly submenu?: MenuEntry[];
  readonly click?: () => void;
}
export type MenuRole =
  | 'appMenu'
  | 'undo'
  | 'redo'
  | 'cut'
  | 'copy'
  | 'paste'
  | 'selectAll'
  | 'resetZoom'
  | 'zoomIn'
  | 'zoomOut'
  | 'togglefullscreen'
  | 'minimize'
  | 'close'
  | 'toggleDevTools';

export interface TrayLike {
  setToolTip(text: string): void;
  setContextMenu(menu: object | null): void;
  on(event: 'click', listener: () => void): unknown;
  destroy(): void;
}

/** What the page asks for: a Request is one. */
export interface PageRequest {
  readonly url: string;
  readonly method: string;
  readonly headers: { get(name: string): string | null };
  readonly body: AsyncIterable<Uint8Array> | null;
}

export interface ElectronLike {
  readonly app: AppLike;
  readonly BrowserWindow: new (options: WindowOptions) => WindowLike;
  readonly protocol: {
    registerSchemesAsPrivileged(
      schemes: { scheme: string; privileges: { standard: boolean; secure: boolean; supportFetchAPI: boolean } }[],
    ): void;
    handle(scheme: string, handler: (request: PageRequest) => Promise<Response>): void;
  };
  readonly ipcMain: { on(channel: string, listener: (event: PageEvent) => void): unknown };
  readonly MessageChannelMain: new () => { readonly port1: ElectronPort; readonly port2: ElectronPort };
  readonly Menu: { buildFromTemplate(entries: MenuEntry[]): object; setApplicationMenu(menu: object | null): void };
  readonly createTray: (iconPath: string) => TrayLike;
  readonly nativeTheme: { readonly shouldUseDarkColors: boolean; themeSource: 'system' | 'light' | 'dark' };
  readonly screen: { getAllDisplays(): { readonly workArea: Bounds }[] };
  readonly dialog: {
    showErrorBox(title: string, text: string): void;
    showMessageBox(options: {
      message: string;
      detail: string;
      buttons: string[];
      defaultId: number;
      cancelId: number;
    }): Promise<{ readonly response: number }>;
    showOpenDialog(options: {
      properties: 'openFile'[];
      filters: { name: string; extensions: string[] }[];
    }): Promise<{ readonly filePaths: string[] }>;
  };
  readonly Notification: new (options: { title: string; body: string }) => { show(): void };
  /** Of the machine: it goes to sleep, it has woken. */
  readonly powerMonitor: { on(event: 'suspend' | 'resume', listener: () => void): unknown };
  readonly powerSaveBlocker: { start(type: 'prevent-app-suspension'): number; stop(id: number): unknown };
  readonly safeStorage: SafeStorageLike;
  readonly shell: { openExternal(url: string): Promise<void> };
}

export interface SafeStorageLike {
  isAsyncEncryptionAvailable(): Promise<boolean>;
  /** Exists on Linux only. */
  getSelectedStorageBackend(): string;
  encryptStringAsync(text: string): Promise<Buffer>;
  decryptStringAsync(encrypted: Buffer): Promise<{ readonly result: string; readonly shouldReEncrypt: boolean }>;
}
