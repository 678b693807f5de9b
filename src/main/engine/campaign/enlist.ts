import type { StoredRow } from '#main/store/rows.ts';
import type { Store } from '#main/store/store.ts';
import type { Clock } from '#shared/clock.ts';
import type { Problem } from '#shared/problem.ts';
import { inSlices } from '../slice.ts';
import { finished, type StageEnd, stopped } from '../work.ts';
import { createExcluder } from './exclude.ts';
import { understandContent, type Written, writeTo } from './recipients.ts';

const pageRows = 250;

/**
 * Makes one delivery of each row that has its contact, with the final text frozen in it. Whoever cannot be written
 * to (opted out, a value missing, a contact that is in the campaign already) is enlisted as skipped, with the reason:
 * nobody disappears (law 3). Remembers how far it came.
 */
export async function enlistRecipients(
  deps: { readonly store: Store; readonly clock: Clock },
  options: { readonly campaignId: number; readonly signal: AbortSignal; readonly onRows: (count: number) => void },
): Promise<StageEnd> {
  const { store, clock } = deps;
  const { campaignId, signal, onRows } = options;
  const campaign = store.campaigns.get(campaignId);
  const source = store.imports.get(campaign.importId);
  const understood = understandContent(source, campaign.content, campaign.seed);
  const { accountId, exclusions } = campaign;
  const excluder = createExcluder(store, { accountId, exclusions, nowMs: clock.now() });

  const reasonToSkip = (row: StoredRow, contactId: string, written: Written): Problem | null => {
    const reason = excluder.reasonFor(row, written.text) ?? written.problem;
    if (reason) return reason;
    const taken = store.deliveries.rowOfContact(campaignId, contactId);
    if (taken === null) return null;
    return { kind: 'sameContactTwice', line: store.rows.find(campaign.importId, taken)?.line ?? 0 };
  };

  let enlistedTo = campaign.enlistedTo;
  const step = (): 'more' | 'done' => {
    const rows = store.rows.inState(campaign.importId, 'ready', pageRows, enlistedTo);
    const last = rows.at(-1);
    if (!last) return 'done';
    store.transact(() => {
      for (const row of rows) {
        if (row.contactId === null || row.phone === null || row.person === null) {
          throw new Error('a ready row without its contact');
        }
        const { contactId, phone, person, rowNo } = row;
        const written = writeTo(source, understood, row);
        const { text, version, payload } = written;
        const skipped = reasonToSkip(row, contactId, written);
        store.deliveries.enlist(
          { campaignId, accountId, rowNo, contactId, phone, person, text, version, payload, skipped },
          clock.now(),
        );
      }
      store.campaigns.saveEnlistedTo(campaignId, last.rowNo);
    });
    enlistedTo = last.rowNo;
    onRows(rows.length);
    return 'more';
  };
  return (await inSlices({ clock }, { step, signal })) ? finished : stopped;
}
