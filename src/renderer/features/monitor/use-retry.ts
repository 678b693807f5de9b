import { useMutation, useQueryClient } from '@tanstack/react-query';
import type { JobId } from '#shared/rpc/errors.ts';
import { engine } from '../../rpc/engine.ts';
import { keys } from '../../rpc/queries.ts';

/** Puts what failed back in the queue; `data` says how many there were. */
export function useRetry(job: JobId) {
  const queryClient = useQueryClient();
  return useMutation({
    mutationFn: () => engine.jobs.retry({ job }),
    onSuccess: () => queryClient.invalidateQueries({ queryKey: keys.job(job) }),
  });
}
