import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import type { PlanStep } from '#shared/plan/follow.ts';
import { jobIdOf } from '#shared/rpc/errors.ts';
import type { FollowedPlan } from '#shared/rpc/plans.ts';
import { engine } from '../../rpc/engine.ts';
import { keys, queries } from '../../rpc/queries.ts';

/** The plan that an import follows, and what a person can say to it; null where it follows none. */
export function useFollowedPlan(importId: number): {
  readonly plan: FollowedPlan | null;
  readonly letGo: () => void;
  readonly heed: (step: PlanStep) => void;
  /** Looks again for what the account did not have. */
  readonly retry: () => void;
  readonly error: unknown;
  readonly isBusy: boolean;
} {
  const queryClient = useQueryClient();
  const plan = useQuery(queries.followedPlan(importId)).data ?? null;
  const renew = () => queryClient.invalidateQueries({ queryKey: keys.plan(importId) });
  const letGo = useMutation({ mutationFn: () => engine.plans.letGo({ importId }), onSettled: renew });
  const heed = useMutation({
    mutationFn: (step: PlanStep) => engine.plans.heed({ importId, step }),
    onSettled: renew,
  });
  const retry = useMutation({
    mutationFn: () => engine.plans.retry({ importId }),
    onSuccess: () => queryClient.invalidateQueries({ queryKey: keys.job(jobIdOf.import(importId)) }),
    onSettled: renew,
  });
  const all = [letGo, heed, retry];
  return {
    plan,
    letGo: () => letGo.mutate(),
    heed: heed.mutate,
    retry: () => retry.mutate(),
    error: all.find(({ error }) => error !== null)?.error ?? null,
    isBusy: all.some(({ isPending }) => isPending),
  };
}
