import type { ClientLink } from '@orpc/client';
import { RPCLink as PortLink } from '@orpc/client/message-port';
import { RPCLink as SocketLink } from '@orpc/client/websocket';
import { bridge } from './bridge.ts';

export type NoContext = Record<never, never>;

/** One way to the engine while it lasts: a port in Electron, a WebSocket in a browser. */
export interface Channel {
  readonly link: ClientLink<NoContext>;
  readonly closed: Promise<void>;
}

/** Rejects where the engine can't be reached. */
export const openChannel = (): Promise<Channel> => {
  const electron = bridge();
  return electron ? openPort(electron.port) : openSocket();
};

function openPort(ask: () => void): Promise<Channel> {
  return new Promise((resolve) => {
    const listen = (event: MessageEvent<unknown>) => {
      const [port] = event.ports;
      const isOwn = event.source === window && port !== undefined;
      if (!isOwn || typeof event.data !== 'object' || event.data === null || !('type' in event.data)) return;
      if (event.data.type !== 'malote:port') return;
      window.removeEventListener('message', listen);
      const closed = new Promise<void>((close) => port.addEventListener('close', () => close(), { once: true }));
      const link = new PortLink<NoContext>({ port });
      port.start();
      resolve({ link, closed });
    };
    window.addEventListener('message', listen);
    ask();
  });
}

function openSocket(): Promise<Channel> {
  const address = new URL('/rpc', window.location.href);
  address.protocol = address.protocol === 'https:' ? 'wss:' : 'ws:';
  const websocket = new WebSocket(address);
  const closed = new Promise<void>((close) => websocket.addEventListener('close', () => close(), { once: true }));
  const link = new SocketLink<NoContext>({ websocket });
  return new Promise((resolve, reject) => {
    websocket.addEventListener('open', () => resolve({ link, closed }), { once: true });
    websocket.addEventListener('close', () => reject(new Error('no engine at this address')), { once: true });
  });
}
