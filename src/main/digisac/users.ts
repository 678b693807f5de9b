import { z } from 'zod';
import { ok } from '#shared/result.ts';
import { flag, id, idOf, isSet, list, word } from './answers.ts';
import { type Ask, jsonQuery, readPage } from './ask.ts';
import type { DeskUser } from './desk.ts';
import type { Digisac } from './digisac.ts';
import { saysOnline } from './now.ts';
import { pageSize, walkPages } from './pages.ts';

/** 4,000 people. */
const mostPages = 20;

/** Source: API collection, "Usuários"; facts, section 9. Their rows hold secrets: only what is named is taken. */
export function createUsers(ask: Ask): Pick<Digisac, 'users'> {
  const query = { where: { archivedAt: null }, include: [{ model: 'departments', attributes: ['id', 'name'] }] };
  return {
    users: async (signal) => {
      const walked = await walkPages({
        mostPages,
        ask: (page) =>
          ask(
            {
              method: 'GET',
              route: '/users',
              path: `/users${jsonQuery({ ...query, page, perPage: pageSize })}`,
              read: readPage,
            },
            signal,
          ),
      });
      return walked.ok ? ok(walked.value.rows.flatMap((row) => toUser(row) ?? [])) : walked;
    },
  };
}

const userSchema = z.object({
  ...{ id, name: word, email: word, status: word, isOnline: flag, active: flag },
  ...{ departments: list, departmentIds: list, archivedAt: isSet, deletedAt: isSet },
});

/** Null where she is archived. */
function toUser(value: unknown): DeskUser | null {
  const parsed = userSchema.safeParse(value);
  if (!parsed.success || parsed.data.id === null) return null;
  const { name, email, status, isOnline, active, departments, departmentIds, archivedAt, deletedAt } = parsed.data;
  if (archivedAt || deletedAt || active === false) return null;
  const own = departments ?? departmentIds;
  return {
    ...{ id: parsed.data.id, name: name ?? email ?? parsed.data.id, email },
    departmentIds: own?.flatMap((one) => (typeof one === 'string' ? one : (idOf(one) ?? []))) ?? null,
    isOnline: isOnline ?? saysOnline(status),
  };
}
