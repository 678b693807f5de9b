import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useLocation } from 'wouter';
import { engine } from '../../../rpc/engine.ts';
import { keys } from '../../../rpc/queries.ts';

/** The sample that shows the most: a shop's sheet as it grows over the years. */
const bestSample = 'clientes-baguncada.csv';

/** One click to try Malote: the practice account, and a sheet of invented people at its first step. */
export function usePractice() {
  const queryClient = useQueryClient();
  const [, navigate] = useLocation();
  return useMutation({
    mutationFn: async () => {
      const account = await engine.accounts.practice();
      const samples = await engine.system.samples();
      const sample = samples.find(({ name }) => name === bestSample) ?? samples[0];
      const staged =
        sample === undefined
          ? null
          : await engine.imports.stage({ path: sample.path, fileName: sample.name, accountId: account.id });
      await engine.settings.set({ welcomed: true });
      return staged;
    },
    onSuccess: (staged) => {
      void queryClient.invalidateQueries({ queryKey: keys.settings });
      void queryClient.invalidateQueries({ queryKey: keys.accounts });
      void queryClient.invalidateQueries({ queryKey: keys.jobs });
      if (staged) navigate(`/importar/${staged.importId}/planilha`);
    },
  });
}
