import { queryOptions } from '@tanstack/react-query';
import { engine } from '../../rpc/engine.ts';

/** The sheets of invented people that come with Malote. */
export const samplesQuery = () =>
  queryOptions({
    queryKey: ['samples'],
    queryFn: ({ signal }) => engine.system.samples(undefined, { signal }),
  });
