import type { MessagePort } from 'node:worker_threads';
import { endOfElectronPort, endOfPort, relay } from '../relay.ts';
import type { ElectronLike, PageEvent } from './electron-like.ts';
import { isOwnPage } from './protocol.ts';

export const portChannel = 'malote:port';

/** Only the window's own page, never a frame within it, may speak to the engine. */
export const isFromOwnPage = ({ senderFrame }: PageEvent): boolean =>
  senderFrame !== null && senderFrame.parent === null && isOwnPage(senderFrame.url);

/**
 * Gives the page a port to the engine each time it asks: at its start, and after the engine broke. The window opens
 * while the engine is still starting; what the page asks until then waits in the port.
 */
export function handOutPorts(
  electron: Pick<ElectronLike, 'ipcMain' | 'MessageChannelMain'>,
  connect: () => Promise<MessagePort | null>,
  onPageReady: () => void,
): void {
  electron.ipcMain.on(portChannel, (event) => {
    if (event.senderFrame === null || !isFromOwnPage(event)) return;
    // Electron's ports can't be handed to a worker thread: the frames are copied here.
    const { port1, port2 } = new electron.MessageChannelMain();
    let isGone = false;
    port1.on('close', () => {
      isGone = true;
    });
    event.senderFrame.postMessage(portChannel, null, [port2]);
    onPageReady();
    void connect().then((port) => {
      if (port === null) port1.close();
      else if (isGone) port.close();
      else relay(endOfElectronPort(port1), endOfPort(port));
    });
  });
}
