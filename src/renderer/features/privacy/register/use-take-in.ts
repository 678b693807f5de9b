import { useEffect, useRef, useState } from 'react';
import { ProblemError } from '#shared/problem.ts';
import { engine } from '../../../rpc/engine.ts';
import { handOver } from '../../../rpc/sheet-file.ts';

/** What came of a list. */
export interface TakenIn {
  readonly added: number;
  readonly known: number;
  readonly skipped: number;
  readonly unreadable: number;
}

type TakeInState =
  | { readonly kind: 'idle' }
  | { readonly kind: 'copying'; readonly share: number }
  | { readonly kind: 'reading' }
  | { readonly kind: 'done'; readonly counts: TakenIn }
  /** Null: the copy broke off. */
  | { readonly kind: 'notCopied'; readonly mostBytes: number | null }
  | { readonly kind: 'failed'; readonly error: unknown };

/** A sheet on its way into the register. It does not stay among the imports, whatever comes of it. */
export function useTakeIn(onTaken: () => void) {
  const [state, setState] = useState<TakeInState>({ kind: 'idle' });
  const underWay = useRef<AbortController | null>(null);
  useEffect(() => () => underWay.current?.abort(), []);

  async function start(file: File, accountId: number): Promise<void> {
    underWay.current?.abort();
    const mine = new AbortController();
    const { signal } = mine;
    underWay.current = mine;
    setState({ kind: 'copying', share: 0 });
    let importId: number | null = null;
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
      setState({ kind: 'reading' });
      importId = (await engine.imports.stage({ ...handed.sheet, accountId: null })).importId;
      const counts = await engine.optouts.takeIn({ importId, accountId }, { signal });
      onTaken();
      if (!signal.aborted) setState({ kind: 'done', counts });
    } catch (error) {
      if (!signal.aborted) setState({ kind: 'failed', error });
    } finally {
      if (importId !== null) await engine.imports.discard({ importId }).catch(() => undefined);
    }
  }

  return { state, start };
}
