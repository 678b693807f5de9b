import { implement } from '@orpc/server';
import type { BlockList } from '#shared/audience/block-list.ts';
import type { AudienceSources, LeftOut, SavedAudience } from '#shared/rpc/audiences.ts';
import { contract } from '#shared/rpc/contract.ts';

/** What the audiences of a world are made of. */
export interface FakeAudiences {
  sources: AudienceSources;
  saved: SavedAudience[];
  blockLists: BlockList[];
  leftOut: LeftOut[];
  people: number;
  /** What was asked for, by its name: only what changes something. */
  readonly asked: { readonly path: string; readonly input: unknown }[];
}

export const noAudiences = (): FakeAudiences => ({
  sources: { imports: [], campaigns: [] },
  saved: [],
  blockLists: [],
  leftOut: [],
  people: 0,
  asked: [],
});

/** Audiences without an account behind them: everything asked for is so many people, less those left out. */
export function fakeAudiences(world: FakeAudiences) {
  const on = implement(contract);
  const leftOutCounts = () => {
    const counts = new Map<string, { problem: LeftOut['problem']; count: number }>();
    for (const { problem } of world.leftOut) {
      const known = counts.get(problem.kind) ?? { problem, count: 0 };
      known.count += 1;
      counts.set(problem.kind, known);
    }
    return [...counts.values()];
  };
  return {
    audiences: {
      sources: on.audiences.sources.handler(() => world.sources),
      directory: on.audiences.directory.handler(() => ({
        people: [{ id: 'p1', name: 'Adelaide Siqueira' }],
        organisations: [{ id: 'o1', name: 'Mercado Boa Vista' }],
      })),
      count: on.audiences.count.handler(async function* () {
        yield { type: 'reading' as const, source: 1, sources: 1, contacts: 200 };
        yield {
          ...{ type: 'counted' as const, people: world.people, recipients: world.people - world.leftOut.length },
          leftOut: leftOutCounts(),
        };
      }),
      make: on.audiences.make.handler(async function* ({ input }) {
        world.asked.push({ path: 'make', input });
        yield { type: 'making' as const, done: 0, of: world.people };
        yield { type: 'made' as const, importId: 1, people: world.people };
      }),
      leftOut: on.audiences.leftOut.handler(({ input }) => {
        const found = world.leftOut.filter(({ problem }) => input.kind === null || problem.kind === input.kind);
        return { total: found.length, rows: found.slice(input.offset, input.offset + input.limit) };
      }),
      refusals: on.audiences.refusals.handler(() => ({
        problem: null,
        readings: [
          { kind: 'unsubscribed' as const, readAt: 1, wasTold: true },
          { kind: 'blocked' as const, readAt: 1, wasTold: false },
        ],
      })),
      saved: on.audiences.saved.handler(() => world.saved),
      save: on.audiences.save.handler(({ input }) => {
        world.asked.push({ path: 'save', input });
        const id = world.saved.length + 1;
        world.saved = [...world.saved, { ...input, id, savedAt: 1_800_000_000_000 }];
        return { id };
      }),
      remove: on.audiences.remove.handler(({ input }) => {
        world.saved = world.saved.filter(({ id }) => id !== input.id);
      }),
    },
    blockLists: {
      list: on.blockLists.list.handler(() => world.blockLists),
      load: on.blockLists.load.handler(async function* ({ input }) {
        world.asked.push({ path: 'load', input });
        yield { type: 'progress' as const, bytesRead: 50, fileBytes: 100, numbers: 1_000 };
        const { name, source, dated, goodForDays, areas, fileName } = input;
        const list: BlockList = {
          ...{ id: world.blockLists.length + 1, name, source, dated, goodForDays, areas, fileName },
          ...{ numbers: 2_000, notNumbers: 3, elsewhere: 0, loadedAt: 1, isExpired: false },
        };
        world.blockLists = [...world.blockLists, list];
        yield { type: 'loaded' as const, list };
      }),
      remove: on.blockLists.remove.handler(({ input }) => {
        world.blockLists = world.blockLists.filter(({ id }) => id !== input.listId);
      }),
    },
  };
}
