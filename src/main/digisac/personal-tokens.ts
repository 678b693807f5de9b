import { z } from 'zod';
import { id, moment, oneOf, word } from './answers.ts';
import { type Ask, readDone } from './ask.ts';
import type { PersonalToken } from './desk.ts';
import type { Digisac } from './digisac.ts';
import { readShortList } from './short-list.ts';

type PersonalTokens = Pick<Digisac, 'personalTokens' | 'createPersonalToken' | 'deletePersonalToken'>;

const mostPages = 10;

/** Source: API collection, "Tokens"; facts, section 1. */
export function createPersonalTokens(ask: Ask): PersonalTokens {
  const refused = (detail: string) => ({ kind: 'personalTokenRefused', detail }) as const;

  return {
    personalTokens: (signal) => readShortList(ask, { route: '/me/tokens', mostPages, toOne: toToken, signal }),

    createPersonalToken: (name, signal) =>
      ask(
        {
          method: 'POST',
          route: '/me/tokens',
          path: '/me/tokens',
          body: { name },
          read: ({ json }) => {
            const made = toToken(oneOf(json));
            const secret = secretIn(oneOf(json));
            return made && secret !== null ? { value: { ...made, name: made.name || name, token: secret } } : null;
          },
          refused,
        },
        signal,
      ),

    deletePersonalToken: (ownId, signal) =>
      ask(
        {
          method: 'DELETE',
          route: '/me/tokens/{id}',
          path: `/me/tokens/${encodeURIComponent(ownId)}`,
          read: readDone,
          refused,
          absent: { value: null },
        },
        signal,
      ),
  };
}

const tokenSchema = z.object({
  ...{ id, name: word, createdAt: moment },
  ...{ token: word, accessToken: word, access_token: word },
});

/** Never the secret itself, which a list may hold as well. */
function toToken(value: unknown): PersonalToken | null {
  const parsed = tokenSchema.safeParse(value);
  if (!parsed.success || parsed.data.id === null) return null;
  return { id: parsed.data.id, name: parsed.data.name ?? '', createdAtMs: parsed.data.createdAt };
}

function secretIn(value: unknown): string | null {
  const { data } = tokenSchema.safeParse(value);
  return data?.token ?? data?.accessToken ?? data?.access_token ?? null;
}
