import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useEffect, useRef } from 'react';
import { useLocation } from 'wouter';
import type { ActionTarget } from '#shared/actions/target.ts';
import type { Wish } from '#shared/actions/wish.ts';
import { engine } from '../../rpc/engine.ts';
import { keys } from '../../rpc/queries.ts';
import { targetOf, type Whom } from './whom.ts';

/** Makes the draft of an action, and leads to it. An audience is made a list first; leaving the screen breaks that off. */
export function useCreate() {
  const [, navigate] = useLocation();
  const queryClient = useQueryClient();
  const underWay = useRef<AbortController | null>(null);
  useEffect(() => () => underWay.current?.abort(), []);

  async function target(whom: Whom, signal: AbortSignal): Promise<ActionTarget> {
    const direct = targetOf(whom);
    if (direct !== null) return direct;
    const saved = (await engine.audiences.saved(undefined, { signal })).find(({ id }) => id === whom.audienceId);
    if (saved === undefined) throw new Error('the audience is gone');
    const { name, definition } = saved;
    for await (const event of await engine.audiences.make({ name, definition }, { signal })) {
      if (event.type === 'made') return { kind: 'import', importId: event.importId };
    }
    throw new Error('the list ended without being made');
  }

  return useMutation({
    mutationFn: async (ask: { readonly name: string; readonly wish: Wish; readonly whom: Whom }) => {
      const mine = new AbortController();
      underWay.current = mine;
      const { name, wish, whom } = ask;
      const { accountId } = whom;
      return engine.actions.create({ accountId, name, wish, target: await target(whom, mine.signal) });
    },
    onSuccess: ({ actionId }) => {
      void queryClient.invalidateQueries({ queryKey: keys.jobs });
      navigate(`/ferramentas/acao/${actionId}`);
    },
  });
}
