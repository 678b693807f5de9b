/** A keyboard, as Node's standard input is one. */
export interface Keyboard {
  readonly setRawMode?: (isRaw: boolean) => unknown;
  on(event: 'data', listener: (chunk: Buffer | string) => void): unknown;
  off(event: 'data', listener: (chunk: Buffer | string) => void): unknown;
  once(event: 'end', listener: () => void): unknown;
  resume(): unknown;
  pause(): unknown;
}

const keys = { enter: ['\r', '\n'], end: '\u0004', interrupt: '\u0003', erase: ['\u007f', '\b'] } as const;

/** Reads one line without showing it, for a token. Null where the line is given up with Ctrl-C or Ctrl-D. */
export function readHidden(
  keyboard: Keyboard,
  talk: { readonly question: string; readonly show: (text: string) => void; readonly interrupt: () => void },
): Promise<string | null> {
  talk.show(talk.question);
  keyboard.setRawMode?.(true);
  keyboard.resume();
  return new Promise((resolve) => {
    let line = '';
    const end = (result: string | null) => {
      keyboard.off('data', hear);
      keyboard.setRawMode?.(false);
      keyboard.pause();
      talk.show('\n');
      resolve(result);
    };
    const hear = (chunk: Buffer | string) => {
      // A pasted token may come with its line end, and with what follows.
      for (const key of chunk.toString()) {
        if (keys.enter.some((enter) => enter === key)) return end(line);
        if (key === keys.end) return end(null);
        if (key === keys.interrupt) {
          end(null);
          return talk.interrupt();
        }
        if (keys.erase.some((erase) => erase === key)) line = line.slice(0, -1);
        else if (key >= ' ') line += key;
      }
    };
    keyboard.on('data', hear);
    keyboard.once('end', () => end(line === '' ? null : line));
  });
}
