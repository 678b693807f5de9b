import { implement } from '@orpc/server';
import { type ExportWish, formatOf } from '#shared/export/wish.ts';
import type { Problem } from '#shared/problem.ts';
import type { ContactView } from '#shared/rpc/contacts.ts';
import { contract } from '#shared/rpc/contract.ts';
import { jobIdOf } from '#shared/rpc/errors.ts';
import type { ExportDetail } from '#shared/rpc/exports.ts';
import type { JobSnapshot } from '#shared/rpc/jobs.ts';
import type { TicketView } from '#shared/rpc/tickets.ts';

interface FakeExport {
  readonly accountId: number;
  readonly name: string;
  readonly wish: ExportWish;
  readonly path: string;
}

/** What is looked up in a world, and what was asked for. */
export interface FakeLookup {
  contacts: readonly ContactView[];
  tickets: readonly TicketView[];
  /** What stands in the way of every look. */
  trouble: Problem | null;
  /** Rows that the account gives at once. */
  pageSize: number;
  /** What every export lacks. */
  gaps: ExportDetail['gaps'];
  readonly exports: Map<number, FakeExport>;
  readonly asked: { readonly path: string; readonly input: unknown }[];
}

export const noLookup = (): FakeLookup => ({
  ...{ contacts: [], tickets: [], trouble: null, pageSize: 200, gaps: [], exports: new Map(), asked: [] },
});

/** Ana, whom nothing is known of but her number and a tag. */
export const aContactView = (n: number, more: Partial<ContactView> = {}): ContactView => ({
  ...{ id: `contact-${n}`, name: `Pessoa ${n}`, number: `551198765432${n % 10}`, serviceId: 's1', tagIds: ['t1'] },
  ...{ fields: {}, isOnWhatsapp: true, isBlocked: false, isUnsubscribed: false, createdAtMs: 1_795_000_000_000 },
  ...more,
});

/** A ticket that Bruno closed. */
export const aTicketView = (n: number, more: Partial<TicketView> = {}): TicketView => ({
  ...{ id: `ticket-${n}`, protocol: `20261127000${n}`, isOpen: false, origin: 'automatic' },
  contact: { id: `contact-${n}`, name: `Pessoa ${n}`, number: '5511987654321', service: { id: 's1', name: 'Vendas' } },
  ...{ department: { id: 'd1', name: 'Comercial' }, user: { id: 'u1', name: 'Bruno' }, topics: [] },
  ...{ openedAtMs: 1_795_000_000_000, closedAtMs: 1_795_000_600_000, updatedAtMs: null },
  metrics: { ticketSeconds: 600, waitingSeconds: 60, messagingSeconds: 30, transfers: 1 },
  transfers: null,
  ...more,
});

const stepsOf = (): TicketView['transfers'] => [
  { action: 'open', byUser: null, isFromDistribution: null, atMs: 1_795_000_000_000 },
  { action: 'close', byUser: { id: 'u1', name: 'Bruno' }, isFromDistribution: null, atMs: 1_795_000_600_000 },
];

function snapshotOf(exportId: number, { accountId, name }: FakeExport, { written, gaps }: Sums): JobSnapshot {
  const total = written + gaps;
  return {
    ...{ job: jobIdOf.export(exportId), kind: 'export', name, accountId, accountName: 'Loja Aurora' },
    ...{ importId: null, campaignId: null, status: 'done', phase: 'done', reason: null, total },
    counts: { written, failed: gaps, open: 0 },
    progress: { done: total, total },
    ...{ perMinute: null, allowedPerMinute: null, remainingMs: null, createdAt: 1_000, finishedAt: 2_000 },
  };
}

/** The job of an export; null where there is none. */
export function exportSnapshot(world: FakeLookup, exportId: number): JobSnapshot | null {
  const one = world.exports.get(exportId);
  return one ? snapshotOf(exportId, one, sumsOf(world)) : null;
}

const sumsOf = ({ gaps }: FakeLookup): Sums => ({ written: 3, gaps: gaps.length });

interface Sums {
  readonly written: number;
  readonly gaps: number;
}

/** Look-ups without an account behind them, and exports that are done at once. */
export function fakeLookup(
  world: FakeLookup,
  tools: { readonly changed: (job: JobSnapshot) => void; readonly end: (problem: Problem) => never },
) {
  const on = implement(contract);
  const ofPage = <T>(rows: readonly T[], page: number): T[] =>
    rows.slice((page - 1) * world.pageSize, page * world.pageSize);
  const hasMore = (rows: readonly unknown[], page: number): boolean => rows.length > page * world.pageSize;
  const ticketOf = (id: string): TicketView =>
    world.tickets.find((one) => one.id === id) ?? tools.end({ kind: 'ticketGone' });
  const sums = (): Sums => sumsOf(world);
  return {
    contacts: {
      page: on.contacts.page.handler(({ input }) => {
        const { filter, place } = input;
        if (world.trouble !== null) tools.end(world.trouble);
        world.asked.push({ path: 'contacts', input });
        const found = world.contacts.filter(({ name }) => filter.by !== 'name' || name.includes(filter.text));
        const next = hasMore(found, place.page) ? { ...place, page: place.page + 1 } : null;
        return { contacts: ofPage(found, place.page), total: found.length, next };
      }),
      ids: on.contacts.ids.handler(async function* () {
        yield { type: 'reading' as const, contacts: world.contacts.length };
        yield { type: 'read' as const, contactIds: world.contacts.map(({ id }) => id), isWhole: true };
      }),
    },
    tickets: {
      page: on.tickets.page.handler(({ input }) => {
        world.asked.push({ path: 'tickets', input });
        const { which } = input.filter;
        const found = world.tickets.filter(({ isOpen }) => which === 'all' || isOpen === (which === 'open'));
        return {
          tickets: ofPage(found, input.page),
          total: found.length,
          isLast: !hasMore(found, input.page),
        };
      }),
      of: on.tickets.of.handler(({ input }) => world.tickets.filter(({ contact }) => contact?.id === input.contactId)),
      get: on.tickets.get.handler(({ input }) => ({ ...ticketOf(input.ticketId), transfers: stepsOf() })),
    },
    exports: {
      create: on.exports.create.handler(({ input }) => {
        world.asked.push({ path: 'export', input });
        const exportId = world.exports.size + 1;
        const { accountId, name, wish } = input;
        const path = input.path ?? `/dados/reports/${wish.what}-e${exportId}.${formatOf(wish)}`;
        world.exports.set(exportId, { accountId, name, wish, path });
        tools.changed(snapshotOf(exportId, { accountId, name, wish, path }, sums()));
        return { exportId };
      }),
      get: on.exports.get.handler(({ input: { exportId } }) => {
        const one = world.exports.get(exportId) ?? tools.end({ kind: 'jobUnknown', job: jobIdOf.export(exportId) });
        const { written, gaps } = sums();
        return {
          ...{ exportId, ...one, format: formatOf(one.wish), phase: 'done' as const, written, failed: gaps },
          ...{ total: written + gaps, isPartial: gaps > 0, isCut: false, isOurs: false, gaps: world.gaps },
        };
      }),
    },
  };
}
