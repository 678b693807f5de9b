import { useCallback, useRef, useState } from 'react';
import { zoneOfPlans } from '#shared/plan/pace.ts';
import { mostPlanBytes, tooLarge } from '#shared/plan/size.ts';
import { wordsOf } from '#shared/plan/words.ts';
import { ProblemError } from '#shared/problem.ts';
import type { OpenedPlan } from '#shared/rpc/plans.ts';
import { bridge } from '../../rpc/bridge.ts';
import { engine } from '../../rpc/engine.ts';
import type { SheetFile } from '../../rpc/sheet-file.ts';
import { ownTimeZone } from '../pace/wall-clock.ts';

/** A plan between the user's hand and the sheet that it waits for. */
export type PlanInHand =
  | { readonly kind: 'none' }
  | { readonly kind: 'reading'; readonly fileName: string }
  | { readonly kind: 'failed'; readonly fileName: string; readonly error: Error }
  | { readonly kind: 'read'; readonly opened: OpenedPlan };

export interface OpenPlan {
  readonly plan: PlanInHand;
  readonly take: (file: File) => void;
  /** A file that is on this machine already. */
  readonly takePath: (file: SheetFile) => void;
  readonly forget: () => void;
}

export const planEndings = ['.yaml', '.yml'] as const;
export const isPlanName = (fileName: string): boolean => /\.ya?ml$/i.test(fileName);

/** Plans name no time zone mostly: then this machine's counts, as on the command line. */
export const planTimeZone = (): string => zoneOfPlans(ownTimeZone());

type Source = Parameters<typeof engine.plans.open>[0]['from'];

/** Reads the plan that is in the user's hand; the engine understands it. */
export function useOpenPlan(): OpenPlan {
  const [plan, setPlan] = useState<PlanInHand>({ kind: 'none' });
  const underWay = useRef<AbortController | null>(null);
  const read = useCallback(async (fileName: string, source: () => Promise<Source>) => {
    underWay.current?.abort();
    underWay.current = new AbortController();
    const { signal } = underWay.current;
    setPlan({ kind: 'reading', fileName });
    try {
      const from = await source();
      const opened = await engine.plans.open({ fileName, from, timeZone: planTimeZone() }, { signal });
      if (!signal.aborted) setPlan({ kind: 'read', opened });
    } catch (error) {
      if (!(error instanceof Error)) throw error;
      if (!signal.aborted) setPlan({ kind: 'failed', fileName, error });
    }
  }, []);
  const take = useCallback((file: File) => void read(file.name, () => sourceOf(file)), [read]);
  const takePath = useCallback(
    ({ path, fileName }: SheetFile) => void read(fileName, async () => ({ kind: 'file', path })),
    [read],
  );
  const forget = useCallback(() => {
    underWay.current?.abort();
    setPlan({ kind: 'none' });
  }, []);
  return { plan, take, takePath, forget };
}

/** Where the machine's own path is known, the files that the plan names can be found beside it. */
async function sourceOf(file: File): Promise<Source> {
  if (file.size > mostPlanBytes) throw new ProblemError(tooLarge);
  const path = bridge()?.pathOf(file);
  if (path) return { kind: 'file', path };
  const text = wordsOf(new Uint8Array(await file.arrayBuffer()));
  if (text === null) throw new ProblemError({ kind: 'planNotUtf8', file: file.name });
  return { kind: 'text', text };
}
