import { z } from 'zod';
import { flag, id, isSet, list, oneOf, word } from './answers.ts';
import { type Ask, brackets, readDone } from './ask.ts';
import type { Webhook } from './desk.ts';
import type { Digisac } from './digisac.ts';
import { readShortList } from './short-list.ts';

type Webhooks = Pick<Digisac, 'owner' | 'webhooks' | 'createWebhook' | 'updateWebhook' | 'deleteWebhook'>;

const mostPages = 10;

/** Source: API collection, "Webhooks" and "Meus dados"; facts, sections 9 and 11. */
export function createWebhooks(ask: Ask): Webhooks {
  const refused = (detail: string) => ({ kind: 'webhookRefused', detail }) as const;

  return {
    owner: (signal) =>
      ask(
        {
          method: 'GET',
          route: '/me',
          path: `/me${brackets([['include[0]', 'roles']])}`,
          read: ({ json }) => {
            const { data } = ownerSchema.safeParse(oneOf(json));
            if (data === undefined || data.id === null) return null;
            return { value: { id: data.id, name: data.name, accountId: data.accountId } };
          },
          provesAccount: true,
        },
        signal,
      ),

    webhooks: (signal) => readShortList(ask, { route: '/me/webhooks', mostPages, toOne: toWebhook, signal }),

    createWebhook: ({ owner, ...webhook }, signal) =>
      ask(
        {
          method: 'POST',
          route: '/me/webhooks',
          path: '/me/webhooks',
          body: {
            ...bodyOf(webhook),
            userId: owner.id,
            ...(owner.accountId === null ? {} : { accountId: owner.accountId }),
          },
          read: ({ json }) => read(json, webhook),
          refused,
          conceal: [webhook.url, webhook.name],
        },
        signal,
      ),

    updateWebhook: ({ id: ownId, ...before }, change, signal) => {
      const webhook = { ...before, ...change };
      return ask(
        {
          method: 'PUT',
          route: '/me/webhooks/{id}',
          path: `/me/webhooks/${encodeURIComponent(ownId)}`,
          body: bodyOf(webhook),
          read: ({ json }) => read(json, webhook),
          refused,
          conceal: [webhook.url, webhook.name],
        },
        signal,
      );
    },

    deleteWebhook: (ownId, signal) =>
      ask(
        {
          method: 'DELETE',
          route: '/me/webhooks/{id}',
          path: `/me/webhooks/${encodeURIComponent(ownId)}`,
          read: readDone,
          refused,
          absent: { value: null },
        },
        signal,
      ),
  };
}

const bodyOf = ({ isActive, name, url, events }: Omit<Webhook, 'id'>) => ({
  ...{ active: isActive, name, url, events },
  type: 'general',
});

const ownerSchema = z.object({ id, name: word, accountId: id });

const webhookSchema = z.object({
  ...{ id, name: word, url: word, events: list, active: flag, isActive: flag },
  ...{ archivedAt: isSet, deletedAt: isSet },
});

/** What the answer does not repeat is as it was sent. */
function read(json: unknown, sent: Omit<Webhook, 'id'>): { readonly value: Webhook } | null {
  const { data } = webhookSchema.safeParse(oneOf(json));
  if (data === undefined || data.id === null) return null;
  return { value: toWebhook({ ...sent, active: sent.isActive, ...withoutNulls(data) }) ?? { ...sent, id: data.id } };
}

const withoutNulls = (row: object) => Object.fromEntries(Object.entries(row).filter(([, value]) => value !== null));

function toWebhook(value: unknown): Webhook | null {
  const parsed = webhookSchema.safeParse(value);
  if (!parsed.success || parsed.data.id === null || parsed.data.deletedAt || parsed.data.archivedAt) return null;
  const { name, url, events, active, isActive } = parsed.data;
  return {
    ...{ id: parsed.data.id, name: name ?? url ?? '', url: url ?? '' },
    events: (events ?? []).filter((event) => typeof event === 'string'),
    isActive: active ?? isActive ?? true,
  };
}
