import { setImmediate as letOthersRun } from 'node:timers/promises';
import type { StoredCampaign } from '#main/store/campaigns.ts';
import type { StoredImport } from '#main/store/imports.ts';
import type { Store } from '#main/store/store.ts';
import { writeReport } from '#main/tabular/write.ts';
import type { Clock } from '#shared/clock.ts';
import type { Problem } from '#shared/problem.ts';
import { err, ok, type Result } from '#shared/result.ts';
import type { JobId } from '#shared/rpc/errors.ts';
import type { ReportFormat } from '#shared/rpc/reports.ts';
import type { Language } from '#shared/sentences/languages.ts';
import { campaignColumns, importColumns, lineColumn, type Outcome } from './columns.ts';
import { ownPlace } from './place.ts';
import { wordsOf } from './words.ts';

/** Rows read at once: with their deliveries some 5 ms, so that faces are answered in between. */
const pageRows = 200;

interface Deps {
  readonly store: Pick<Store, 'rows' | 'deliveries' | 'imports' | 'campaigns'>;
  readonly clock: Pick<Clock, 'now'>;
  /** Reports without a path of their own go to `reports` in it. */
  readonly dataFolder: string;
}

/**
 * Every row of the sheet, one line each, in its order (law 3): its line, its cells as they came, the number that was
 * understood and what was changed for it, what became of it and why; for a campaign its message as well. What stands
 * there is read page by page, while jobs go on. Problems: jobUnknown, reportNotWritten, diskFull.
 */
export async function writeJobReport(
  deps: Deps,
  wish: {
    readonly job: JobId;
    readonly format: ReportFormat;
    /** Absolute; null for a place in the data folder. */
    readonly path: string | null;
    readonly language: Language;
    readonly signal?: AbortSignal;
  },
): Promise<Result<{ readonly path: string; readonly rows: number }, Problem>> {
  const subject = findSubject(deps.store, wish.job);
  if (subject === null) return err({ kind: 'jobUnknown', job: wish.job });
  const { source, campaign } = subject;
  const name = campaign?.name ?? source.fileName;
  const { job, format } = wish;
  const place =
    wish.path === null ? ownPlace(deps.dataFolder, { job, name, format, nowMs: deps.clock.now() }) : ok(wish.path);
  if (!place.ok) return place;

  const words = wordsOf(wish.language, campaign?.pace.timeZone);
  const line = lineColumn(words);
  const added = [...importColumns(words), ...(campaign === null ? [] : campaignColumns(words))];
  const header = source.findings?.header ?? [];
  const written = await writeReport(
    place.value,
    {
      title: name,
      columns: [line.title, ...header, ...added.map(({ title }) => title)],
      rows: lines(),
    },
    { format, ...(wish.signal === undefined ? {} : { signal: wish.signal }) },
  );
  return written.ok ? ok({ path: place.value, rows: written.value.rows }) : written;

  async function* lines(): AsyncGenerator<readonly string[]> {
    for await (const outcome of outcomes(deps.store, source.id, campaign?.id ?? null)) {
      const { cells } = outcome.row;
      yield [
        line.cell(outcome),
        ...header.map((_, column) => cells[column] ?? ''),
        ...added.map((column) => column.cell(outcome)),
        // Law 6: what a row has beyond its header stands behind everything else, and moves nothing.
        ...cells.slice(header.length),
      ];
    }
  }
}

function findSubject(
  store: Deps['store'],
  job: JobId,
): { readonly source: StoredImport; readonly campaign: StoredCampaign | null } | null {
  const id = Number(job.slice(1));
  if (job.startsWith('c')) {
    const campaign = store.campaigns.find(id);
    return campaign && { source: store.imports.get(campaign.importId), campaign };
  }
  const source = store.imports.find(id);
  return source && { source, campaign: null };
}

async function* outcomes(store: Deps['store'], importId: number, campaignId: number | null): AsyncGenerator<Outcome> {
  let rowNo = 0;
  while (true) {
    const rows = store.rows.after(importId, rowNo, pageRows);
    const last = rows.at(-1);
    if (last === undefined) return;
    // Row and message of one moment: nothing may come in between, so the page is read whole before it is written.
    const page = rows.map((row) => ({
      row,
      delivery: campaignId === null ? null : store.deliveries.ofRow(campaignId, row.rowNo),
    }));
    yield* page;
    rowNo = last.rowNo;
    await letOthersRun();
  }
}
