import { defaultRespect } from '#shared/rpc/settings.ts';
import type { RowKind } from './fake-engine-rows.ts';
import {
  aCampaignSnapshot,
  addImport,
  addJob,
  anAccount,
  anImport,
  aPracticeAccount,
  aService,
  aWorld,
  now,
  type World,
} from './fake-engine-world.ts';

const minutes = (count: number): number => count * 60_000;
const hours = (count: number): number => minutes(60 * count);

/** So many of each kind, mixed as in a sheet that grew over years: every stretch of it has some of each. */
function mixed(kinds: Readonly<Partial<Record<RowKind, number>>>): readonly RowKind[] {
  const total = Object.values(kinds).reduce((sum, count) => sum + count, 0);
  const slots: RowKind[] = Array.from({ length: total }, () => 'plain');
  const free = slots.map((_, i) => i);
  for (const [kind, count] of Object.entries(kinds)) {
    for (let nth = 0; nth < count; nth += 1) {
      const at = (nth * 37 + kind.length * 11) % free.length;
      const [slot = 0] = free.splice(at, 1);
      slots[slot] = isKind(kind) ? kind : 'plain';
    }
  }
  return slots;
}

const kinds: readonly RowKind[] = [
  'plain',
  'dashed',
  'ninth',
  'noArea',
  'exponent',
  'missing',
  'short',
  'fictitious',
  'duplicate',
  'optedOut',
  'noWhatsapp',
  'unverified',
  'existing',
  'refused',
];
const isKind = (text: string): text is RowKind => kinds.some((kind) => kind === text);

/** 2,000 rows as they come out of a shop's system. */
const messy = mixed({
  plain: 760,
  dashed: 480,
  ninth: 130,
  noArea: 312,
  exponent: 25,
  missing: 45,
  short: 15,
  fictitious: 12,
  duplicate: 100,
  optedOut: 9,
  noWhatsapp: 62,
  unverified: 18,
  existing: 28,
  refused: 4,
});
const clean = mixed({ plain: 22, dashed: 14, ninth: 4 });

const reviewed = (phase: 'review' | 'check' | 'create' | 'done', hasArea = false) =>
  ({ pattern: messy, rows: 2_000, phase, hasArea }) as const;

/** Worlds by name: what a test or a look at the screens starts from. */
export const scenarios = {
  /** Nobody was here yet. */
  firstStart: () =>
    aWorld({ settings: { language: 'pt-BR', theme: 'light', welcomed: false, ...defaultRespect }, accounts: [] }),

  /** Welcomed, with an account and nothing done. */
  nothingYet: () => aWorld(),

  /** A working day: something runs, something waits, something went wrong. */
  busy: () => {
    const world = aWorld({ accounts: [anAccount(), aPracticeAccount()] });
    addImport(world, anImport({ id: 3, fileName: 'leads feira.xlsx', sheet: reviewed('create', true) }), {
      progress: { done: 812, total: 1_830 },
      perMinute: 296,
      remainingMs: minutes(3.4),
      createdAt: now - minutes(6),
    });
    addJob(world, aCampaignSnapshot());
    addImport(world, anImport({ id: 2, sheet: reviewed('review') }), { createdAt: now - hours(2) });
    addJob(
      world,
      aCampaignSnapshot({
        job: 'c4',
        campaignId: 4,
        name: 'Aviso de entrega',
        status: 'paused',
        reason: { kind: 'serviceDisconnected', service: 'Pós-venda' },
        createdAt: now - hours(5),
      }),
    );
    addImport(world, anImport({ id: 1, fileName: 'clientes outubro.csv', sheet: reviewed('done', true) }), {
      createdAt: now - hours(26),
      finishedAt: now - hours(25),
    });
    addJob(
      world,
      aCampaignSnapshot({
        job: 'c1',
        campaignId: 1,
        name: 'Primavera',
        status: 'done',
        phase: 'done',
        total: 3_204,
        counts: { delivered: 2_410, read: 702, failed: 61, skipped: 31 },
        progress: { done: 3_204, total: 3_204 },
        perMinute: null,
        remainingMs: null,
        createdAt: now - hours(80),
        finishedAt: now - hours(77),
      }),
    );
    return world;
  },

  /** A sheet just dropped, being read; its columns want a look. */
  staging: () => {
    const world = aWorld();
    addImport(world, anImport({ sheet: { pattern: messy, rows: 1_240, phase: 'stage', hasArea: false } }), {
      progress: { done: 91_000, total: 148_212 },
      perMinute: 900_000,
      remainingMs: 4_000,
    });
    return world;
  },

  /** Read, but nobody knows which column is the number. */
  unmapped: () => {
    const world = aWorld();
    const source = anImport({ sheet: { pattern: messy, rows: 2_000, phase: 'map', hasArea: false } });
    source.mapping = source.mapping.map((target) => (target.kind === 'number' ? { kind: 'skip' as const } : target));
    addImport(world, source);
    return world;
  },

  /** 2,000 rows with every problem there is. */
  review: () => {
    const world = aWorld();
    addImport(world, anImport({ sheet: reviewed('review') }));
    return world;
  },

  /** The same for the practice account, nothing wrong with it. */
  cleanReview: () => {
    const world = aWorld({ accounts: [aPracticeAccount(1)] });
    addImport(
      world,
      anImport({ fileName: 'clientes.csv', sheet: { pattern: clean, rows: 40, phase: 'review', hasArea: false } }),
    );
    return world;
  },

  checking: () => {
    const world = aWorld();
    addImport(world, anImport({ sheet: reviewed('review', true) }), {
      phase: 'check',
      status: 'running',
      progress: { done: 640, total: 1_794 },
      perMinute: 118,
      allowedPerMinute: 120,
      remainingMs: minutes(9.7),
    });
    return world;
  },

  creating: () => {
    const world = aWorld();
    addImport(world, anImport({ sheet: reviewed('create', true) }), {
      progress: { done: 812, total: 1_830 },
      perMinute: 296,
      remainingMs: minutes(3.4),
    });
    return world;
  },

  pausedCreation: () => {
    const world = aWorld();
    addImport(world, anImport({ sheet: reviewed('create', true) }), {
      status: 'paused',
      reason: { kind: 'tokenRefused' },
      progress: { done: 812, total: 1_830 },
    });
    return world;
  },

  created: () => {
    const world = aWorld();
    addImport(world, anImport({ sheet: reviewed('done', true) }));
    return world;
  },

  /** The sheet could not be read to its end. */
  failed: () => {
    const world = aWorld();
    addImport(world, anImport({ sheet: { pattern: messy, rows: 900, phase: 'stage', hasArea: false } }), {
      status: 'failed',
      reason: { kind: 'fileUnclosedQuote', line: 901 },
      progress: { done: 61_000, total: 148_212 },
    });
    return world;
  },

  million: () => {
    const world = aWorld();
    const sheet = { pattern: messy, rows: 1_000_000, phase: 'review', hasArea: false } as const;
    addImport(world, anImport({ fileName: 'base completa.xlsx', fileBytes: 61_400_000, sheet }));
    return world;
  },

  disconnected: () =>
    aWorld({ accounts: [anAccount({ services: [aService({ connected: 'no' })], probedAt: now - hours(30) })] }),
} satisfies Record<string, () => World>;

export type Scenario = keyof typeof scenarios;
