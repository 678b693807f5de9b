import type { Store } from '#main/store/store.ts';
import type { Permission } from '#shared/accounts/permission.ts';
import type { Clock } from '#shared/clock.ts';
import { ProblemError } from '#shared/problem.ts';
import type { Deed, DeskNow, RefusedPermission, SplitStatistics, StatisticsAsked } from '#shared/rpc/desk.ts';
import type { Session } from '../account/session.ts';
import type { Sessions } from '../account/sessions.ts';
import type { Events } from '../events.ts';
import { createConnections } from './connections.ts';
import { createDeeds } from './deeds.ts';
import { deskNow, named } from './desk-now.ts';
import { splitStatistics } from './statistics.ts';
import { createWebhookVerbs } from './webhooks.ts';

/** The account as a place to look around in, and to put in order: connections, people at work, numbers, webhooks, tokens. */
export function createDesk(deps: {
  readonly store: Store;
  readonly clock: Clock;
  readonly events: Events;
  readonly sessions: Sessions;
  /** Goes on with a permanent token. */
  readonly goOnWith: (accountId: number, token: string) => Promise<void>;
}) {
  const { store, clock, events, sessions, goOnWith } = deps;
  const deeds = createDeeds(deps);

  async function sessionOf(accountId: number): Promise<Session> {
    if (!store.accounts.find(accountId)) throw new ProblemError({ kind: 'noAccount' });
    const opened = await sessions.open(accountId);
    if (!opened.ok) throw new ProblemError(opened.error);
    return opened.value;
  }

  return {
    connections: createConnections({ store, clock, events, deeds, sessionOf }),
    webhooks: createWebhookVerbs({ deeds, sessionOf }),

    now: async (accountId: number): Promise<DeskNow> => deskNow(deps, await sessionOf(accountId)),
    statistics: async (asked: StatisticsAsked): Promise<SplitStatistics> =>
      splitStatistics(await sessionOf(asked.accountId), asked),
    async users(accountId: number) {
      const session = await sessionOf(accountId);
      return (await session.askOnce(() => session.digisac.users())).map(named);
    },
    async integrations(accountId: number) {
      const session = await sessionOf(accountId);
      return [...(await session.askOnce(() => session.digisac.integrations()))];
    },

    refused: (accountId: number): RefusedPermission[] => [...store.refusedRequests.permissions(accountId)],
    tryAgain: ({ accountId, permission }: { accountId: number; permission: Permission }): void =>
      sessions.tryAgain(accountId, permission),
    deeds: (accountId: number): Deed[] => [...store.deeds.latest(accountId)],

    async tokens(accountId: number) {
      const session = await sessionOf(accountId);
      const all = await session.askOnce(() => session.digisac.personalTokens());
      return all.map(({ id, name, createdAtMs }) => ({ id, name, createdAt: createdAtMs }));
    },
    /** A token whose answer was lost is of no use: nobody will ever see its secret. It stands in the list. */
    async keepSignedIn({ accountId, name }: { accountId: number; name: string }): Promise<void> {
      const session = await sessionOf(accountId);
      const { token } = await deeds.do<{ readonly token: string }>(
        { accountId, deed: 'addToken', subject: name },
        () => session.write(() => session.digisac.createPersonalToken(name)),
        async () => null,
      );
      await goOnWith(accountId, token);
    },
    async removeToken({ accountId, id, name }: { accountId: number; id: string; name: string }): Promise<void> {
      const session = await sessionOf(accountId);
      await deeds.do<null>(
        { accountId, deed: 'removeToken', subject: name },
        () => session.write(() => session.digisac.deletePersonalToken(id)),
        async () => {
          const left = await session.askOnce(() => session.digisac.personalTokens());
          return left.some((one) => one.id === id) ? 'notDone' : { value: null };
        },
      );
    },
  };
}
