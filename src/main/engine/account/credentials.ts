import type { SignedIn } from '#main/digisac/digisac.ts';
import { keptSignInSchema } from '#shared/accounts/kept-sign-in.ts';

/** What opens an account: a personal token, which lasts, or what a password was exchanged for, which does not. */
export type Credentials =
  | { readonly kind: 'token'; readonly token: string }
  | {
      readonly kind: 'signedIn';
      readonly token: string;
      readonly refreshToken: string | null;
      /** By this machine's clock. Null: the account does not say. */
      readonly renewAtMs: number | null;
    };

/** So long before its end a token is renewed; of one that lasts less than twice as long, half-way. */
const renewBeforeMs = 60_000;

/** `askedAtMs`: when it was asked for, so that it is never older than it is thought to be. */
export function credentialsOf(signedIn: SignedIn, askedAtMs: number): Credentials {
  const { accessToken, refreshToken, expiresInMs } = signedIn;
  const lastsMs = expiresInMs === null ? null : Math.max(expiresInMs - renewBeforeMs, expiresInMs / 2);
  return {
    kind: 'signedIn',
    token: accessToken,
    refreshToken,
    renewAtMs: lastsMs === null ? null : Math.round(askedAtMs + lastsMs),
  };
}

/** Under which the secret path of an account's webhooks is kept. */
export const webhookKey = (address: string): string => `webhook ${address}`;

/** As a keychain keeps them, as one text: a personal token is itself, and begins with no brace. */
export function textOf(credentials: Credentials): string {
  if (credentials.kind === 'token') return credentials.token;
  const { token, refreshToken, renewAtMs } = credentials;
  return JSON.stringify({ accessToken: token, refreshToken, renewAtMs });
}

/** Null where nobody can tell any more what it was. */
export function credentialsIn(text: string): Credentials | null {
  if (!text.startsWith('{')) return { kind: 'token', token: text };
  const kept = keptSignInSchema.safeParse(jsonOf(text));
  if (!kept.success) return null;
  const { accessToken, refreshToken, renewAtMs } = kept.data;
  return { kind: 'signedIn', token: accessToken, refreshToken, renewAtMs };
}

function jsonOf(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch (error) {
    if (error instanceof SyntaxError) return null;
    throw error;
  }
}
