import { implement } from '@orpc/server';
import type { Turn } from '#shared/accounts/connection.ts';
import type { Problem } from '#shared/problem.ts';
import { contract } from '#shared/rpc/contract.ts';
import type {
  Connection,
  Deed,
  DeskNow,
  RefusedPermission,
  SplitStatistics,
  Statistics,
  TurnStep,
} from '#shared/rpc/desk.ts';
import type { Webhook } from '#shared/rpc/webhooks.ts';

/** An account as a place to look around in. */
export interface FakeDesk {
  connections: Connection[];
  /** What a connection goes through when it is started or restarted. */
  steps: TurnStep[];
  /** What was done to connections. */
  readonly turned: { readonly serviceId: string; readonly turn: Turn }[];
  now: DeskNow;
  statistics: SplitStatistics;
  webhooks: Webhook[];
  refused: RefusedPermission[];
  deeds: Deed[];
}

export const aConnection = (more: Partial<Connection> = {}): Connection => ({
  ...{ id: 'service-1', name: 'Vendas', type: 'whatsapp', connected: 'yes', number: '5511987654321' },
  ...{ isWhatsapp: true, isOfficial: false, phase: 'connected' },
  ...more,
});

const figures = (tickets: number, closed: number): Statistics => ({
  ...{ tickets, closed, open: tickets - closed, contacts: tickets },
  ...{ messagesSent: tickets * 6, messagesReceived: tickets * 5 },
  ...{ waitingSeconds: 260, messagingSeconds: 900, ticketSeconds: 3_900 },
});

export const aDesk = (): FakeDesk => ({
  connections: [
    aConnection(),
    aConnection({ id: 'service-2', name: 'Pós-venda', number: '5511912345678', connected: 'no', phase: 'stopped' }),
  ],
  steps: [
    { phase: 'starting', state: 'waiting', waitedMs: 2_000 },
    { phase: 'connected', state: 'done', waitedMs: 6_000 },
  ],
  turned: [],
  now: {
    at: Date.parse('2026-11-23T17:05:00Z'),
    desk: { open: 14, waiting: 3, attended: 11, usersOnline: 2 },
    people: [
      { user: { id: 'u1', name: 'Marina Prado' }, isOnline: true, open: 7, departments: ['Comercial', 'Suporte'] },
      { user: { id: 'u2', name: 'Otávio Reis' }, isOnline: false, open: 0, departments: ['Suporte'] },
    ],
    departments: [{ department: { id: 'd1', name: 'Comercial' }, open: 9, waiting: 2, attended: 7, usersOnline: 1 }],
    problem: null,
  },
  statistics: {
    total: figures(42, 38),
    rows: Array.from({ length: 30 }, (_, day) => ({
      key: `2026-10-${String(day + 1).padStart(2, '0')}`,
      name: `2026-10-${String(day + 1).padStart(2, '0')}`,
      ...figures((day * 7) % 11, (day * 5) % 9),
    })),
  },
  webhooks: [],
  refused: [],
  deeds: [],
});

/** The answers about the account itself, for a fake engine whose other answers stand elsewhere. */
export function fakeDesk(desk: FakeDesk, end: (problem: Problem) => never) {
  const on = implement(contract);
  const find = (id: string): Webhook =>
    desk.webhooks.find((one) => one.id === id) ?? end({ kind: 'webhookRefused', detail: 'not found' });
  return {
    desk: {
      connections: on.desk.connections.handler(() => desk.connections),
      turn: on.desk.turn.handler(async function* ({ input: { serviceId, turn } }) {
        desk.turned.push({ serviceId, turn });
        yield* desk.steps;
      }),
      now: on.desk.now.handler(() => desk.now),
      statistics: on.desk.statistics.handler(() => desk.statistics),
      users: on.desk.users.handler(() => [{ id: 'u1', name: 'Marina Prado' }]),
      integrations: on.desk.integrations.handler(() => [
        { id: 'i1', name: 'Catálogo', url: 'https://catalogo.example.com', isActive: true },
      ]),
      refused: on.desk.refused.handler(() => desk.refused),
      tryAgain: on.desk.tryAgain.handler(({ input }) => {
        desk.refused = desk.refused.filter(({ permission }) => permission !== input.permission);
      }),
      deeds: on.desk.deeds.handler(() => desk.deeds),
      tokens: on.desk.tokens.handler(() => [{ id: 't1', name: 'Malote', createdAt: null }]),
      keepSignedIn: on.desk.keepSignedIn.handler(() => undefined),
      removeToken: on.desk.removeToken.handler(() => undefined),
    },
    webhooks: {
      list: on.webhooks.list.handler(() => desk.webhooks),
      add: on.webhooks.add.handler(({ input: { accountId: _of, ...webhook } }) => {
        const made = { ...webhook, id: `w${desk.webhooks.length + 1}`, isActive: true };
        desk.webhooks = [...desk.webhooks, made];
        return made;
      }),
      setActive: on.webhooks.setActive.handler(({ input }) => {
        const changed = { ...find(input.webhook.id), isActive: input.isActive };
        desk.webhooks = desk.webhooks.map((one) => (one.id === changed.id ? changed : one));
        return changed;
      }),
      test: on.webhooks.test.handler(() => ({ status: 200 })),
      remove: on.webhooks.remove.handler(({ input }) => {
        desk.webhooks = desk.webhooks.filter(({ id }) => id !== find(input.webhook.id).id);
      }),
      secret: on.webhooks.secret.handler(({ input }) => ({
        secret: input.wanted ?? 'a-secret-that-nobody-guesses',
        isNew: true,
      })),
      receive: on.webhooks.receive.handler(() => ({ isPost: true, heard: 1 })),
    },
  };
}
