import { queryOptions } from '@tanstack/react-query';
import type { Receipt } from '#shared/recipient/delivery.ts';
import { engine } from '../../../rpc/engine.ts';
import { keys } from '../../../rpc/queries.ts';

const pollMs = 2_000;
/** A minute: who has the phone in the hand has it by then. */
const mostPolls = 30;

interface TestReceipt {
  readonly receipt: Receipt;
  /** Why it failed, as the account says it. */
  readonly detail: string | null;
  readonly asked: number;
  /** It is not asked again. */
  readonly isOver: boolean;
}

export const messageQueries = {
  /** Approved templates of the connection that the import sends through; none where it has none. */
  approved: (importId: number) =>
    queryOptions({
      queryKey: [...keys.accounts, 'approved', importId],
      queryFn: ({ signal }) => engine.messages.approved({ importId }, { signal }),
      staleTime: 60_000,
      retry: false,
    }),

  quickReplies: (accountId: number | null, isWanted: boolean) =>
    queryOptions({
      queryKey: [...keys.accounts, 'quickReplies', accountId],
      queryFn: ({ signal }) => engine.messages.quickReplies({ accountId: accountId ?? 0 }, { signal }),
      enabled: isWanted && accountId !== null,
      staleTime: 60_000,
      retry: false,
    }),

  saved: (isWanted: boolean) =>
    queryOptions({
      queryKey: ['savedTexts'],
      queryFn: ({ signal }) => engine.messages.saved(undefined, { signal }),
      enabled: isWanted,
    }),

  /** What became of a test message, asked again until it was read, refused, or a minute is over. */
  receipt: (importId: number, messageId: string) =>
    queryOptions({
      queryKey: ['testReceipt', importId, messageId] as const,
      queryFn: async ({ client, queryKey, signal }): Promise<TestReceipt> => {
        const answer = await engine.messages.receipt({ importId, messageId }, { signal });
        const asked = 1 + (client.getQueryData<TestReceipt>(queryKey)?.asked ?? 0);
        const isFinal = answer.receipt === 'read' || answer.receipt === 'failed';
        return { ...answer, asked, isOver: isFinal || asked >= mostPolls };
      },
      retry: 2,
      staleTime: Number.POSITIVE_INFINITY,
      refetchInterval: ({ state }) => (state.data?.isOver || state.status === 'error' ? false : pollMs),
    }),
};
