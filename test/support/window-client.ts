import { createORPCClient } from '@orpc/client';
import { RPCLink } from '@orpc/client/websocket';
import { WebSocket as SocketWithHeaders } from 'undici';
import type { EngineClient } from '#shared/rpc/contract.ts';

/** The browser host's engine, asked as a window asks it. `cookie`: of a window that came in by the link. */
export async function connectAsWindow(entered: {
  /** Of any page of the host. */
  readonly url: string;
  readonly cookie: string;
}): Promise<{ readonly engine: EngineClient; readonly close: () => void }> {
  const { host, origin } = new URL(entered.url);
  const websocket: unknown = new SocketWithHeaders(`ws://${host}/rpc`, {
    headers: { cookie: entered.cookie, origin },
  });
  if (!isSocket(websocket)) throw new Error('no socket');
  await new Promise((resolve) => websocket.addEventListener('open', resolve, { once: true }));
  return { engine: createORPCClient<EngineClient>(new RPCLink({ websocket })), close: () => websocket.close() };
}

/** The same as a browser's, which takes no headers; its types differ in names only. */
const isSocket = (value: unknown): value is WebSocket =>
  value instanceof EventTarget && 'send' in value && 'readyState' in value;
