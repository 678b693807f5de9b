import { queryOptions, useMutation, useQueryClient } from '@tanstack/react-query';
import { engine } from '../../rpc/engine.ts';

const key = ['routines'] as const;
/** Runs go on in the background. */
const freshMs = 5_000;

export const routineQueries = {
  all: () =>
    queryOptions({
      queryKey: [...key, 'list'],
      queryFn: ({ signal }) => engine.routines.list(undefined, { signal }),
      refetchInterval: freshMs,
    }),
  history: (routineId: number) =>
    queryOptions({
      queryKey: [...key, 'history', routineId],
      queryFn: ({ signal }) => engine.routines.history({ routineId }, { signal }),
      refetchInterval: freshMs,
    }),
};

/** Something done to routines; what the screen shows of them is asked again afterwards. */
export function useRoutineVerb<Ask>(verb: (ask: Ask) => Promise<unknown>, onDone: () => void = () => undefined) {
  const queryClient = useQueryClient();
  return useMutation({
    mutationFn: verb,
    onSuccess: async () => {
      await queryClient.invalidateQueries({ queryKey: key });
      onDone();
    },
  });
}
