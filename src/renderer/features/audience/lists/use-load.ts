import { useEffect, useRef, useState } from 'react';
import { ProblemError } from '#shared/problem.ts';
import { engine } from '../../../rpc/engine.ts';
import { handOver } from '../../../rpc/sheet-file.ts';

type LoadState =
  | { readonly kind: 'idle' }
  | { readonly kind: 'copying'; readonly share: number }
  | { readonly kind: 'reading'; readonly share: number; readonly numbers: number }
  /** Null: the copy broke off. */
  | { readonly kind: 'notCopied'; readonly mostBytes: number | null }
  | { readonly kind: 'failed'; readonly error: unknown };

interface About {
  readonly name: string;
  readonly source: string;
  readonly dated: string;
  readonly goodForDays: number | null;
  readonly areas: string[];
  readonly replaces: number | null;
}

/** A file on its way into a block list. Leaving breaks it off: nothing of it stays. */
export function useLoad(onLoaded: () => void) {
  const [state, setState] = useState<LoadState>({ kind: 'idle' });
  const underWay = useRef<AbortController | null>(null);
  const stop = () => {
    underWay.current?.abort();
    underWay.current = null;
    setState({ kind: 'idle' });
  };
  useEffect(() => () => underWay.current?.abort(), []);

  async function start(file: File, about: About): Promise<void> {
    stop();
    const mine = new AbortController();
    const { signal } = mine;
    underWay.current = mine;
    setState({ kind: 'copying', share: 0 });
    try {
      const onProgress = (share: number) => {
        if (!signal.aborted) setState({ kind: 'copying', share });
      };
      const handed = await handOver(file, { onProgress, signal });
      if (signal.aborted) return;
      if (handed.kind === 'problem') throw new ProblemError(handed.problem);
      if (handed.kind !== 'ready') {
        setState({ kind: 'notCopied', mostBytes: handed.kind === 'tooLarge' ? handed.mostBytes : null });
        return;
      }
      setState({ kind: 'reading', share: 0, numbers: 0 });
      for await (const event of await engine.blockLists.load({ ...handed.sheet, ...about }, { signal })) {
        if (signal.aborted) return;
        if (event.type === 'loaded') onLoaded();
        else {
          const share = event.fileBytes === 0 ? 0 : event.bytesRead / event.fileBytes;
          setState({ kind: 'reading', share, numbers: event.numbers });
        }
      }
    } catch (error) {
      if (!signal.aborted) setState({ kind: 'failed', error });
    }
  }

  return { state, start, stop };
}
