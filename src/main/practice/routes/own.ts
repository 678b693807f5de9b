import { createHash } from 'node:crypto';
import { type Answer, notFound, okAnswer, refusal } from '../answer.ts';
import type { Ask, Route } from '../ask.ts';
import { wrongBody } from '../body.ts';
import { namedColumns } from '../columns.ts';
import { at, isBoolean, isList, isText, listOf, orNull, textAt } from '../json.ts';
import { answerList, createdAnswer, oneAnswer } from '../listing.ts';
import type { Named, Webhook } from '../things.ts';
import type { View } from '../views.ts';

// What belongs to the user of the token: webhooks, and tokens beside the personal one.

const isAddress = (value: unknown): boolean => isText(value) && /^https?:\/\//.test(value);
const webhookShape = {
  ...{ active: isBoolean, name: isText, url: isAddress, events: listOf(isText), type: isText },
  ...{ userId: orNull(isText), accountId: orNull(isText) },
  ...{ createdAt: orNull(isText), updatedAt: orNull(isText), deletedAt: orNull(isText) },
};

const webhookView = ({ isActive, createdAtMs, ...webhook }: Webhook, { account }: Ask): View => ({
  ...webhook,
  ...{ active: isActive, accountId: account.accountId, deletedAt: null },
  createdAt: new Date(createdAtMs).toISOString(),
});

export const listWebhooks: Route = (ask) =>
  answerList<Named>(ask, {
    columns: namedColumns,
    models: [],
    candidates: () => ask.account.webhooks(),
    view: ({ id }) => {
      const webhook = ask.account.webhook(id);
      return webhook ? webhookView(webhook, ask) : {};
    },
  });

export const getWebhook: Route = (ask) => {
  const webhook = ask.account.webhook(ask.id);
  return webhook ? oneAnswer(ask, 200, webhookView(webhook, ask)) : notFound('Webhook');
};

function changed(body: unknown, before: Webhook): Webhook {
  const events = at(body, 'events');
  const active = at(body, 'active');
  return {
    ...before,
    name: textAt(body, 'name') ?? before.name,
    url: textAt(body, 'url') ?? before.url,
    type: textAt(body, 'type') ?? before.type,
    userId: textAt(body, 'userId') ?? before.userId,
    ...(isList(events) ? { events: events.filter(isText) } : {}),
    ...(isBoolean(active) ? { isActive: active } : {}),
  };
}

export const createWebhook: Route = (ask) => {
  const problem = wrongBody(ask.body, webhookShape, ['name', 'url', 'events', 'type']);
  if (problem !== null) return refusal(400, problem);
  const { id } = ask.account.next('webhook');
  const blank = { id, name: '', url: '', events: [], isActive: true, type: 'general', userId: null };
  const webhook = changed(ask.body, { ...blank, createdAtMs: ask.at.atMs });
  ask.account.commit(ask.at, [{ kind: 'webhookKept', webhook }]);
  return createdAnswer(ask, webhookView(webhook, ask));
};

export const updateWebhook: Route = (ask) => {
  const before = ask.account.webhook(ask.id);
  if (!before) return notFound('Webhook');
  const problem = wrongBody(ask.body, webhookShape, []);
  if (problem !== null) return refusal(400, problem);
  const webhook = changed(ask.body, before);
  ask.account.commit(ask.at, [{ kind: 'webhookKept', webhook }]);
  return oneAnswer(ask, 200, webhookView(webhook, ask));
};

export const deleteWebhook: Route = (ask): Answer => {
  if (ask.dialect.webhookDelete === 'absent') return refusal(404, 'Route not found');
  if (!ask.account.webhook(ask.id)) return notFound('Webhook');
  ask.account.commit(ask.at, [{ kind: 'webhookDeleted', id: ask.id }]);
  return okAnswer;
};

export const listTokens: Route = (ask) =>
  answerList<Named>(ask, {
    columns: namedColumns,
    models: [],
    candidates: () => ask.account.tokens(),
    view: ({ id, name }) => ({ id, name }),
  });

/** Its secret is shown once, here. */
export const createToken: Route = (ask) => {
  const problem = wrongBody(ask.body, { name: isText }, ['name']);
  if (problem !== null) return refusal(400, problem);
  const { id } = ask.account.next('token');
  const secret = createHash('sha1').update(`${ask.account.accountId}|${id}`).digest('hex');
  const token = { id, name: textAt(ask.body, 'name') ?? '', secret, createdAtMs: ask.at.atMs };
  ask.account.commit(ask.at, [{ kind: 'tokenMade', token }]);
  const createdAt = new Date(token.createdAtMs).toISOString();
  return createdAnswer(ask, { id, name: token.name, token: secret, createdAt });
};

export const deleteToken: Route = (ask) => {
  if (!ask.account.tokens().some(({ id }) => id === ask.id)) return notFound('Token');
  ask.account.commit(ask.at, [{ kind: 'tokenDeleted', id: ask.id }]);
  return okAnswer;
};
