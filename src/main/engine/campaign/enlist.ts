import type { StoredRow } from '#main/store/rows.ts';
import type { Store } from '#main/store/store.ts';
import type { Clock } from '#shared/clock.ts';
import type { Problem } from '#shared/problem.ts';
import type { RowState } from '#shared/recipient/row.ts';
import { inSlices } from '../slice.ts';
import { finished, type StageEnd, stopped } from '../work.ts';
import { createExcluder } from './exclude.ts';
import { understandContent, type Written, writeTo } from './recipients.ts';

const pageRows = 250;

/** States of rows whose contact may still come. */
const underWay = ['normalised', 'checked', 'creating', 'inDoubt', 'linked'] as const satisfies readonly RowState[];

/**
 * Makes one delivery of each row that has its contact, with the final text frozen in it. Whoever cannot be written
 * to (opted out, a value missing, a contact that is in the campaign already) is enlisted as skipped, with the reason:
 * nobody disappears (law 3). Remembers how far it came.
 *
 * A campaign that begins early enlists what is ready now; `enlistMore` comes back for the others.
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

  const isGrowing = campaign.beginsEarly;
  let enlistedTo = campaign.enlistedTo;
  const next = (): readonly StoredRow[] =>
    isGrowing
      ? store.rows.readyUnlisted({ importId: source.id, campaignId, afterRowNo: enlistedTo, limit: pageRows })
      : store.rows.inState(source.id, 'ready', pageRows, enlistedTo);
  /** Rows up to here have come to their end. Where the import goes on, one may be ready before those ahead of it. */
  const settledTo = (last: number): number =>
    isGrowing ? Math.min(last, (store.rows.firstIn(source.id, underWay) ?? last + 1) - 1) : last;

  let seenTo = enlistedTo;
  const step = (): 'more' | 'done' => {
    const rows = next();
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
      seenTo = Math.max(seenTo, last.rowNo);
      enlistedTo = Math.max(enlistedTo, settledTo(seenTo));
      store.campaigns.saveEnlistedTo(campaignId, enlistedTo);
    });
    onRows(rows.length);
    return 'more';
  };
  return (await inSlices({ clock }, { step, signal })) ? finished : stopped;
}

const lookAgainMs = 2_000;

/**
 * For a campaign that began while its import goes on, when its queue is empty: waits for further contacts and enlists them.
 * `more` where there is something to send again, `over` where the import has no more to give.
 */
export async function enlistMore(
  deps: { readonly store: Store; readonly clock: Clock },
  options: { readonly campaignId: number; readonly signal: AbortSignal; readonly onRows: (count: number) => void },
): Promise<'more' | 'over' | 'stopped'> {
  const { store, clock } = deps;
  const { campaignId, signal, onRows } = options;
  const { beginsEarly, importId } = store.campaigns.get(campaignId);
  if (!beginsEarly) return 'over';
  for (;;) {
    // Looked at before the rows are: what becomes ready in between is enlisted in the next round.
    const { phase, status } = store.imports.get(importId);
    const isOver = phase === 'done' || status === 'cancelled' || status === 'failed';
    const end = await enlistRecipients(deps, options);
    if (end.kind !== 'finished') return 'stopped';
    if (store.deliveries.nextTime(campaignId) !== null) {
      tell(null);
      return 'more';
    }
    if (isOver) {
      tell(null);
      return 'over';
    }
    tell({ kind: 'waitingForContacts' });
    await clock.sleep(lookAgainMs, signal);
    if (signal.aborted) return 'stopped';
  }

  /** Why nothing leaves, for as long as it does not. */
  function tell(reason: Problem | null): void {
    const campaign = store.campaigns.get(campaignId);
    if (campaign.status !== 'running' || campaign.reason?.kind === reason?.kind) return;
    store.campaigns.move(campaignId, { phase: campaign.phase, status: 'running', reason, finishedAt: null });
    onRows(0);
  }
}
