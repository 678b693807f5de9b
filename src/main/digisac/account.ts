import { z } from 'zod';
import { flag, id, list, oneOf, word } from './answers.ts';
import { type Ask, brackets } from './ask.ts';
import type { AccountUser, Digisac } from './digisac.ts';
import { walkNamed } from './named.ts';

/** Source: API collection, "Meus dados" and "Departamentos"; facts, sections 1 and 9. */
export function createAccount(ask: Ask): Pick<Digisac, 'me' | 'departments'> {
  return {
    me: (signal) =>
      ask(
        {
          method: 'GET',
          route: '/me',
          path: `/me${brackets([['include[0]', 'roles']])}`,
          read: ({ json }) => {
            const user = toUser(oneOf(json));
            return user && { value: user };
          },
          provesAccount: true,
        },
        signal,
      ),

    departments: (signal) => walkNamed(ask, '/departments', signal, ({ id, name }) => ({ id, name: name ?? id })),
  };
}

const meSchema = z.object({ id, name: word, email: word, isSuperAdmin: flag, isAdmin: flag, roles: list });
const roleSchema = z.object({ isAdmin: flag });

/** The answer holds secrets as well (`otpSecretKey`): these two are all that leaves here. */
function toUser(value: unknown): AccountUser | null {
  const parsed = meSchema.safeParse(value);
  if (!parsed.success || parsed.data.id === null) return null;
  const { name, email, isSuperAdmin, isAdmin, roles } = parsed.data;
  const isAdminRole = (role: unknown): boolean => roleSchema.safeParse(role).data?.isAdmin === true;
  return {
    name: name ?? email ?? '',
    isAdmin: isSuperAdmin === true || isAdmin === true || (roles ?? []).some(isAdminRole),
  };
}
