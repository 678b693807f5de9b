import type { StoredRow } from '#main/store/rows.ts';
import type { Store } from '#main/store/store.ts';
import type { Exclusions } from '#shared/campaign/exclusions.ts';
import type { Problem } from '#shared/problem.ts';

const dayMs = 86_400_000;
const hourMs = 3_600_000;

/**
 * Who of an audience is left out, and why; asked alike by preview, forecast, enlisting and, at the last moment, by the
 * sender. The first reason counts: an opt-out before everything else (law 5).
 */
export function createExcluder(
  store: Pick<Store, 'optouts' | 'deliveries'>,
  options: {
    /** 0 where no account is chosen yet. */
    readonly accountId: number;
    readonly exclusions: Exclusions;
    readonly nowMs: number;
    /** A campaign's own messages do not count against it. */
    readonly campaignId?: number;
  },
) {
  const { accountId, exclusions, nowMs, campaignId = 0 } = options;
  const { contactedWithinDays, mostPerWeek, sameTextWithinHours } = exclusions;

  function reasonFor({ person }: Pick<StoredRow, 'person' | 'phone'>, text: string): Problem | null {
    if (person === null) return null;
    if (store.optouts.has(accountId, person)) return { kind: 'optedOut' };
    const got = (sinceMs: number) => store.deliveries.got({ accountId, person, sinceMs, exceptCampaign: campaignId });
    if (contactedWithinDays !== null && got(nowMs - contactedWithinDays * dayMs).campaigns > 0) {
      return { kind: 'contactedRecently', days: contactedWithinDays };
    }
    if (mostPerWeek !== null && got(nowMs - 7 * dayMs).campaigns >= mostPerWeek) {
      return { kind: 'tooManyCampaigns', most: mostPerWeek };
    }
    if (sameTextWithinHours !== null) {
      const sinceMs = nowMs - sameTextWithinHours * hourMs;
      if (store.deliveries.gotText({ accountId, person, sinceMs, exceptCampaign: campaignId, text })) {
        return { kind: 'sameTextRecently', hours: sameTextWithinHours };
      }
    }
    return null;
  }

  return { reasonFor };
}
