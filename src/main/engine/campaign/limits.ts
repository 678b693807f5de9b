import type { StoredCampaign } from '#main/store/campaigns.ts';
import type { Store } from '#main/store/store.ts';
import type { SentSoFar } from '#shared/pace/estimate.ts';
import { dayAround, isoInZone, nextOpening } from '#shared/pace/hours.ts';
import type { Pace } from '#shared/pace/limits.ts';
import { rampLimit } from '#shared/pace/ramp.ts';
import { brazilianZones, timeZoneOf } from '#shared/phone/time-zone.ts';
import type { ProblemOf } from '#shared/problem.ts';

/** A limit of the pace that time lifts by itself: the campaign goes on at `opensAt`. */
type Closed = ProblemOf<'notYetTime' | 'outsideWindow' | 'dailyLimitReached'>;

/** What days, hours and counts say right now: how many messages may leave (at least one), or what forbids the next. */
export type Room =
  | { readonly kind: 'open'; readonly messages: number }
  | { readonly kind: 'closed'; readonly problem: Closed | ProblemOf<'maxReached'> };

type Campaign = Pick<StoredCampaign, 'accountId' | 'serviceId' | 'pace' | 'taken'>;

const closed = (problem: Closed | ProblemOf<'maxReached'>): Room => ({ kind: 'closed', problem });

/**
 * Days, hours and the start go by the wall clock, in the campaign's time zone or the recipients'; the daily limit counts
 * all messages of the account that day, the one of a new number those of its connection (law 4).
 */
export function roomOf(store: Pick<Store, 'pace' | 'sendingDays'>, campaign: Campaign, nowMs: number): Room {
  const { pace, accountId, taken } = campaign;
  if (pace.startAt !== null && pace.startAt > nowMs) {
    return closed({ kind: 'notYetTime', startsAt: isoInZone(pace.startAt, pace.timeZone) });
  }
  const opensAt = Math.min(...zonesOf(pace).map((timeZone) => nextOpening({ ...pace, timeZone }, nowMs)));
  if (opensAt > nowMs) return closed({ kind: 'outsideWindow', opensAt: isoInZone(opensAt, pace.timeZone) });
  let messages = Number.POSITIVE_INFINITY;
  if (pace.dailyLimit !== null || pace.rampUp !== null) {
    const day = dayAround(nowMs, pace.timeZone);
    const isFull = (limit: number) =>
      closed({
        kind: 'dailyLimitReached',
        limit,
        opensAt: isoInZone(nextOpening(pace, day.endMs), pace.timeZone),
      });
    if (pace.dailyLimit !== null) {
      const sent = store.pace.startedBetween({ accountId, lane: 'messages', fromMs: day.startMs, toMs: day.endMs });
      messages = Math.min(messages, pace.dailyLimit - sent);
      if (messages <= 0) return isFull(pace.dailyLimit);
    }
    if (pace.rampUp !== null) {
      const own = { accountId, serviceId: campaign.serviceId, day: day.name };
      const limit = rampLimit(pace.rampUp, store.sendingDays.earlierDays(own));
      messages = Math.min(messages, limit - store.sendingDays.messagesOn(own));
      if (messages <= 0) return isFull(limit);
    }
  }
  if (pace.max !== null) {
    messages = Math.min(messages, pace.max - taken);
    if (messages <= 0) return closed({ kind: 'maxReached', max: pace.max });
  }
  return { kind: 'open', messages };
}

/** What the limits of this day have seen already, for a forecast. */
export function sentSoFar(store: Pick<Store, 'pace' | 'sendingDays'>, campaign: Campaign, nowMs: number): SentSoFar {
  const { accountId, serviceId, pace } = campaign;
  const { startMs: fromMs, endMs: toMs, name: day } = dayAround(nowMs, pace.timeZone);
  const own = { accountId, serviceId, day };
  return {
    ofAccount: store.pace.startedBetween({ accountId, lane: 'messages', fromMs, toMs }),
    ofConnection: store.sendingDays.messagesOn(own),
    earlierDays: store.sendingDays.earlierDays(own),
  };
}

/** The time zones of all who may be written to. */
const zonesOf = (pace: Pace): readonly string[] =>
  pace.hoursOf === 'campaign' ? [pace.timeZone] : [pace.timeZone, ...brazilianZones];

/** When a person may be written to, by their own clock: now, or a later moment. Unix milliseconds. */
export function opensFor(phone: string, pace: Pace, nowMs: number): number {
  if (pace.hoursOf === 'campaign') return nowMs;
  return nextOpening({ ...pace, timeZone: timeZoneOf(phone) ?? pace.timeZone }, nowMs);
}
