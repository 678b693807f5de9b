import type { ClientLink } from '@orpc/client';
import type { Channel, NoContext } from './channel.ts';

/** `lost`: it was there and is being looked for; `at` is when it went, in the time of this page. */
export type ConnectionState =
  | { readonly kind: 'connecting' }
  | { readonly kind: 'open' }
  | { readonly kind: 'lost'; readonly at: number };

export interface Connection {
  /** Calls wait while there is no engine; the ones under way when it goes are rejected. */
  readonly link: ClientLink<NoContext>;
  readonly state: () => ConnectionState;
  readonly subscribe: (listener: () => void) => () => void;
}

const pausesMs = [200, 500, 1_000, 2_000] as const;

async function proven(deps: {
  readonly open: () => Promise<Channel>;
  readonly prove: (channel: Channel) => Promise<void>;
}): Promise<Channel> {
  const channel = await deps.open();
  const isClosed = await Promise.race([deps.prove(channel).then(() => false), channel.closed.then(() => true)]);
  if (isClosed) throw new Error('closed before it was of use');
  return channel;
}

/** Keeps a way to the engine open for as long as the page lives, and finds a new one each time it breaks. */
export function keepConnection(deps: {
  readonly open: () => Promise<Channel>;
  /** Resolves once the engine has answered something: a way that opens and closes again leads nowhere. */
  readonly prove: (channel: Channel) => Promise<void>;
  readonly pause: (ms: number) => Promise<void>;
  readonly now: () => number;
}): Connection {
  const listeners = new Set<() => void>();
  let state: ConnectionState = { kind: 'connecting' };
  let channel = Promise.withResolvers<Channel>();

  const move = (next: ConnectionState) => {
    state = next;
    for (const listener of listeners) listener();
  };

  const keep = async (): Promise<never> => {
    for (let tries = 0; ; ) {
      const opened = await proven(deps).catch(() => null);
      if (opened) {
        tries = 0;
        channel.resolve(opened);
        move({ kind: 'open' });
        await opened.closed;
        channel = Promise.withResolvers();
      }
      if (state.kind !== 'lost') move({ kind: 'lost', at: deps.now() });
      await deps.pause(pausesMs[Math.min(tries, pausesMs.length - 1)] ?? 0);
      tries += 1;
    }
  };
  void keep();

  return {
    link: {
      call: async (path, input, options) => {
        const { link } = await channel.promise;
        return link.call(path, input, options);
      },
    },
    state: () => state,
    subscribe: (listener) => {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
  };
}
