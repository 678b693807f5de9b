import type { StoredCampaign } from '#main/store/campaigns.ts';
import type { StoredDelivery } from '#main/store/deliveries.ts';
import type { StoredImport } from '#main/store/imports.ts';
import type { StoredFact } from '#main/store/report.ts';
import type { Store } from '#main/store/store.ts';
import type { Clock } from '#shared/clock.ts';
import { applyMapping } from '#shared/mapping/apply.ts';
import type { Mapping } from '#shared/mapping/mapping.ts';
import { createTally, type Figures } from '#shared/report/figures.ts';
import { isInReport } from '#shared/report/filter.ts';
import { localHourIn } from '#shared/report/local-hour.ts';
import type { DeliveryFact } from '#shared/report/stage.ts';
import { laidOver, parseEdits } from '#shared/review/edits.ts';
import type { DeliveryFilter } from '#shared/rpc/campaigns.ts';
import { inSlices } from '../slice.ts';
import { createKept } from './kept.ts';

/** Deliveries looked at in one piece: 1 ms, with their cells 2. */
const factsAtOnce = 250;
/** Campaigns that are compared, and the rows behind some of their numbers: 4 bytes a row. */
const mostFigures = 6;
const mostViews = 6;

/** Different tag cells that are remembered during one walk. */
const mostTagCells = 10_000;

const forever = new AbortController().signal;

/**
 * The numbers of a campaign's report and the rows behind each of them: one walk over its deliveries and one rule for both
 * (`hasReached`), so that no number can differ from its rows (law 8).
 */
export function createReportReader(deps: { readonly store: Store; readonly clock: Clock }) {
  const { store, clock } = deps;
  const figures = createKept<Figures>({ clock, most: mostFigures });
  const views = createKept<Uint32Array>({ clock, most: mostViews });

  async function walk(campaign: StoredCampaign, visit: (fact: DeliveryFact) => void): Promise<void> {
    const source = store.imports.get(campaign.importId);
    const tagsOf = tagReader(source);
    let rowNo = 0;
    await inSlices(deps, {
      signal: forever,
      step: () => {
        const cellsOf = tagsOf === null ? null : source.id;
        const facts = store.report.facts({ campaignId: campaign.id, cellsOf, rowNo, limit: factsAtOnce });
        for (const fact of facts) visit({ ...fact, tags: tagsOf === null ? [] : tagsOf(fact) });
        rowNo = facts.at(-1)?.rowNo ?? rowNo;
        return facts.length === factsAtOnce ? 'more' : 'done';
      },
    });
  }

  const stampOf = ({ id }: StoredCampaign): string =>
    JSON.stringify([store.deliveries.counts(id), store.report.lastChange(id), store.report.heard(id)]);

  const about = (campaign: StoredCampaign, what: unknown) => ({
    key: JSON.stringify([campaign.id, what]),
    stamp: stampOf(campaign),
  });

  return {
    /** All that is counted of a campaign. */
    figures: (campaign: StoredCampaign): Promise<Figures> =>
      figures.get(about(campaign, 'figures'), async () => {
        const tally = createTally(localHourIn(campaign.pace.timeZone));
        await walk(campaign, tally.add);
        return tally.figures();
      }),

    /** A page of the deliveries behind one of its numbers, by their rows in the sheet. */
    async page(
      campaign: StoredCampaign,
      ask: { readonly filter: DeliveryFilter; readonly offset: number; readonly limit: number },
    ): Promise<{ readonly total: number; readonly deliveries: readonly StoredDelivery[] }> {
      const { filter, offset, limit } = ask;
      const numbers = await views.get(about(campaign, filter), async () => {
        const localHour = localHourIn(campaign.pace.timeZone);
        const found: number[] = [];
        await walk(campaign, (fact) => {
          if (isInStates(fact, filter) && isInReport(fact, filter, localHour)) found.push(fact.rowNo);
        });
        return Uint32Array.from(found);
      });
      const deliveries = [...numbers.subarray(offset, offset + limit)].flatMap((rowNo) => {
        const delivery = store.deliveries.ofRow(campaign.id, rowNo);
        return delivery ? [delivery] : [];
      });
      return { total: numbers.length, deliveries };
    },
  };
}

export type ReportReader = ReturnType<typeof createReportReader>;

const isInStates = ({ state, problem }: DeliveryFact, filter: DeliveryFilter): boolean =>
  (!filter.states?.length || filter.states.includes(state)) &&
  (filter.problem === undefined || filter.problem === problem);

/** Reads the tags of a row; null where the sheet has no column for them. */
function tagReader({ findings, mapping }: StoredImport): ((fact: StoredFact) => readonly string[]) | null {
  if (!mapping.some(({ kind }) => kind === 'tags')) return null;
  const header = findings?.header ?? [];
  // Nothing else of the row is needed, and a million of them are read; most have the tags of others.
  const onlyTags: Mapping = mapping.map((target) => (target.kind === 'tags' ? target : { kind: 'skip' }));
  const columns = mapping.flatMap(({ kind }, column) => (kind === 'tags' ? [column] : []));
  const known = new Map<string, readonly string[]>();
  return ({ cells, edits }) => {
    if (cells === null) return [];
    const parsed: unknown = JSON.parse(cells);
    if (!isTexts(parsed)) return [];
    const own = edits === null ? parsed : laidOver(parsed, parseEdits(edits));
    const key = columns.map((column) => own[column] ?? '').join('\n');
    const found = known.get(key);
    if (found !== undefined) return found;
    const { tags } = applyMapping(own, header, onlyTags);
    if (known.size < mostTagCells) known.set(key, tags);
    return tags;
  };
}

const isTexts = (value: unknown): value is readonly string[] =>
  Array.isArray(value) && value.every((cell) => typeof cell === 'string');
