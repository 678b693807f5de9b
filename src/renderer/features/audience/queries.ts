import { queryOptions } from '@tanstack/react-query';
import type { AudienceDefinition } from '#shared/audience/definition.ts';
import { usualExclusions } from '#shared/campaign/exclusions.ts';
import type { AudienceCounted, AudienceCounting } from '#shared/rpc/audiences.ts';
import { engine } from '../../rpc/engine.ts';
import { keys } from '../../rpc/queries.ts';

export const audienceKeys = { blockLists: ['blockLists'] as const };

/** Whom the audience is for. */
export interface Connection {
  readonly accountId: number;
  readonly serviceId: string;
}

export const audienceQueries = {
  sources: (connection: Connection) =>
    queryOptions({
      queryKey: ['audiences', 'sources', connection],
      queryFn: ({ signal }) => engine.audiences.sources(connection, { signal }),
    }),
  directory: (accountId: number) =>
    queryOptions({
      queryKey: [...keys.accounts, accountId, 'directory'],
      queryFn: ({ signal }) => engine.audiences.directory({ accountId }, { signal }),
      staleTime: 60_000,
    }),
  /** Counts it, told as it goes. Null: nothing to count. */
  count: (definition: AudienceDefinition | null, onReading: (reading: AudienceCounting) => void) =>
    queryOptions({
      queryKey: ['audiences', 'count', definition],
      queryFn: async ({ signal }): Promise<AudienceCounted> => {
        if (definition === null) throw new Error('counted an audience that is none');
        const events = await engine.audiences.count({ definition, exclusions: usualExclusions }, { signal });
        for await (const event of events) {
          if (event.type === 'counted') return event;
          onReading(event);
        }
        throw new Error('the count ended without a number');
      },
      enabled: definition !== null,
      gcTime: 60_000,
    }),
  blockLists: () =>
    queryOptions({
      queryKey: audienceKeys.blockLists,
      queryFn: ({ signal }) => engine.blockLists.list(undefined, { signal }),
    }),
};
