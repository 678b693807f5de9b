import type { SignIn } from '#main/digisac/digisac.ts';
import type { Failure } from '#main/digisac/failure.ts';
import type { Clock } from '#shared/clock.ts';
import { err, ok, type Result } from '#shared/result.ts';
import { type Credentials, credentialsOf } from './credentials.ts';

/** What a session needs to know of its token. Null: there is nothing to wait for, or nothing that could be done. */
export interface Renewal {
  /** Before each request: the token is about to end. Null in the end: it may be asked. Otherwise why it may not. */
  readonly ifDue: () => Promise<Failure | null> | null;
  /** The account refused the token. Null in the end: there is another one. */
  readonly ifRefused: () => Promise<Failure | null> | null;
}

/** What is refused so soon after a renewal is not refused for its age. */
const freshMs = 60_000;

/**
 * Keeps the token of an account that was signed in to with a password: one renewal for all who wait for it, right before
 * it ends, and once when it is refused before. A fresh token that is refused all the same is not renewed again: then a
 * person has to sign in.
 */
export function createRenewal(deps: {
  readonly clock: Clock;
  readonly host: string;
  readonly credentials: Credentials;
  readonly openSignIn: () => SignIn;
  /** Keeps what came of it, and goes on with it. Awaited before any request leaves with it. */
  readonly onRenewed: (credentials: Credentials) => Promise<void>;
}): Renewal {
  const { clock, host, openSignIn, onRenewed } = deps;
  let { credentials } = deps;
  /** Of monotonic time. */
  let renewedAtMs = Number.NEGATIVE_INFINITY;
  let renewing: Promise<Failure | null> | null = null;
  /** The account does not renew it any more: it is not asked again. */
  let ended: Failure | null = null;

  async function exchange(refreshToken: string): Promise<Result<Credentials, Failure>> {
    const askedAtMs = clock.now();
    const signIn = openSignIn();
    try {
      const given = await signIn.byRefreshToken(refreshToken);
      if (!given.ok) return err(asOfNoRequest(given.error, host));
      // Where it gives no further one, the one that was used goes on.
      return ok(credentialsOf({ ...given.value, refreshToken: given.value.refreshToken ?? refreshToken }, askedAtMs));
    } finally {
      await signIn.close();
    }
  }

  function renew(refreshToken: string): Promise<Failure | null> {
    renewing = exchange(refreshToken)
      .then(async (renewed) => {
        if (!renewed.ok) {
          if (renewed.error.problem.kind === 'signInEnded') ended = renewed.error;
          return renewed.error;
        }
        credentials = renewed.value;
        renewedAtMs = clock.monotonic();
        await onRenewed(credentials);
        return null;
      })
      .finally(() => {
        renewing = null;
      });
    return renewing;
  }

  return {
    ifDue() {
      if (ended !== null) return Promise.resolve(ended);
      if (renewing !== null) return renewing;
      if (credentials.kind === 'token' || credentials.renewAtMs === null) return null;
      if (clock.now() < credentials.renewAtMs) return null;
      // Without a further one it may last longer than it said.
      return credentials.refreshToken === null ? null : renew(credentials.refreshToken);
    },
    ifRefused() {
      if (ended !== null) return Promise.resolve(ended);
      if (renewing !== null) return renewing;
      if (credentials.kind === 'token') return null;
      const isFresh = clock.monotonic() - renewedAtMs < freshMs;
      if (credentials.refreshToken === null || isFresh) return Promise.resolve(signInEnded(host));
      return renew(credentials.refreshToken);
    },
  };
}

const signInEnded = (host: string): Failure => ({
  kind: 'unusable',
  effect: 'none',
  status: 401,
  retryAfterMs: null,
  problem: { kind: 'signInEnded', host },
});

/** The request that waited for it has not left, whatever became of the renewal. */
function asOfNoRequest(failure: Failure, host: string): Failure {
  if (failure.problem.kind === 'tokenRefused') return signInEnded(host);
  return { ...failure, effect: 'none', kind: failure.kind === 'trouble' ? 'away' : failure.kind };
}
