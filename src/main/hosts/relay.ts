import type { Socket } from 'node:net';
import { StringDecoder } from 'node:string_decoder';
import type { MessagePort } from 'node:worker_threads';
import type { WebSocket } from 'ws';

/** One side of a relay: whatever carries frames, which are plain strings. No host looks into them. */
export interface FrameEnd {
  readonly send: (frame: string) => void;
  /** Called once, before anything can arrive. */
  readonly listen: (on: { readonly frame: (frame: string) => void; readonly close: () => void }) => void;
  readonly close: () => void;
  /** Bytes taken by `send` that have not left yet; 0 where the system does not tell. */
  readonly waiting: () => number;
}

/** A face that takes in less than this much of what it asked for is cut off: it asks again when it can. */
export const mostWaitingBytes = 64 * 1024 * 1024;
/** What a face may say at once; the largest lawful request is a long template. */
export const mostBytesOfFace = 8 * 1024 * 1024;
/** What the engine may say at once: a page of 500 rows with long cells. */
export const mostBytesOfEngine = 64 * 1024 * 1024;

/** Copies frames both ways until either side closes, or takes in too little; then it closes the other. */
export function relay(a: FrameEnd, b: FrameEnd): void {
  let isOver = false;
  const end = () => {
    if (isOver) return;
    isOver = true;
    a.close();
    b.close();
  };
  const pass = (to: FrameEnd) => (frame: string) => {
    if (isOver) return;
    to.send(frame);
    if (to.waiting() > mostWaitingBytes) end();
  };
  a.listen({ frame: pass(b), close: end });
  b.listen({ frame: pass(a), close: end });
}

/** The end of a port to the engine's thread. */
export const endOfPort = (port: MessagePort): FrameEnd => ({
  send: (frame) => port.postMessage(frame),
  listen: (on) => {
    port.on('message', (frame: unknown) => (typeof frame === 'string' ? on.frame(frame) : on.close()));
    port.on('close', on.close);
  },
  close: () => port.close(),
  waiting: () => 0,
});

/** As Electron's main process has it: `MessagePortMain`, which can't be handed to a worker thread. */
export interface ElectronPort {
  postMessage(message: string): void;
  on(event: 'message', listener: (message: { readonly data: unknown }) => void): unknown;
  on(event: 'close', listener: () => void): unknown;
  start(): void;
  close(): void;
}

export const endOfElectronPort = (port: ElectronPort): FrameEnd => ({
  send: (frame) => port.postMessage(frame),
  listen: (on) => {
    port.on('message', ({ data }) => (typeof data === 'string' ? on.frame(data) : on.close()));
    port.on('close', on.close);
    port.start();
  },
  close: () => port.close(),
  waiting: () => 0,
});

export const endOfWebSocket = (socket: WebSocket): FrameEnd => ({
  send: (frame) => socket.send(frame),
  listen: (on) => {
    socket.on('message', (data, isBinary) => (isBinary ? on.close() : on.frame(data.toString())));
    socket.on('close', on.close);
    // `close` follows each error; without a listener an error would end the process.
    socket.on('error', on.close);
  },
  close: () => socket.close(),
  waiting: () => socket.bufferedAmount,
});

/** One frame a line: oRPC's frames are JSON, which has no line feed of its own. A line over `mostBytes` closes. */
export const endOfSocket = (socket: Socket, mostBytes: number): FrameEnd => ({
  send: (frame) => {
    if (frame.includes('\n')) throw new Error('a frame with a line feed would arrive as two');
    socket.write(`${frame}\n`);
  },
  listen: (on) => {
    const lines = lineReader(mostBytes, on.frame);
    socket.on('data', (chunk: Buffer) => {
      if (!lines.add(chunk)) on.close();
    });
    socket.on('close', on.close);
    socket.on('error', on.close);
  },
  close: () => socket.destroy(),
  waiting: () => socket.writableLength,
});

/** Cuts bytes into lines without copying a long line again for each of its chunks. */
function lineReader(mostBytes: number, onLine: (line: string) => void) {
  // A chunk may end within a letter.
  const decoder = new StringDecoder('utf8');
  let parts: string[] = [];
  let bytes = 0;
  return {
    /** False when the line under way has become too long. */
    add: (chunk: Buffer): boolean => {
      bytes += chunk.length;
      const [first = '', ...rest] = decoder.write(chunk).split('\n');
      parts.push(first);
      for (const next of rest) {
        onLine(parts.join(''));
        parts = [next];
        bytes = Buffer.byteLength(next);
      }
      return bytes <= mostBytes;
    },
  };
}
