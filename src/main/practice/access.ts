import { createHmac, timingSafeEqual } from 'node:crypto';
import { type Answer, jsonAnswer, refusal } from './answer.ts';
import { textAt } from './json.ts';
import type { User } from './things.ts';

/** As recorded, for a wrong token and for none. */
export const invalidToken: Answer = jsonAnswer(401, {
  error: 'HttpError',
  message: 'Invalid token: access token is invalid',
  status: 401,
});

const accessSeconds = 3_600;
const refreshSeconds = 14 * 86_400;

export interface Access {
  /** The personal token, or one that was issued and is not too old. */
  readonly isAllowed: (header: string | undefined, nowMs: number) => boolean;
  /** The personal token alone: the way in to the controls. */
  readonly isOwner: (header: string | undefined) => boolean;
  /** POST /oauth/token. The password of every user is the personal token. */
  readonly issue: (body: unknown, nowMs: number) => Answer;
}

export function createAccess(token: string, users: readonly User[]): Access {
  const sign = (use: string, untilSeconds: number) => {
    const until = Math.floor(untilSeconds).toString(16).padStart(8, '0');
    return until + createHmac('sha256', token).update(`${use}|${until}`).digest('hex').slice(0, 32);
  };
  const isIssued = (use: string, given: string, nowMs: number) => {
    const until = Number.parseInt(given.slice(0, 8), 16);
    return until * 1_000 > nowMs && isSame(given, sign(use, until));
  };
  const tokenIn = (header: string | undefined) => /^Bearer (.+)$/.exec(header ?? '')?.[1] ?? '';

  function issue(body: unknown, nowMs: number): Answer {
    const client = textAt(body, 'client_id') === 'api' && textAt(body, 'client_secret') === 'secret';
    if (!client) return refusal(400, 'Invalid client: client is invalid');
    const isUser = users.some(({ email }) => email === textAt(body, 'username'));
    const grants = new Map([
      ['password', isUser && isSame(textAt(body, 'password') ?? '', token)],
      ['refresh_token', isIssued('refresh', textAt(body, 'refresh_token') ?? '', nowMs)],
    ]);
    const isGranted = grants.get(textAt(body, 'grant_type') ?? '');
    if (isGranted === undefined) return refusal(400, 'Unsupported grant type: `grant_type` is invalid');
    if (!isGranted) return refusal(400, 'Invalid grant: user credentials are invalid');
    return jsonAnswer(200, {
      access_token: sign('access', nowMs / 1_000 + accessSeconds),
      refresh_token: sign('refresh', nowMs / 1_000 + refreshSeconds),
      expires_in: accessSeconds,
      token_type: 'Bearer',
    });
  }

  return {
    isAllowed: (header, nowMs) => isSame(tokenIn(header), token) || isIssued('access', tokenIn(header), nowMs),
    isOwner: (header) => isSame(tokenIn(header), token),
    issue,
  };
}

function isSame(given: string, expected: string): boolean {
  const [a, b] = [Buffer.from(given), Buffer.from(expected)];
  return a.length === b.length && timingSafeEqual(a, b);
}
