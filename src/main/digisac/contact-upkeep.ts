import { z } from 'zod';
import { count } from './answers.ts';
import { type Ask, readDone } from './ask.ts';
import type { Digisac } from './digisac.ts';
import type { Download } from './download.ts';

type Upkeep = Pick<Digisac, 'setBlocked' | 'deleteContacts' | 'countContacts' | 'exportContactsCsv'>;

/** Source: API collection, "Desbloquear contato", "Exclui múltiplos contatos", "Total de contatos com filtros", "Exportar contatos". */
export function createContactUpkeep(ask: Ask, download: Download): Upkeep {
  return {
    setBlocked: (id, { isBlocked, description }, signal) =>
      ask(
        {
          method: 'POST',
          route: '/contacts/{id}/block',
          path: `/contacts/${encodeURIComponent(id)}/block`,
          body: { block: isBlocked, description },
          read: readDone,
          refused: (detail) => ({ kind: 'blockRefused', detail }),
          conceal: [description],
        },
        signal,
      ),

    deleteContacts: (ids, signal) =>
      ask(
        {
          method: 'DELETE',
          route: '/contacts/many',
          path: '/contacts/many',
          body: { where: { id: ids } },
          read: readDone,
          refused: (detail) => ({ kind: 'contactNotDeleted', detail }),
        },
        signal,
      ),

    countContacts: ({ departmentIds }, signal) =>
      ask(
        {
          method: 'POST',
          route: '/contacts/count',
          path: '/contacts/count',
          body: { query: { isFiltered: departmentIds.length > 0, departmentIds } },
          read: ({ json }) => (json === undefined ? null : { value: countIn(json) }),
          isRead: true,
        },
        signal,
      ),

    exportContactsCsv: ({ serviceId, serviceType }, sink, signal) =>
      download(
        {
          method: 'POST',
          route: '/contacts/export/csv',
          path: '/contacts/export/csv',
          body: {
            where: { visible: true, isGroup: { $eq: false }, isBroadcast: { $eq: false }, serviceId },
            include: ['avatar', 'tags', { model: 'service', required: true }, 'person'],
            order: [['name', 'ASC']],
            // The collection sends the page that its window shows. Should an account honour it, all are wanted.
            ...{ page: 1, perPage: 1_000_000 },
            type: 'semiColon',
            serviceType,
          },
        },
        sink,
        signal,
      ),
  };
}

const countSchema = z.object({
  count,
  total: count,
  data: z.object({ count, total: count }).optional().catch(undefined),
});

/** A bare number, or one by name. */
function countIn(json: unknown): number | null {
  const bare = z.object({ count }).safeParse({ count: json });
  if (bare.success && bare.data.count !== null) return bare.data.count;
  const { data } = countSchema.safeParse(json);
  return data === undefined ? null : (data.count ?? data.total ?? data.data?.count ?? data.data?.total ?? null);
}
