import { contextBridge, ipcRenderer, webUtils } from 'electron';

// The bridge, and nothing else. Ports can't go through an exposed function, so what comes from the main process is
// handed to the page as a message of the window itself: `malote:port` with the port, `malote:open` with a path.
ipcRenderer.on('malote:port', (event) =>
  window.postMessage({ type: 'malote:port' }, location.origin, [...event.ports]),
);
ipcRenderer.on('malote:open', (_event, path: string) =>
  window.postMessage({ type: 'malote:open', path }, location.origin),
);

contextBridge.exposeInMainWorld('malote', {
  /** Asks for a port to the engine; it comes as a message. */
  port: (): void => ipcRenderer.send('malote:port'),
  /** Where a dropped file stands on this machine. */
  pathOf: (file: File): string => webUtils.getPathForFile(file),
});
