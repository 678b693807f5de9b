import type { WebhookPost } from '#main/digisac/digisac.ts';
import type { Store } from '#main/store/store.ts';
import type { Clock } from '#shared/clock.ts';
import { ProblemError } from '#shared/problem.ts';
import type { JobId } from '#shared/rpc/errors.ts';
import { webhookKey } from '../account/credentials.ts';
import type { HostServices } from '../account/sessions.ts';
import type { Listener } from '../campaign/inbox.ts';
import type { Events } from '../events.ts';

/** Digisac tries again what was not answered for some minutes; a post that comes after this is a new one. */
const rememberMs = 7 * 86_400_000;
const tidyEveryMs = 3_600_000;
/** Without a post for so long, an account is asked as often as one that sends none. */
const trustMs = 600_000;

/** A post of a webhook, understood; null where it is none. */
export type ReadWebhookPost = (json: unknown) => WebhookPost | null;

/** Which accounts tell by themselves what people answer: there the inbox is asked less often. */
export function createPostWatch({ clock }: { readonly clock: Pick<Clock, 'monotonic'> }) {
  const lastAtMs = new Map<number, number>();
  return {
    came: (accountId: number): void => void lastAtMs.set(accountId, clock.monotonic()),
    comeLately: (accountId: number): boolean =>
      clock.monotonic() - (lastAtMs.get(accountId) ?? Number.NEGATIVE_INFINITY) < trustMs,
  };
}

export type PostWatch = ReturnType<typeof createPostWatch>;

/**
 * Posts of webhooks, which a host receives. What one says, replies, opt-outs (law 5) and receipts, is heeded in the one
 * transaction that also notes that it was heard: an answer means that it is committed, and a post that comes twice, or
 * after the same was read from the account, changes nothing.
 */
export function createReceiver(deps: {
  readonly store: Store;
  readonly clock: Clock;
  readonly events: Events;
  readonly host: Pick<HostServices, 'secrets'>;
  readonly listener: Listener;
  /** Notes receipts; which jobs changed. To be called inside a transaction. */
  readonly noteReceipts: (accountId: number, messages: WebhookPost['messages']) => readonly JobId[];
  readonly watch: PostWatch;
  readonly readPost: ReadWebhookPost;
  readonly makeSecret: () => string;
}) {
  const { store, clock, events, host, listener, noteReceipts, watch, readPost, makeSecret } = deps;
  let tidiedAtMs = Number.NEGATIVE_INFINITY;

  function accountOf(accountId: number) {
    const account = store.accounts.find(accountId);
    if (!account) throw new ProblemError({ kind: 'noAccount' });
    return account;
  }

  function tidy(): void {
    if (clock.monotonic() - tidiedAtMs < tidyEveryMs) return;
    tidiedAtMs = clock.monotonic();
    store.heardPosts.forgetBefore(clock.now() - rememberMs);
  }

  return {
    async secret({ accountId, wanted }: { accountId: number; wanted: string | null }) {
      const key = webhookKey(accountOf(accountId).address);
      const { token: kept } = await host.secrets.get({ key });
      if (kept !== null && (wanted === null || wanted === kept)) return { secret: kept, isNew: false };
      const secret = wanted ?? makeSecret();
      await host.secrets.set({ key, token: secret });
      return { secret, isNew: wanted === null };
    },

    receive({ accountId, body }: { accountId: number; body?: unknown }): { isPost: boolean; heard: number } {
      const { clockSkewMs } = accountOf(accountId);
      const post = readPost(body);
      if (post === null) return { isPost: false, heard: 0 };
      if (post.event === 'message.created') watch.came(accountId);
      const { fresh, changed } = store.transact(() => {
        tidy();
        const nowMs = clock.now();
        const news = post.messages.filter(({ key }) => store.heardPosts.add({ accountId, key, nowMs }));
        listener.hear(accountId, news, clockSkewMs);
        return { fresh: news, changed: noteReceipts(accountId, news) };
      });
      for (const job of new Set(changed)) events.changed(job);
      return { isPost: true, heard: fresh.length };
    },
  };
}
