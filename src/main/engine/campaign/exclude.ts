import type { StoredRow } from '#main/store/rows.ts';
import type { Store } from '#main/store/store.ts';
import { personNumber } from '#shared/audience/people.ts';
import type { Exclusions } from '#shared/campaign/exclusions.ts';
import type { Problem } from '#shared/problem.ts';

const dayMs = 86_400_000;
const hourMs = 3_600_000;

/**
 * Who of an audience is left out, and why; asked alike by preview, forecast, enlisting and, at the last moment, by the
 * sender. The first reason counts: an opt-out before everything else (law 5), then what the account
 * itself says of the contact, which nobody can choose to ignore either.
 */
export function createExcluder(
  store: Pick<Store, 'optouts' | 'consents' | 'deliveries' | 'refusals' | 'blockLists'>,
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
    if (store.consents.refuses(accountId, person)) return { kind: 'noConsent' };
    const refusal = store.refusals.find(accountId, person);
    if (refusal !== null) return { kind: refusal === 'blocked' ? 'blockedInAccount' : 'unsubscribedInAccount' };
    if (exclusions.blockLists) {
      const list = store.blockLists.listWith(personNumber(person) ?? 0);
      if (list !== null) return { kind: 'onBlockList', list: list.name, date: list.dated };
    }
    const got = (sinceMs: number) => store.deliveries.got({ accountId, person, sinceMs, exceptCampaign: campaignId });
    if (contactedWithinDays !== null && got(nowMs - contactedWithinDays * dayMs).campaigns > 0) {
      return { kind: 'contactedRecently', days: contactedWithinDays };
    }
    if (mostPerWeek !== null && got(nowMs - 7 * dayMs).campaigns >= mostPerWeek) {
      return { kind: 'tooManyCampaigns', most: mostPerWeek };
    }
    // A picture without a word says nothing that could be the same.
    if (sameTextWithinHours !== null && text !== '') {
      const sinceMs = nowMs - sameTextWithinHours * hourMs;
      if (store.deliveries.gotText({ accountId, person, sinceMs, exceptCampaign: campaignId, text })) {
        return { kind: 'sameTextRecently', hours: sameTextWithinHours };
      }
    }
    return null;
  }

  return { reasonFor };
}
