import { useQuery, useQueryClient } from '@tanstack/react-query';
import {
  createContext,
  type ReactNode,
  type RefObject,
  useCallback,
  useContext,
  useEffect,
  useMemo,
  useRef,
  useState,
} from 'react';
import { useLocation } from 'wouter';
import { onlyAccount } from '#shared/accounts/named.ts';
import type { Problem } from '#shared/problem.ts';
import type { OpenedPlan } from '#shared/rpc/plans.ts';
import { onSheetFromOutside } from '../../rpc/bridge.ts';
import { engine } from '../../rpc/engine.ts';
import { problemOf } from '../../rpc/problem.ts';
import { keys, queries } from '../../rpc/queries.ts';
import { type HandOver, handOver, type SheetFile } from '../../rpc/sheet-file.ts';
import { useTexts } from '../../texts/use-texts.ts';
import { isPlanName, type PlanInHand, planEndings, useOpenPlan } from '../open-plan/use-open-plan.ts';
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
  /** The plan whose sheet is waited for: the next one that is opened is for it. */
  readonly plan: PlanInHand;
  /** Lets the user choose a plan file. */
  readonly choosePlan: () => void;
  readonly forgetPlan: () => void;
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

export function OpenSheetProvider(props: { readonly children: ReactNode }) {
  const say = useTexts('common');
  const plans = useTexts('plan');
  const queryClient = useQueryClient();
  const [, navigate] = useLocation();
  const accounts = useQuery(queries.accounts()).data;
  const [opening, setOpening] = useState<Opening>({ kind: 'idle' });
  const [zones, setZones] = useState(0);
  const [taker, setTaker] = useState<DropTaker | null>(null);
  const input = useRef<HTMLInputElement>(null);
  const planInput = useRef<HTMLInputElement>(null);
  const { plan, take: takePlan, takePath: takePlanPath, forget: forgetPlan } = useOpenPlan();
  const opened = useRef<OpenedPlan | null>(null);
  opened.current = plan.kind === 'read' ? plan.opened : null;
  const underWay = useRef<AbortController | null>(null);

  const stage = useCallback(
    async (sheet: SheetFile, accountId: number | null, signal: AbortSignal) => {
      const { fileName } = sheet;
      setOpening({ kind: 'reading', fileName });
      try {
        const { importId, step } = await stageWith(opened.current, { ...sheet, accountId }, signal);
        if (signal.aborted) return;
        void queryClient.invalidateQueries({ queryKey: keys.jobs });
        forgetPlan();
        setOpening({ kind: 'idle' });
        navigate(`/importar/${importId}/${step}`);
      } catch (error) {
        if (!(error instanceof Error)) throw error;
        if (signal.aborted) return;
        const problem = problemOf(error);
        setOpening({ kind: 'failed', fileName, why: problem ? { kind: 'problem', problem } : error });
      }
    },
    [navigate, queryClient, forgetPlan],
  );
  const begin = useCallback(() => {
    underWay.current?.abort();
    underWay.current = new AbortController();
    return underWay.current.signal;
  }, []);
  const chosenAccount = useRef<number | null>(null);
  chosenAccount.current = onlyAccount(accounts ?? [])?.id ?? null;

  const take = useCallback(
    async (file: File) => {
      if (isPlanName(file.name)) return takePlan(file);
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
    [begin, stage, takePlan],
  );
  const takePath = useCallback(
    (sheet: SheetFile, accountId?: number) => {
      if (isPlanName(sheet.fileName)) takePlanPath(sheet);
      else void stage(sheet, accountId ?? chosenAccount.current, begin());
    },
    [begin, stage, takePlanPath],
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
  const choosePlan = useCallback(() => planInput.current?.click(), []);
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
      plan,
      choosePlan,
      forgetPlan: () => {
        underWay.current?.abort();
        setOpening({ kind: 'idle' });
        forgetPlan();
      },
    }),
    [opening, choose, take, takePath, zones, taker, registerTaker, plan, choosePlan, forgetPlan],
  );
  return (
    <Context value={value}>
      {props.children}
      <FileInput
        input={input}
        label={say('keys.openSheet')}
        endings={[...sheetEndings, ...planEndings]}
        onFile={(file) => void take(file)}
      />
      <FileInput input={planInput} label={plans('open')} endings={planEndings} onFile={takePlan} />
    </Context>
  );
}

function FileInput(props: {
  readonly input: RefObject<HTMLInputElement | null>;
  readonly label: string;
  readonly endings: readonly string[];
  readonly onFile: (file: File) => void;
}) {
  return (
    <input
      ref={props.input}
      type="file"
      hidden
      aria-label={props.label}
      accept={props.endings.join(',')}
      onChange={(event) => {
        const file = event.currentTarget.files?.[0];
        // The same file can be chosen again after it was mended.
        event.currentTarget.value = '';
        if (file) props.onFile(file);
      }}
    />
  );
}

const stepSlugs = { sheet: 'planilha', columns: 'colunas', review: 'revisar', create: 'revisar' } as const;

/** Begins an import with a sheet, as the plan says where there is one; `step`: where a person goes on. */
async function stageWith(
  opened: OpenedPlan | null,
  sheet: SheetFile & { readonly accountId: number | null },
  signal: AbortSignal,
): Promise<{ readonly importId: number; readonly step: string }> {
  if (opened === null) return { ...(await engine.imports.stage(sheet, { signal })), step: stepSlugs.sheet };
  const { fileName, plan, folder } = opened;
  const { importId, step } = await engine.plans.stage({ ...sheet, opened: { fileName, plan, folder } }, { signal });
  return { importId, step: stepSlugs[step] };
}
