import { ackAt } from './messages.ts';
import type { Message, Webhook } from './things.ts';
import type { PracticeClock } from './time.ts';
import { messageView } from './views.ts';
import type { World } from './world.ts';

/** How often the account looks what has happened, and tells it. */
const lookMs = 500;
/** What was not answered with 2xx is posted again, so often and so much later. */
const tries = 3;
const againMs = 5_000;
const patienceMs = 10_000;

interface Post {
  readonly webhook: Webhook;
  readonly event: 'message.created' | 'message.updated';
  readonly message: Message;
  readonly tried: number;
  readonly dueMs: number;
}

/**
 * Posts what is said to webhooks on this machine, and only there: the practice account speaks to nobody else. It looks
 * as long as there is one that is switched on. Each post may come more than once, as with the real ones.
 */
export function createWebhookDelivery(options: {
  readonly world: World;
  readonly clock: PracticeClock;
  readonly signal: AbortSignal;
}) {
  const { world, clock, signal } = options;
  let isLooking = false;
  /** Messages that were told of, with the receipt that they had then. */
  const told = new Map<string, number>();

  const listening = () =>
    world
      .account()
      .webhooks()
      .filter((one) => one.isActive && isHere(one.url));

  async function post({ webhook, event, message }: Post): Promise<boolean> {
    const { atMs } = world.moment();
    const data = messageView(message, atMs, world.account(), world.dialect());
    const body = JSON.stringify({ event, data, webhookId: webhook.id, timestamp: new Date(atMs).toISOString() });
    try {
      const answer = await fetch(webhook.url, {
        ...{ method: 'POST', body, headers: { 'content-type': 'application/json' } },
        signal: AbortSignal.any([signal, AbortSignal.timeout(patienceMs)]),
      });
      await answer.body?.cancel();
      return answer.ok;
    } catch {
      // Whatever went wrong on the way: it was not taken.
      return false;
    }
  }

  /** What has happened until now, and was not told; it counts as told from here on. */
  function* events(nowMs: number): Iterable<Pick<Post, 'event' | 'message'>> {
    for (const message of world.account().messages.all()) {
      if (message.appearsAtMs > nowMs) continue;
      const ack = ackAt(message, nowMs);
      const before = told.get(message.id);
      if (before === ack) continue;
      told.set(message.id, ack);
      yield { event: before === undefined ? 'message.created' : 'message.updated', message };
    }
  }

  function news(nowMs: number): readonly Post[] {
    return [...events(nowMs)].flatMap(({ event, message }) =>
      listening()
        .filter((webhook) => webhook.events.includes(event))
        .map((webhook) => ({ webhook, event, message, tried: 0, dueMs: nowMs })),
    );
  }

  async function look(): Promise<void> {
    let waiting: readonly Post[] = [];
    while (!signal.aborted && listening().length > 0) {
      const { atMs } = world.moment();
      const posts = [...waiting, ...news(atMs)];
      const left: Post[] = posts.filter(({ dueMs }) => dueMs > atMs);
      for (const one of posts.filter(({ dueMs }) => dueMs <= atMs)) {
        const isTaken = await post(one);
        const tried = one.tried + 1;
        if (!isTaken && tried < tries) left.push({ ...one, tried, dueMs: atMs + againMs });
      }
      waiting = left;
      await clock.sleep(lookMs, signal);
    }
    isLooking = false;
  }

  return {
    /** After a request: begins to look, where somebody is to be told. */
    wake(): void {
      if (isLooking || listening().length === 0) return;
      isLooking = true;
      told.clear();
      // What was before is no news.
      news(world.moment().atMs);
      void look();
    },
  };
}

const isHere = (url: string): boolean => {
  const parsed = URL.parse(url);
  return parsed?.protocol === 'http:' && ['127.0.0.1', 'localhost', '[::1]'].includes(parsed.hostname);
};
