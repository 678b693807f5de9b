import type { StoredCampaign } from '#main/store/campaigns.ts';
import type { Store } from '#main/store/store.ts';
import { dayAround, isOpen, isoInZone, nextOpening } from '#shared/pace/hours.ts';
import type { Pace } from '#shared/pace/limits.ts';
import type { ProblemOf } from '#shared/problem.ts';

/** A limit of the pace that time lifts by itself: the campaign goes on at `opensAt`. */
type Closed = ProblemOf<'notYetTime' | 'outsideWindow' | 'dailyLimitReached'>;

/**
 * What forbids the next message of a campaign right now, or null. Days, hours and the start go by the wall clock, in
 * the campaign's time zone; the daily limit counts all messages of the account that day (law 4).
 */
export function limitOf(
  store: Pick<Store, 'pace'>,
  campaign: Pick<StoredCampaign, 'accountId' | 'pace' | 'taken'>,
  nowMs: number,
): Closed | ProblemOf<'maxReached'> | null {
  const { pace, accountId, taken } = campaign;
  if (pace.startAt !== null && pace.startAt > nowMs) {
    return { kind: 'notYetTime', startsAt: isoInZone(pace.startAt, pace.timeZone) };
  }
  if (!isOpen(pace, nowMs))
    return { kind: 'outsideWindow', opensAt: isoInZone(nextOpening(pace, nowMs), pace.timeZone) };
  if (pace.dailyLimit !== null) {
    const day = dayAround(nowMs, pace.timeZone);
    const sent = store.pace.startedBetween({ accountId, lane: 'messages', fromMs: day.startMs, toMs: day.endMs });
    if (sent >= pace.dailyLimit) return dayIsFull(pace, pace.dailyLimit, day.endMs);
  }
  if (pace.max !== null && taken >= pace.max) return { kind: 'maxReached', max: pace.max };
  return null;
}

const dayIsFull = (pace: Pace, limit: number, endMs: number): Closed => ({
  kind: 'dailyLimitReached',
  limit,
  opensAt: isoInZone(nextOpening(pace, endMs), pace.timeZone),
});
