import { createInterface } from 'node:readline/promises';

/** Standard input, as a keyboard. */
export interface KeyboardInput extends NodeJS.ReadableStream {
  readonly setRawMode?: (isRaw: boolean) => unknown;
}

export interface Keyboard {
  /** The next line that is typed; null where there is none. */
  readonly ask: (question: string) => Promise<string | null>;
  /** The same without showing what is typed: for a token. */
  readonly askHidden: (question: string) => Promise<string | null>;
  /** Gives up a question that is open: otherwise it would keep the process alive. */
  readonly release: () => void;
}

const keys = { enter: ['\r', '\n'], end: '\u0004', interrupt: '\u0003', erase: ['\u007f', '\b'] } as const;

/** Ctrl-C reaches a program that reads keys one by one as a key: `interrupt` makes it the signal it is elsewhere. */
export function createKeyboard(
  input: KeyboardInput,
  { output, interrupt }: { readonly output: NodeJS.WritableStream; readonly interrupt: () => void },
): Keyboard {
  let giveUp: () => void = () => undefined;

  return {
    ask: (question) =>
      new Promise((resolve) => {
        const lines = createInterface({ input, output });
        giveUp = () => lines.close();
        // The signal ends the command: there is nothing to answer any more.
        lines.once('SIGINT', interrupt);
        lines.once('close', () => resolve(null));
        lines.once('line', (line) => {
          resolve(line);
          lines.close();
        });
        lines.setPrompt(question);
        lines.prompt();
      }),

    askHidden: (question) =>
      new Promise((resolve) => {
        let line = '';
        const letGo = () => {
          input.off('data', hear);
          input.off('end', onEnd);
          input.setRawMode?.(false);
          input.pause();
          output.write('\n');
        };
        const end = (result: string | null) => {
          letGo();
          resolve(result);
        };
        const onEnd = () => end(line === '' ? null : line);
        const hear = (chunk: Buffer | string) => {
          // A pasted token comes in one piece, often with its line end.
          for (const key of chunk.toString()) {
            if (keys.enter.some((enter) => enter === key)) return end(line);
            if (key === keys.end) return end(null);
            if (key === keys.interrupt) {
              letGo();
              return interrupt();
            }
            if (keys.erase.some((erase) => erase === key)) line = line.slice(0, -1);
            else if (key >= ' ') line += key;
          }
        };
        giveUp = () => input.pause();
        output.write(question);
        input.setRawMode?.(true);
        input.on('data', hear);
        input.once('end', onEnd);
        input.resume();
      }),

    release: () => giveUp(),
  };
}
