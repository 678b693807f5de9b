import { z } from 'zod';
import { flag, id, isSet, word } from './answers.ts';
import type { Ask } from './ask.ts';
import type { Integration } from './desk.ts';
import type { Digisac } from './digisac.ts';
import { readShortList } from './short-list.ts';

const mostPages = 10;

/** Source: API collection, "Listar integrações". */
export function createIntegrations(ask: Ask): Pick<Digisac, 'integrations'> {
  return {
    integrations: (signal) => readShortList(ask, { route: '/integrations', mostPages, toOne: toIntegration, signal }),
  };
}

const integrationSchema = z.object({
  ...{ id, name: word, title: word, url: word, link: word, active: flag, isActive: flag },
  ...{ archivedAt: isSet, deletedAt: isSet },
});

/** Its address may hold a key of the other site: it is told without what stands behind the question mark. */
function toIntegration(value: unknown): Integration | null {
  const parsed = integrationSchema.safeParse(value);
  if (!parsed.success || parsed.data.id === null || parsed.data.deletedAt) return null;
  const { name, title, url, link, active, isActive, archivedAt } = parsed.data;
  return {
    id: parsed.data.id,
    name: name ?? title ?? url ?? link ?? parsed.data.id,
    url: (url ?? link)?.replace(/[?#].*$/, '') ?? null,
    isActive: archivedAt ? false : (active ?? isActive),
  };
}
