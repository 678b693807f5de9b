import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useLocation } from 'wouter';
import { jobIdOf } from '#shared/rpc/errors.ts';
import { engine } from '../../rpc/engine.ts';
import { keys } from '../../rpc/queries.ts';

type Move =
  | { readonly kind: 'start'; readonly confirm: number }
  | { readonly kind: 'discard' }
  | { readonly kind: 'retry' }
  | { readonly kind: 'decide'; readonly as: 'done' | 'again' };

/** Begins an action, drops its draft, tries what failed again, or says what a person found out about what is held. */
export function useAction(actionId: number) {
  const queryClient = useQueryClient();
  const [, navigate] = useLocation();
  const job = jobIdOf.action(actionId);
  const mutation = useMutation({
    mutationFn: async (move: Move): Promise<void> => {
      if (move.kind === 'start') await engine.actions.start({ actionId, confirm: move.confirm });
      else if (move.kind === 'discard') await engine.actions.discard({ actionId });
      else if (move.kind === 'retry') await engine.jobs.retry({ job });
      else await engine.actions.decide({ actionId, as: move.as });
    },
    onSuccess: async (_, move) => {
      if (move.kind === 'discard') navigate('/ferramentas', { replace: true });
      else await queryClient.invalidateQueries({ queryKey: keys.job(job) });
      await queryClient.invalidateQueries({ queryKey: keys.jobs });
    },
  });
  return {
    move: mutation.mutate,
    busy: mutation.isPending ? mutation.variables : null,
    error: mutation.error,
  };
}
