import { createORPCClient, ORPCError } from '@orpc/client';
import { useSyncExternalStore } from 'react';
import type { EngineClient } from '#shared/rpc/contract.ts';
import { openChannel } from './channel.ts';
import { type ConnectionState, keepConnection } from './connection.ts';

const connection = keepConnection({
  open: openChannel,
  prove: async ({ link }) => {
    const client: EngineClient = createORPCClient(link);
    // That it failed at answering is an answer as well.
    await client.settings.get().catch((error: unknown) => {
      if (!(error instanceof ORPCError)) throw error;
    });
  },
  pause: (ms) => new Promise((resolve) => setTimeout(resolve, ms)),
  now: () => performance.now(),
});

/** The engine, as the contract has it: `engine.imports.get({ importId })`. Expected problems: `problemOf(error)`. */
export const engine: EngineClient = createORPCClient(connection.link);

export const useConnection = (): ConnectionState => useSyncExternalStore(connection.subscribe, connection.state);
