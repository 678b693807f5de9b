import type { Failure } from '#main/digisac/failure.ts';
import type { StoredCampaign } from '#main/store/campaigns.ts';
import type { StoredDelivery } from '#main/store/deliveries.ts';
import type { Verdict } from '#shared/pace/aimd.ts';
import { dayAround, isoInZone } from '#shared/pace/hours.ts';
import type { Pace } from '#shared/pace/limits.ts';
import { type Result, unreachable } from '#shared/result.ts';
import { jobIdOf } from '#shared/rpc/errors.ts';
import { createBell } from '../bell.ts';
import type { Entry, LanePace } from '../pacer.ts';
import { blocked, finished, type StageEnd, stopped } from '../work.ts';
import { createExcluder } from './exclude.ts';
import { opensFor, roomOf } from './limits.ts';
import { type MessageOf, prepareMessages } from './message.ts';
import { recallSent } from './recall.ts';
import { firstPollMs } from './receipts.ts';
import type { SendDeps, SendOptions } from './sending.ts';
import { createSettler } from './settle.ts';

export const lanePaceOf = (pace: Pace): LanePace => ({
  rate: pace.rate,
  caps: pace.caps,
  jitter: pace.jitter,
  concurrency: pace.concurrency,
});

type Sent = { readonly id: string };

/** So many refusals in a row are the account's fault, not the recipients': the others would be refused as well. */
const mostRefusals = 10;
/** The wall clock may be moved, or the machine sleep: whoever waits for a moment looks again. */
const lookEveryMs = 15_000;
/** A campaign whose next recipients wait for their hour longer than this is paused until then. */
const longWaitMs = 300_000;
/** Recipients whose hour has not come, put off in one commit. */
const postponedAtOnce = 250;

/**
 * Sends what is queued, in the pace of the account's lane, until nothing is left that this campaign can do by itself:
 * the queue is empty and every doubt is settled, or held for a person. When it is told to stop, messages under way are
 * awaited; their outcome is kept.
 */
export async function sendMessages(deps: SendDeps, options: SendOptions): Promise<StageEnd> {
  const { store, clock } = deps;
  const { campaignId, session, signal } = options;
  const job = jobIdOf.campaign(campaignId);
  // Nobody works on them: their outcome could not be written down when it came, as the disk was full.
  store.deliveries.interrupt(campaignId, clock.now());
  if (!options.isFresh) {
    const end = await recallSent(deps, options);
    if (end !== null) return end;
  }
  const prepared = await prepareMessages(deps, store.campaigns.get(campaignId).content);
  if (!prepared.ok) return blocked(prepared.error);
  const bell = createBell();
  const underWay = new Set<Promise<void>>();
  let settling: Promise<StageEnd | null> | null = null;
  /** Why nothing more may start: told from outside, or found out by a message. */
  let end: StageEnd | null = null;
  const broken: unknown[] = [];
  const quit = new AbortController();
  const close = (why: StageEnd) => {
    end ??= why;
    quit.abort();
    bell.ring();
  };
  const onStop = () => close(stopped);
  signal.addEventListener('abort', onStop);
  if (signal.aborted) onStop();
  const onFailure = (error: unknown) => {
    broken.push(error);
    close(stopped);
  };

  const settler = createSettler(deps, { ...options, signal: quit.signal });
  const sender = createSender(deps, {
    ...options,
    messageOf: prepared.value,
    quit: quit.signal,
    close,
    onNothing: bell.ring,
    begin: (message) => {
      const task = message()
        .catch(onFailure)
        .finally(() => {
          underWay.delete(task);
          bell.ring();
        });
      underWay.add(task);
    },
  });
  const settle = () => {
    settling ??= settler
      .round()
      .then((why) => {
        if (why !== null) close(why);
        return why;
      })
      .catch((error: unknown) => {
        onFailure(error);
        return null;
      })
      .finally(() => {
        settling = null;
        bell.ring();
      });
  };

  session.messages.setPace(job, lanePaceOf(store.campaigns.get(campaignId).pace));
  const supply = session.messages.serve(job, sender.take, onFailure);
  try {
    while (!quit.signal.aborted) {
      const heard = bell.next();
      if (store.deliveries.inState(campaignId, 'inDoubt', 1).length > 0) settle();
      const campaign = store.campaigns.get(campaignId);
      const dueAt = store.deliveries.nextTime(campaignId);
      if (dueAt === null) {
        if (underWay.size === 0 && settling === null) return finished;
        await heard;
        continue;
      }
      const nowMs = clock.now();
      const room = roomOf(store, campaign, nowMs);
      if (room.kind === 'closed') close(blocked(room.problem));
      else if (dueAt - nowMs > longWaitMs && campaign.pace.hoursOf === 'recipient') {
        close(blocked({ kind: 'outsideWindow', opensAt: isoInZone(dueAt, campaign.pace.timeZone) }));
      } else if (dueAt > nowMs) {
        const wake = new AbortController();
        const slept = clock.sleep(Math.min(dueAt - nowMs, lookEveryMs), AbortSignal.any([quit.signal, wake.signal]));
        await Promise.race([slept, heard]);
        wake.abort();
        supply.wake();
      } else if (session.sendable() === 0) {
        if (await session.readyToSend(quit.signal)) supply.wake();
      } else {
        // Nothing stands in the way: what ran out of work before has some again.
        if (!sender.isHeldUp()) supply.wake();
        await heard;
      }
    }
  } finally {
    // Law 2: what left is awaited, and its outcome kept.
    quit.abort();
    supply.end();
    await Promise.all([...underWay, ...(settling === null ? [] : [settling])]);
    session.messages.setPace(job, null);
    signal.removeEventListener('abort', onStop);
  }
  if (broken.length > 0) throw broken[0];
  return end ?? stopped;
}

/** Gives the lane the next messages when their turn has come, sends them, and notes what became of them. */
function createSender(
  deps: SendDeps,
  options: SendOptions & {
    readonly messageOf: MessageOf;
    readonly quit: AbortSignal;
    readonly close: (why: StageEnd) => void;
    /** Nothing could be taken: who waits for it looks why. */
    readonly onNothing: () => void;
    /** Sends a message, after its intent is committed. The promise resolves when its outcome stands in the store. */
    readonly begin: (message: () => Promise<void>) => void;
  },
) {
  const { store, clock } = deps;
  const { campaignId, session, serviceName, messageOf, quit, close, onNothing, begin, onRows, onAccepted } = options;

  let refusals = 0;
  let isServiceDown = false;

  return {
    take,
    /** The connection is down: it is asked until it is back. */
    isHeldUp: (): boolean => isServiceDown,
  };

  /** Law 1: the choice, the intents with their final text, and the ledger, in one commit. */
  function take(most: number, enter: () => Entry): readonly (() => void)[] {
    const sendable = quit.aborted || isServiceDown ? 0 : session.sendable();
    if (sendable === 0) {
      onNothing();
      return [];
    }
    const nowMs = clock.now();
    const campaign = store.campaigns.get(campaignId);
    const room = roomOf(store, campaign, nowMs);
    const chosen = room.kind === 'open' ? choose(Math.min(most, room.messages, sendable), campaign.pace, nowMs) : [];
    if (chosen.length === 0) {
      onNothing();
      return [];
    }
    const { accountId, serviceId } = campaign;
    store.campaigns.countTaken(campaignId, chosen.length);
    const day = dayAround(nowMs, campaign.pace.timeZone).name;
    store.sendingDays.add({ accountId, serviceId, day, messages: chosen.length });
    return chosen.map((delivery) => {
      store.deliveries.take(delivery.id, nowMs, nowMs + session.skewMs());
      const entry = enter();
      return () => begin(() => send(delivery, entry, campaign));
    });
  }

  /** Whom to write to next. Who may not be written to, or not now, is noted as such, and passed over. */
  function choose(most: number, pace: Pace, nowMs: number): readonly StoredDelivery[] {
    const chosen: StoredDelivery[] = [];
    const { exclusions } = store.campaigns.get(campaignId);
    const asksForOthers = Object.values(exclusions).some((rule) => typeof rule === 'number');
    let excluder: ReturnType<typeof createExcluder> | null = null;
    let passedOver = 0;
    while (chosen.length < most && passedOver < postponedAtOnce) {
      // Those that were chosen stand in the queue until they are taken.
      const due = store.deliveries.due(campaignId, nowMs, most).slice(chosen.length);
      if (due.length === 0) break;
      for (const delivery of due) {
        const opensAt = opensFor(delivery.phone, pace, nowMs);
        // Law 5: asked again at the last moment.
        if (store.optouts.has(delivery.accountId, delivery.person)) {
          store.deliveries.move(delivery.id, 'queued', 'skipped', { problem: { kind: 'optedOut' }, nowMs });
          passedOver += 1;
        } else if (opensAt > nowMs) {
          store.deliveries.postpone(delivery.id, opensAt);
          passedOver += 1;
        } else if (asksForOthers && isUnderWayElsewhere(delivery)) {
          store.deliveries.postpone(delivery.id, nowMs + lookEveryMs);
          passedOver += 1;
        } else {
          // What other campaigns sent since this one was enlisted counts as well.
          excluder ??= createExcluder(store, { accountId: delivery.accountId, exclusions, nowMs, campaignId });
          const reason = asksForOthers ? excluder.reasonFor(delivery, delivery.text) : null;
          if (reason === null) chosen.push(delivery);
          else {
            store.deliveries.move(delivery.id, 'queued', 'skipped', { problem: reason, nowMs });
            passedOver += 1;
          }
        }
      }
    }
    return chosen;
  }

  /** Another campaign's message to the same contact has left, and nobody knows yet whether it arrived. */
  function isUnderWayElsewhere({ accountId, contactId }: StoredDelivery): boolean {
    return store.deliveries
      .ofContact(accountId, contactId)
      .some(({ campaignId: other, state }) => other !== campaignId && (state === 'sending' || state === 'inDoubt'));
  }

  async function send(
    delivery: StoredDelivery,
    entry: Entry,
    campaign: Pick<StoredCampaign, 'serviceId' | 'openTicket'>,
  ): Promise<void> {
    // Once it has left, its answer is worth waiting for: not for ever.
    const message = messageOf(campaign, delivery);
    const answer = await session.send((late) => session.digisac.sendMessage(message, late), quit);
    await session.messages.commit(() => {
      note(delivery, answer);
      entry.leave(verdictOf(answer));
    });
    onRows(1);
    await consider(answer, campaign.serviceId);
  }

  function note(delivery: StoredDelivery, answer: Result<Sent, Failure>): void {
    const nowMs = clock.now();
    const { id } = delivery;
    if (answer.ok) {
      store.deliveries.accept(id, 'sending', {
        messageId: answer.value.id,
        acceptedAt: nowMs,
        // A note has nobody who could receive or read it.
        pollAt: store.campaigns.get(campaignId).content.kind === 'comment' ? null : nowMs + firstPollMs,
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
        // One asks for all that were under way.
        if (isServiceDown) return;
        isServiceDown = true;
        await session.serviceBack(serviceId, serviceName, quit);
        isServiceDown = false;
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
}

/** What an answer says of how much the account can bear at once. */
function verdictOf(answer: Result<Sent, Failure>): Verdict {
  if (answer.ok) return 'good';
  switch (answer.error.kind) {
    case 'slowDown':
    case 'away':
    case 'trouble':
      return 'bad';
    case 'unusable':
    case 'serviceDown':
    case 'rejected':
    case 'unexpected':
      return 'neither';
    default:
      return unreachable(answer.error.kind);
  }
}
