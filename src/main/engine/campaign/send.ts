import type { Failure } from '#main/digisac/failure.ts';
import type { StoredDelivery } from '#main/store/deliveries.ts';
import type { Pace } from '#shared/pace/limits.ts';
import { type Result, unreachable } from '#shared/result.ts';
import { jobIdOf } from '#shared/rpc/errors.ts';
import type { Entry, LanePace } from '../pacer.ts';
import { blocked, finished, type StageEnd, stopped } from '../work.ts';
import { limitOf } from './limits.ts';
import { recallSent } from './recall.ts';
import { firstPollMs } from './receipts.ts';
import type { SendDeps, SendOptions } from './sending.ts';
import { createSettler } from './settle.ts';

export const lanePaceOf = (pace: Pace): LanePace => ({
  rate: pace.rate,
  jitter: pace.jitter,
  concurrency: pace.concurrency,
});

type Sent = { readonly id: string };

/** So many refusals in a row are the account's fault, not the recipients': the others would be refused as well. */
const mostRefusals = 10;

/**
 * Sends what is queued, one message a turn, in the pace of the account's lane, until nothing is left that this
 * campaign can do by itself: the queue is empty and every doubt is settled, or held for a person. When it is told to
 * stop, messages under way are awaited; their outcome is kept.
 */
export async function sendMessages(deps: SendDeps, options: SendOptions): Promise<StageEnd> {
  const { store, clock } = deps;
  const { campaignId, session, signal } = options;
  const job = jobIdOf.campaign(campaignId);
  if (!options.isFresh) {
    const end = await recallSent(deps, options);
    if (end !== null) return end;
  }
  const underWay = new Set<Promise<void>>();
  let settling: Promise<StageEnd | null> | null = null;
  /** Why nothing more may start: told from outside, or found out by a message. */
  let end: StageEnd | null = null;
  const quit = new AbortController();
  const close = (why: StageEnd) => {
    end ??= why;
    quit.abort();
  };
  const onStop = () => close(stopped);
  signal.addEventListener('abort', onStop);
  if (signal.aborted) onStop();

  const settler = createSettler(deps, { ...options, signal: quit.signal });
  const send = createSender(deps, { ...options, quit: quit.signal, close });
  const start = () => {
    const task = send().finally(() => underWay.delete(task));
    underWay.add(task);
  };
  const settle = () => {
    settling ??= settler.round().then((why) => {
      settling = null;
      if (why !== null) close(why);
      return why;
    });
  };

  session.messages.setPace(job, lanePaceOf(store.campaigns.get(campaignId).pace));
  try {
    while (!quit.signal.aborted) {
      const campaign = store.campaigns.get(campaignId);
      const inDoubt = store.deliveries.inState(campaignId, 'inDoubt', 1).length > 0;
      if (inDoubt) settle();
      const dueAt = store.deliveries.nextTime(campaignId);
      const waitFor: Promise<unknown>[] = [...underWay, ...(settling === null ? [] : [settling])];
      if (dueAt === null) {
        if (waitFor.length === 0) return finished;
        await Promise.race(waitFor);
        continue;
      }
      const limit = limitOf(store, campaign, clock.now());
      if (limit !== null) close(blocked(limit));
      else if (dueAt > clock.now()) {
        const wake = new AbortController();
        const slept = clock.sleep(dueAt - clock.now(), AbortSignal.any([quit.signal, wake.signal]));
        await Promise.race([slept, ...waitFor]);
        wake.abort();
      } else if (underWay.size >= campaign.pace.concurrency) await Promise.race(underWay);
      else if (await session.ready(quit.signal)) start();
    }
    return end ?? stopped;
  } finally {
    // Law 2: what left is awaited, and its outcome kept.
    quit.abort();
    await Promise.all([...underWay, ...(settling === null ? [] : [settling])]);
    session.messages.setPace(job, null);
    signal.removeEventListener('abort', onStop);
  }
}

/** Sends the next queued message when its turn comes. Resolves when its outcome stands in the store. */
function createSender(
  deps: SendDeps,
  options: SendOptions & { readonly quit: AbortSignal; readonly close: (why: StageEnd) => void },
): () => Promise<void> {
  const { store, clock } = deps;
  const { campaignId, session, serviceName, quit, close, onRows, onAccepted } = options;

  let refusals = 0;

  /** Law 1: the choice, the intent with its final text, and the ledger, in one commit. */
  function take(enter: () => Entry): { readonly delivery: StoredDelivery; readonly entry: Entry } | null {
    return store.transact(() => {
      const nowMs = clock.now();
      const campaign = store.campaigns.get(campaignId);
      if (limitOf(store, campaign, nowMs) !== null) return null;
      for (;;) {
        const delivery = store.deliveries.next(campaignId, nowMs);
        if (!delivery) return null;
        // Law 5: asked again at the last moment.
        if (!store.optouts.has(delivery.person)) {
          store.deliveries.take(delivery.id, nowMs);
          store.campaigns.countTaken(campaignId);
          return { delivery, entry: enter() };
        }
        store.deliveries.move(delivery.id, 'queued', 'skipped', { problem: { kind: 'optedOut' }, nowMs });
      }
    });
  }

  /** The outcome and the end of its place in the ledger, in one commit. */
  function note(delivery: StoredDelivery, answer: Result<Sent, Failure>): void {
    const nowMs = clock.now();
    const { id } = delivery;
    if (answer.ok) {
      store.deliveries.accept(id, 'sending', {
        messageId: answer.value.id,
        acceptedAt: nowMs,
        pollAt: nowMs + firstPollMs,
        nowMs,
      });
      return;
    }
    const failure = answer.error;
    if (failure.effect === 'unknown') {
      store.deliveries.move(id, 'sending', 'inDoubt', { problem: null, nowMs });
      if (store.campaigns.get(campaignId).inDoubt === 'hold') {
        store.deliveries.move(id, 'inDoubt', 'held', { problem: { kind: 'messageInDoubt' }, nowMs });
      }
    } else if (failure.kind === 'rejected' || failure.kind === 'unexpected') {
      const detail = 'detail' in failure.problem ? failure.problem.detail : '';
      store.deliveries.move(id, 'sending', 'failed', { problem: { kind: 'messageRefused', detail }, nowMs });
    } else {
      // Not the recipient's fault, and certainly without effect: its attempt is given back.
      store.deliveries.requeue(id, 'sending', { notBefore: 0, giveBack: true, nowMs });
    }
  }

  /** What an answer means for the messages behind it. */
  async function consider(answer: Result<Sent, Failure>, serviceId: string): Promise<void> {
    if (answer.ok) {
      refusals = 0;
      return onAccepted();
    }
    const failure = answer.error;
    switch (failure.kind) {
      case 'unusable':
        return close(blocked(failure.problem));
      case 'serviceDown':
        await session.serviceBack(serviceId, serviceName, quit);
        return;
      case 'rejected':
        refusals += 1;
        if (refusals >= mostRefusals) close(blocked({ kind: 'refusedInARow', count: refusals }));
        return;
      case 'slowDown':
      case 'away':
      case 'trouble':
      case 'unexpected':
        return;
      default:
        unreachable(failure.kind);
    }
  }

  return async () => {
    const sent = await session.messages.run(quit, async (enter) => {
      const taken = take(enter);
      if (taken === null) return null;
      const { delivery, entry } = taken;
      const { serviceId, openTicket } = store.campaigns.get(campaignId);
      // Not given the signal: once it has left, its answer is worth waiting for.
      const answer = await session.write(() =>
        session.digisac.sendMessage({
          contactId: delivery.contactId,
          serviceId,
          text: delivery.text,
          dontOpenTicket: !openTicket,
        }),
      );
      store.transact(() => {
        note(delivery, answer);
        entry.leave();
      });
      onRows(1);
      return { answer, serviceId };
    });
    // Outside of its turn: others of the account may go on while this campaign waits for its connection.
    if (sent) await consider(sent.answer, sent.serviceId);
  };
}
