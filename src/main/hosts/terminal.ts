import { createInterface, type Interface } from 'node:readline';

export type StopSignal = 'SIGINT' | 'SIGTERM';

/** What a host without a window needs of the process it runs in. */
export interface Terminal {
  /** A result, for standard output. */
  readonly print: (line: string) => void;
  /** A word to people, for standard error. */
  readonly say: (line: string) => void;
  /** Somebody sits there, and can press a key. */
  readonly isInteractive: boolean;
  readonly onEnter: (listener: () => void) => void;
  readonly onStop: (listener: (signal: StopSignal) => void) => void;
  /** Lets go of keyboard and signals. */
  readonly release: () => void;
}

/** The terminal of this process. */
export function processTerminal(): Terminal {
  const releases: (() => void)[] = [];
  let keyboard: Interface | null = null;
  return {
    print: (line) => void process.stdout.write(`${line}\n`),
    say: (line) => void process.stderr.write(`${line}\n`),
    isInteractive: process.stdin.isTTY === true && process.stdout.isTTY === true,
    onEnter: (listener) => {
      keyboard ??= createInterface({ input: process.stdin });
      keyboard.on('line', listener);
    },
    onStop: (listener) => {
      for (const signal of ['SIGINT', 'SIGTERM'] as const) {
        const heard = () => listener(signal);
        process.on(signal, heard);
        releases.push(() => process.off(signal, heard));
      }
    },
    release: () => {
      keyboard?.close();
      for (const release of releases.splice(0)) release();
    },
  };
}

/** Can a browser be opened here at all? Linux without a display has none to show it on. */
export const hasDisplay = (name: NodeJS.Platform, env: Readonly<Record<string, string | undefined>>): boolean =>
  name === 'darwin' || name === 'win32' || Boolean(env['DISPLAY'] || env['WAYLAND_DISPLAY']);
