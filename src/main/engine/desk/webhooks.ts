import type { Webhook } from '#main/digisac/desk.ts';
import { ProblemError } from '#shared/problem.ts';
import type { Session } from '../account/session.ts';
import type { Deeds, Found } from './deeds.ts';

type Draft = Pick<Webhook, 'name' | 'url' | 'events'>;

/** Webhooks of the account's user. After a lost answer their list tells what was done. */
export function createWebhookVerbs(deps: {
  readonly deeds: Deeds;
  readonly sessionOf: (accountId: number) => Promise<Session>;
}) {
  const { deeds, sessionOf } = deps;
  const read = (session: Session) => session.askOnce(() => session.digisac.webhooks());

  /** Null where the account does not tell either. */
  async function lookBack<T>(session: Session, find: (now: readonly Webhook[]) => Found<T>): Promise<Found<T>> {
    try {
      return find(await read(session));
    } catch (error) {
      if (!(error instanceof ProblemError)) throw error;
      return null;
    }
  }

  return {
    async list(accountId: number) {
      const all = await read(await sessionOf(accountId));
      return all.map(toWire);
    },

    async add({ accountId, ...draft }: Draft & { accountId: number }) {
      const session = await sessionOf(accountId);
      const owner = await session.askOnce(() => session.digisac.owner());
      const before = new Set((await read(session)).map(({ id }) => id));
      const made = await deeds.do(
        { accountId, deed: 'addWebhook', subject: draft.name },
        () => session.write(() => session.digisac.createWebhook({ ...draft, isActive: true, owner })),
        () =>
          lookBack(session, (now) => {
            const found = now.find(({ id, url, name }) => !before.has(id) && url === draft.url && name === draft.name);
            return found ? { value: found } : 'notDone';
          }),
      );
      return toWire(made);
    },

    async setActive(ask: { accountId: number; webhook: Webhook; isActive: boolean }) {
      const { accountId, webhook, isActive } = ask;
      const session = await sessionOf(accountId);
      const changed = await deeds.do(
        { accountId, deed: isActive ? 'activateWebhook' : 'deactivateWebhook', subject: webhook.name },
        () => session.write(() => session.digisac.updateWebhook(webhook, { isActive })),
        () =>
          lookBack(session, (now) => {
            const found = now.find(({ id }) => id === webhook.id);
            return found?.isActive === isActive ? { value: found } : 'notDone';
          }),
      );
      return toWire(changed);
    },

    /** Goes from this machine to where the webhook leads: the account has no part in it. */
    async test({ accountId, webhook }: { accountId: number; webhook: Webhook }): Promise<{ status: number }> {
      const session = await sessionOf(accountId);
      return deeds.do(
        { accountId, deed: 'testWebhook', subject: webhook.name },
        () => session.digisac.testWebhook(webhook.url),
        async () => null,
      );
    },

    async remove({ accountId, webhook }: { accountId: number; webhook: Webhook }): Promise<void> {
      const session = await sessionOf(accountId);
      await deeds.do<null>(
        { accountId, deed: 'removeWebhook', subject: webhook.name },
        () => session.write(() => session.digisac.deleteWebhook(webhook.id)),
        () => lookBack(session, (now) => (now.some(({ id }) => id === webhook.id) ? 'notDone' : { value: null })),
      );
    },
  };
}

const toWire = ({ events, ...webhook }: Webhook) => ({ ...webhook, events: [...events] });
