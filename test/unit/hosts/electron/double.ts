import { EventEmitter } from 'node:events';
import { MessageChannel, type MessagePort } from 'node:worker_threads';
import type {
  Bounds,
  ElectronLike,
  FrameLike,
  MenuEntry,
  PageEvent,
  PageRequest,
  SafeStorageLike,
  WindowLike,
  WindowOptions,
} from '#main/hosts/electron/electron-like.ts';
import type { ElectronPort } from '#main/hosts/relay.ts';

type Listener = Parameters<EventEmitter['on']>[1];

/** An event that Electron lets a listener stop. */
export const anEvent = (url = '') => {
  const event = {
    url,
    isStopped: false,
    preventDefault: () => {
      event.isStopped = true;
    },
  };
  return event;
};

/** Electron's port of the main process over a port of Node, whose other end the test holds. */
export function electronPort(port: MessagePort): ElectronPort {
  return {
    postMessage: (message) => port.postMessage(message),
    on: (event: 'message' | 'close', listener: (message: { readonly data: unknown }) => void) =>
      port.addListener(event, (data: unknown) => listener({ data })),
    start: () => port.start(),
    close: () => port.close(),
  };
}

type Permission = (page: unknown, permission: unknown, answer: (isGranted: boolean) => void) => void;

class Window extends EventEmitter implements WindowLike {
  readonly options: WindowOptions;
  readonly sent: string[][] = [];
  readonly page = new EventEmitter();
  openHandler: (() => { readonly action: 'deny' }) | null = null;
  permissionRequest: Permission | null = null;
  permissionCheck: (() => boolean) | null = null;
  deviceCheck: (() => boolean) | null = null;
  state: 'new' | 'shown' | 'hidden' | 'destroyed' = 'new';
  isBig = false;
  loaded: string[] = [];
  color = '';
  readonly webContents: WindowLike['webContents'];
  constructor(options: WindowOptions) {
    super();
    this.options = options;
    const { page } = this;
    this.webContents = {
      session: {
        setPermissionRequestHandler: (handler) => {
          this.permissionRequest = handler;
        },
        setPermissionCheckHandler: (handler) => {
          this.permissionCheck = handler;
        },
        setDevicePermissionHandler: (handler) => {
          this.deviceCheck = handler;
        },
      },
      on: (event: string, listener: Listener) => page.on(event, listener),
      setWindowOpenHandler: (handler) => {
        this.openHandler = handler;
      },
      send: (...message) => void this.sent.push(message),
      reload: () => void this.loaded.push('again'),
    };
  }
  async loadURL(url: string) {
    this.loaded.push(url);
    this.emit('ready-to-show');
  }
  show() {
    this.state = 'shown';
  }
  hide() {
    this.state = 'hidden';
  }
  focus() {
    this.emit('focused');
  }
  restore() {
    this.show();
  }
  maximize() {
    this.isBig = true;
  }
  destroy() {
    this.state = 'destroyed';
    this.emit('closed');
  }
  isMinimized = () => false;
  isMaximized = () => this.isBig;
  isVisible = () => this.state === 'shown';
  isDestroyed = () => this.state === 'destroyed';
  getNormalBounds = (): Bounds => ({ x: 10, y: 20, width: 1000, height: 700 });
  setBackgroundColor(color: string) {
    this.color = color;
  }
  /** As the user does it. True when the window is gone. */
  close(): boolean {
    const event = anEvent();
    this.emit('close', event);
    if (!event.isStopped) this.destroy();
    return !event.isStopped;
  }
}

export interface DoubleOptions {
  readonly isFirstInstance?: boolean;
  /** What the user presses in the dialog that asks how to leave. */
  readonly leaves?: number;
  /** What the user presses in any other dialog. */
  readonly presses?: number;
  readonly chosenSheet?: string;
  readonly safeStorage?: Partial<SafeStorageLike>;
}

/** Electron in the test's hands: what Malote tells it is noted, what it would tell Malote the test tells. */
export function aDouble(options: DoubleOptions = {}) {
  const app = new EventEmitter();
  const page = new EventEmitter();
  const power = new EventEmitter();
  const ready = Promise.withResolvers<void>();
  const gone = Promise.withResolvers<number>();
  const noted: string[] = [];
  const windows: Window[] = [];
  const menus: MenuEntry[][] = [];
  const tray = { tip: '', isThere: false };
  const blockers = new Set<number>();
  let handler: ((request: PageRequest) => Promise<Response>) | null = null;
  const changed = new EventEmitter();
  const note = (text: string) => {
    noted.push(text);
    changed.emit('change');
  };

  const electron: ElectronLike = {
    app: {
      setName: () => undefined,
      setPath: (name, path) => note(`${name}: ${path}`),
      getLocale: () => 'en-US',
      isPackaged: true,
      enableSandbox: () => note('sandbox for all'),
      requestSingleInstanceLock: () => options.isFirstInstance ?? true,
      whenReady: () => ready.promise,
      quit: () => {
        note('quit');
        if (windows.some((window) => !window.isDestroyed() && !window.close())) return;
        const event = anEvent();
        app.emit('will-quit', event);
        if (!event.isStopped) gone.resolve(0);
      },
      exit: (code) => gone.resolve(code),
      relaunch: () => note('relaunch'),
      on: (event: string, listener: Listener) => app.on(event, listener),
    },
    BrowserWindow: class extends Window {
      constructor(windowOptions: WindowOptions) {
        super(windowOptions);
        windows.push(this);
        this.on('closed', () => app.emit('window-all-closed'));
        changed.emit('change');
      }
    },
    protocol: {
      registerSchemesAsPrivileged: (schemes) => note(`schemes: ${JSON.stringify(schemes)}`),
      handle: (_scheme, given) => {
        handler = given;
      },
    },
    ipcMain: { on: (channel, listener) => page.on(channel, listener) },
    MessageChannelMain: class {
      readonly port1: ElectronPort;
      readonly port2: ElectronPort;
      constructor() {
        const { port1, port2 } = new MessageChannel();
        this.port1 = electronPort(port1);
        this.port2 = electronPort(port2);
      }
    },
    Menu: {
      buildFromTemplate: (entries) => entries,
      setApplicationMenu: (menu) => {
        if (Array.isArray(menu)) menus.push(menu);
        changed.emit('change');
      },
    },
    createTray: () => {
      tray.isThere = true;
      return {
        setToolTip: (text) => {
          tray.tip = text;
          changed.emit('change');
        },
        setContextMenu: () => undefined,
        on: () => undefined,
        destroy: () => {
          tray.isThere = false;
          changed.emit('change');
        },
      };
    },
    nativeTheme: { shouldUseDarkColors: true, themeSource: 'system' },
    screen: { getAllDisplays: () => [{ workArea: { x: 0, y: 0, width: 1920, height: 1080 } }] },
    dialog: {
      showErrorBox: (title, text) => note(`${title}: ${text}`),
      showMessageBox: async ({ message, buttons }) => {
        note(options.presses === undefined ? 'asked how to leave' : `asked: ${message} [${buttons.join('] [')}]`);
        return { response: options.presses ?? options.leaves ?? 3 };
      },
      showOpenDialog: async () => ({ filePaths: options.chosenSheet ? [options.chosenSheet] : [] }),
    },
    Notification: class {
      readonly #text: string;
      constructor({ title, body }: { title: string; body: string }) {
        this.#text = `notice: ${title}: ${body}`;
      }
      show() {
        note(this.#text);
      }
    },
    powerMonitor: { on: (event, listener) => power.on(event, listener) },
    powerSaveBlocker: {
      start: () => {
        const id = blockers.size + 1;
        blockers.add(id);
        changed.emit('change');
        return id;
      },
      stop: (id) => {
        blockers.delete(id);
        changed.emit('change');
      },
    },
    safeStorage: {
      isAsyncEncryptionAvailable: async () => true,
      getSelectedStorageBackend: () => 'gnome_libsecret',
      encryptStringAsync: async (text) => Buffer.from(`locked ${text}`),
      decryptStringAsync: async (bytes) => ({
        result: bytes.toString().slice('locked '.length),
        shouldReEncrypt: false,
      }),
      ...options.safeStorage,
    },
    shell: {
      openExternal: async (url) => note(`open ${url}`),
    },
  };

  /** The page asks for its port; answers with the page's end of it, or null where it gets none. */
  const askPort = (frame: Partial<FrameLike> = {}): ElectronPort | null => {
    let given: ElectronPort | null = null;
    const event: PageEvent = {
      senderFrame: {
        url: 'malote://app/',
        parent: null,
        postMessage: (_channel, _message, transfer) => {
          given = transfer?.[0] ?? null;
        },
        ...frame,
      },
    };
    page.emit('malote:port', event);
    return given;
  };

  return {
    electron,
    app,
    power,
    noted,
    windows,
    menus,
    tray,
    blockers,
    gone: gone.promise,
    becomeReady: () => ready.resolve(),
    askPort,
    fetch: async (url: string, method = 'GET', sent: { name?: string; body?: string } = {}): Promise<Response> => {
      if (handler === null) throw new Error('nobody serves pages');
      const headers = { 'x-file-name': encodeURIComponent(sent.name ?? '') };
      return handler(new Request(url, { method, headers, ...(sent.body === undefined ? {} : { body: sent.body }) }));
    },
    /** Resolves when it is so; asked after each thing that Malote tells Electron. */
    until: (isSo: () => boolean) =>
      new Promise<void>((resolve) => {
        const look = () => {
          if (!isSo()) return;
          changed.off('change', look);
          resolve();
        };
        changed.on('change', look);
        look();
      }),
  };
}
