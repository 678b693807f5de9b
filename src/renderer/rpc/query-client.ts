import { QueryClient } from '@tanstack/react-query';
import { problemOf } from './problem.ts';

/** An unexpected error of a query is mostly the engine's thread that broke and comes back: asked again, a few times. */
const mostRetries = 3;

/** Everything is fresh until the engine says that it changed (watch.ts). */
export const createQueryClient = (): QueryClient =>
  new QueryClient({
    defaultOptions: {
      queries: {
        staleTime: Number.POSITIVE_INFINITY,
        gcTime: 5 * 60_000,
        networkMode: 'always',
        refetchOnWindowFocus: false,
        refetchOnReconnect: false,
        retry: (failures, error) => problemOf(error) === null && failures < mostRetries,
        retryDelay: (failures) => 300 * 2 ** failures,
      },
      mutations: { networkMode: 'always', retry: false },
    },
  });
