import { setTimeout as pause } from 'node:timers/promises';
import type { StopSignal } from '../terminal.ts';
import { createKeyboard, type Keyboard } from './keyboard.ts';

/** Where lines go. */
export interface Sink {
  readonly write: (text: string) => void;
  /** Resolves when what was written has been taken in: whoever prints a million lines waits here now and then. */
  readonly drained: () => Promise<void>;
  /** A person looks at it, and lines can be drawn over. */
  readonly isTerminal: boolean;
  readonly columns: () => number;
}

/** Why a command is to end before its work does. `gone`: nobody reads standard output any more. */
export type StopCause = StopSignal | 'gone';

/** What the command line needs of the process it runs in; tests bring their own. */
export interface Console {
  /** Results. */
  readonly out: Sink;
  /** Words to people. */
  readonly err: Sink;
  /** Somebody sits there and can answer. */
  readonly isInteractive: boolean;
  readonly keyboard: Keyboard;
  /** All of standard input. */
  readonly readAll: () => Promise<string>;
  readonly env: Readonly<Record<string, string | undefined>>;
  readonly onStop: (listener: (cause: StopCause) => void) => void;
  readonly now: () => number;
  readonly sleep: (ms: number, signal: AbortSignal) => Promise<void>;
}

/** The console of this process. */
export function processConsole(): Console {
  const isDumb = process.env['TERM'] === 'dumb';
  const listeners: ((cause: StopCause) => void)[] = [];
  const tell = (cause: StopCause) => {
    for (const listener of listeners) listener(cause);
  };
  process.on('SIGINT', () => tell('SIGINT'));
  process.on('SIGTERM', () => tell('SIGTERM'));
  process.stdout.on('error', (error) => {
    if (!isBrokenPipe(error)) throw error;
    tell('gone');
  });
  // Without anybody who reads words, the work goes on in silence.
  process.stderr.on('error', (error) => {
    if (!isBrokenPipe(error)) throw error;
  });
  return {
    out: sinkOf(process.stdout, isDumb),
    err: sinkOf(process.stderr, isDumb),
    isInteractive: process.stdin.isTTY === true && process.stderr.isTTY === true,
    keyboard: createKeyboard(process.stdin, {
      output: process.stderr,
      // Not by a real signal: while nothing else goes on, the process would end before it arrives.
      interrupt: () => tell('SIGINT'),
    }),
    readAll: async () => {
      const chunks: Buffer[] = [];
      for await (const chunk of process.stdin) chunks.push(Buffer.from(chunk));
      return Buffer.concat(chunks).toString('utf8');
    },
    env: process.env,
    onStop: (listener) => void listeners.push(listener),
    now: Date.now,
    // Rejects when the signal aborts, and for no other reason.
    sleep: (ms, signal) => pause(ms, undefined, { signal }).catch(() => undefined),
  };
}

const isBrokenPipe = (error: Error): boolean =>
  'code' in error && (error.code === 'EPIPE' || error.code === 'ERR_STREAM_DESTROYED');

function sinkOf(stream: NodeJS.WriteStream, isDumb: boolean): Sink {
  return {
    write: (text) => void stream.write(text),
    drained: () =>
      new Promise((resolve) => {
        if (!stream.writableNeedDrain) return resolve();
        stream.once('drain', resolve);
        stream.once('error', () => resolve());
      }),
    isTerminal: stream.isTTY === true && !isDumb,
    columns: () => stream.columns ?? 80,
  };
}
