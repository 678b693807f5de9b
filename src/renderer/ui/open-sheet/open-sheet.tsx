import { useQuery, useQueryClient } from '@tanstack/react-query';
import { createContext, type ReactNode, useCallback, useContext, useEffect, useMemo, useRef, useState } from 'react';
import { useLocation } from 'wouter';
import type { Problem } from '#shared/problem.ts';
import type { Account } from '#shared/rpc/accounts.ts';
import { onSheetFromOutside } from '../../rpc/bridge.ts';
import { engine } from '../../rpc/engine.ts';
import { problemOf } from '../../rpc/problem.ts';
import { keys, queries } from '../../rpc/queries.ts';
import { type HandOver, handOver, type SheetFile } from '../../rpc/sheet-file.ts';
import { useTexts } from '../../texts/use-texts.ts';
import { useShortcut } from '../shortcuts.tsx';

/** A sheet on its way from the user's hand to the first step of its import. */
export type Opening =
  | { readonly kind: 'idle' }
  | { readonly kind: 'copying'; readonly fileName: string; readonly share: number }
  | { readonly kind: 'reading'; readonly fileName: string }
  | { readonly kind: 'failed'; readonly fileName: string; readonly why: Exclude<HandOver, { kind: 'ready' }> | Error };

interface OpenSheet {
  readonly opening: Opening;
  /** Lets the user choose a file. */
  readonly choose: () => void;
  readonly take: (file: File) => void;
  /** A file that is on this machine already. */
  readonly takePath: (sheet: SheetFile, accountId?: number) => void;
  /** What was dropped is no file at all. */
  readonly refuse: (problem: Problem) => void;
  readonly stop: () => void;
  /** What takes dropped files in the place of an import, with what it says while one hovers; null where nothing does. */
  readonly taker: DropTaker | null;
  readonly registerTaker: (taker: DropTaker) => () => void;
  /** True while a drop zone shows what happens; otherwise a dialog does. */
  readonly hasZone: boolean;
  readonly registerZone: () => () => void;
}

interface DropTaker {
  readonly label: string;
  readonly take: (file: File) => void;
}

const Context = createContext<OpenSheet | null>(null);

export function useOpenSheet(): OpenSheet {
  const open = useContext(Context);
  if (!open) throw new Error('sheets are opened within their provider');
  return open;
}

/** While this stands on the screen, files that are dropped on the window are for it, and not sheets to open. */
export function useTakesDrops(label: string, take: (file: File) => void): void {
  const { registerTaker } = useOpenSheet();
  const latest = useRef(take);
  latest.current = take;
  useEffect(() => registerTaker({ label, take: (file) => latest.current(file) }), [registerTaker, label]);
}

export const sheetEndings = ['.csv', '.tsv', '.txt', '.xlsx', '.xls', '.ods'] as const;

/** The account that a new sheet is for, where there is no question about it. */
function onlyAccount(accounts: readonly Account[]): number | null {
  const own = accounts.filter(({ kind }) => kind === 'digisac');
  const [first, second] = own.length > 0 ? own : accounts;
  return first && !second ? first.id : null;
}

export function OpenSheetProvider(props: { readonly children: ReactNode }) {
  const say = useTexts('common');
  const queryClient = useQueryClient();
  const [, navigate] = useLocation();
  const accounts = useQuery(queries.accounts()).data;
  const [opening, setOpening] = useState<Opening>({ kind: 'idle' });
  const [zones, setZones] = useState(0);
  const [taker, setTaker] = useState<DropTaker | null>(null);
  const input = useRef<HTMLInputElement>(null);
  const underWay = useRef<AbortController | null>(null);

  const stage = useCallback(
    async (sheet: SheetFile, accountId: number | null, signal: AbortSignal) => {
      const { fileName } = sheet;
      setOpening({ kind: 'reading', fileName });
      try {
        const { importId } = await engine.imports.stage({ ...sheet, accountId }, { signal });
        if (signal.aborted) return;
        void queryClient.invalidateQueries({ queryKey: keys.jobs });
        setOpening({ kind: 'idle' });
        navigate(`/importar/${importId}/planilha`);
      } catch (error) {
        if (!(error instanceof Error)) throw error;
        if (signal.aborted) return;
        const problem = problemOf(error);
        setOpening({ kind: 'failed', fileName, why: problem ? { kind: 'problem', problem } : error });
      }
    },
    [navigate, queryClient],
  );
  const begin = useCallback(() => {
    underWay.current?.abort();
    underWay.current = new AbortController();
    return underWay.current.signal;
  }, []);
  const chosenAccount = useRef<number | null>(null);
  chosenAccount.current = onlyAccount(accounts ?? []);

  const take = useCallback(
    async (file: File) => {
      const signal = begin();
      const fileName = file.name;
      setOpening({ kind: 'copying', fileName, share: 0 });
      const onProgress = (share: number) => {
        if (!signal.aborted) setOpening({ kind: 'copying', fileName, share });
      };
      const handed = await handOver(file, { onProgress, signal });
      if (signal.aborted) return;
      if (handed.kind === 'ready') return stage(handed.sheet, chosenAccount.current, signal);
      setOpening({ kind: 'failed', fileName, why: handed });
    },
    [begin, stage],
  );
  const takePath = useCallback(
    (sheet: SheetFile, accountId?: number) => void stage(sheet, accountId ?? chosenAccount.current, begin()),
    [begin, stage],
  );
  useEffect(
    () => onSheetFromOutside((path) => takePath({ path, fileName: path.split(/[/\\]/).at(-1) ?? path })),
    [takePath],
  );

  const registerTaker = useCallback((taking: DropTaker) => {
    setTaker(taking);
    return () => setTaker((current) => (current === taking ? null : current));
  }, []);
  const choose = useCallback(() => input.current?.click(), []);
  useShortcut('mod+O', say('keys.openSheet'), choose);

  const value = useMemo(
    () => ({
      opening,
      choose,
      take: (file: File) => void take(file),
      takePath,
      refuse: (problem: Problem) => setOpening({ kind: 'failed', fileName: '', why: { kind: 'problem', problem } }),
      stop: () => {
        underWay.current?.abort();
        setOpening({ kind: 'idle' });
      },
      taker,
      registerTaker,
      hasZone: zones > 0,
      registerZone: () => {
        setZones((count) => count + 1);
        return () => setZones((count) => count - 1);
      },
    }),
    [opening, choose, take, takePath, zones, taker, registerTaker],
  );
  return (
    <Context value={value}>
      {props.children}
      <input
        ref={input}
        type="file"
        hidden
        aria-label={say('keys.openSheet')}
        accept={sheetEndings.join(',')}
        onChange={(event) => {
          const file = event.currentTarget.files?.[0];
          // The same file can be chosen again after it was mended.
          event.currentTarget.value = '';
          if (file) void take(file);
        }}
      />
    </Context>
  );
}
