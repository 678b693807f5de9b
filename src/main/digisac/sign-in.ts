import { z } from 'zod';
import { err } from '#shared/result.ts';
import { count, word } from './answers.ts';
import { createAsk } from './ask.ts';
import type { SignedIn, SignIn } from './digisac.ts';
import { createHttp, type HttpOptions } from './http.ts';

const client = { client_id: 'api', client_secret: 'secret' } as const;

/** Source: API collection, "Gerar Token de acesso"; facts, section 1 and section 12 row 26. */
export function createSignIn(options: Omit<HttpOptions, 'token'>): SignIn {
  const http = createHttp({ ...options, token: null });
  const ask = createAsk(http);

  const exchangeFor = async (
    body: { readonly grant_type: string } & Readonly<Record<string, string>>,
    problem: { readonly kind: 'loginRefused' | 'tokenRefused' },
    signal?: AbortSignal,
  ) => {
    const route = '/oauth/token';
    const given = await ask<SignedIn>(
      {
        ...{ method: 'POST', route, path: route, body: { ...client, ...body }, isRead: true },
        read: ({ json }) => {
          const signedIn = toSignedIn(json);
          return signedIn && { value: signedIn };
        },
        refused: () => problem,
        conceal: Object.values(body),
      },
      signal,
    );
    // Nothing was sent but this: what is refused is the password, however an account says it.
    if (given.ok || given.error.problem.kind !== 'tokenRefused') return given;
    return err({ ...given.error, problem });
  };

  return {
    byPassword: ({ email, password }, signal) =>
      exchangeFor({ grant_type: 'password', username: email, password }, { kind: 'loginRefused' }, signal),
    byRefreshToken: (refreshToken, signal) =>
      exchangeFor({ grant_type: 'refresh_token', refresh_token: refreshToken }, { kind: 'tokenRefused' }, signal),
    close: http.close,
  };
}

const signedInSchema = z.object({
  ...{ access_token: word, accessToken: word, refresh_token: word, refreshToken: word },
  ...{ expires_in: count, expiresIn: count },
});

/** Seconds as a rule; what would be longer than a year is milliseconds. */
const longestSeconds = 366 * 86_400;

function toSignedIn(json: unknown): SignedIn | null {
  const { data } = signedInSchema.safeParse(json);
  const accessToken = data?.access_token ?? data?.accessToken ?? null;
  if (data === undefined || accessToken === null) return null;
  const expires = data.expires_in ?? data.expiresIn;
  return {
    accessToken,
    refreshToken: data.refresh_token ?? data.refreshToken,
    expiresInMs: expires === null ? null : expires > longestSeconds ? expires : expires * 1_000,
  };
}
