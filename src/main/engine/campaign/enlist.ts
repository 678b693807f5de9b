import type { StoredRow } from '#main/store/rows.ts';
import type { Store } from '#main/store/store.ts';
import type { Clock } from '#shared/clock.ts';
import type { Problem } from '#shared/problem.ts';
import { inSlices } from '../slice.ts';
import { finished, type StageEnd, stopped } from '../work.ts';
import { understandTemplate, writeTo } from './recipients.ts';

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
  const template = understandTemplate(source, campaign.template);

  const reasonToSkip = (row: StoredRow, contactId: string, unwritable: Problem | null): Problem | null => {
    if (row.person !== null && store.optouts.has(row.person)) return { kind: 'optedOut' };
    if (unwritable) return unwritable;
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
        const written = writeTo(source, template, row);
        const skipped = reasonToSkip(row, contactId, written.problem);
        const { accountId } = campaign;
        store.deliveries.enlist(
          { campaignId, accountId, rowNo, contactId, phone, person, text: written.text, skipped },
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
