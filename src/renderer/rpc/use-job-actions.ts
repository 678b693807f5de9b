import { useMutation, useQueryClient } from '@tanstack/react-query';
import type { JobId } from '#shared/rpc/errors.ts';
import type { JobSnapshot } from '#shared/rpc/jobs.ts';
import { engine } from './engine.ts';
import { keys } from './queries.ts';
import { merged } from './watch.ts';

type Move = 'pause' | 'resume' | 'cancel';

/** Pause, resume and cancel of a job; `error` is what the last of them ended with. */
export function useJobActions(job: JobId) {
  const queryClient = useQueryClient();
  const mutation = useMutation({
    mutationFn: (move: Move) => engine.jobs[move]({ job }),
    onSuccess: (moved: JobSnapshot) => {
      queryClient.setQueryData(keys.snapshot(job), moved);
      queryClient.setQueryData<readonly JobSnapshot[]>(keys.jobs, (known) => known && merged(known, [moved]));
      void queryClient.invalidateQueries({ queryKey: keys.job(job) });
    },
  });
  return {
    move: mutation.mutate,
    /** Which of them is under way. */
    busy: mutation.isPending ? mutation.variables : null,
    error: mutation.error,
  };
}
