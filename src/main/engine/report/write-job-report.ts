import { setImmediate as letOthersRun } from 'node:timers/promises';
import { writeHtml } from '#main/document/html.ts';
import { writePdf } from '#main/document/pdf.ts';
import { sheetOf } from '#main/document/sheet.ts';
import type { StoredCampaign } from '#main/store/campaigns.ts';
import type { StoredImport } from '#main/store/imports.ts';
import type { Store } from '#main/store/store.ts';
import { writeReport, writeWhole } from '#main/tabular/write.ts';
import type { Clock } from '#shared/clock.ts';
import type { Problem } from '#shared/problem.ts';
import { err, ok, type Result } from '#shared/result.ts';
import type { JobId } from '#shared/rpc/errors.ts';
import type { ReportFormat, SheetFormat } from '#shared/rpc/reports.ts';
import type { Language } from '#shared/sentences/languages.ts';
import { writeActionReport } from './action-report.ts';
import { reportCampaign } from './campaign-report.ts';
import { campaignColumns, importColumns, lineColumn, type Outcome } from './columns.ts';
import { pageOf } from './page.ts';
import { ownPlace } from './place.ts';
import type { ReportReader } from './reader.ts';
import { wordsOf } from './words.ts';

/** Rows read at once: with their deliveries some 5 ms, so that faces are answered in between. */
const pageRows = 200;

interface Deps {
  readonly store: Store;
  readonly clock: Pick<Clock, 'now'>;
  readonly reader: ReportReader;
  /** Reports without a path of their own go to `reports` in it. */
  readonly dataFolder: string;
  /** Absolute: where the fonts are. */
  readonly resources: string;
}

interface Wish {
  readonly job: JobId;
  readonly format: ReportFormat;
  /** CSV only: each cell as it came. */
  readonly raw: boolean;
  /** Absolute; null for a place in the data folder. */
  readonly path: string | null;
  readonly language: Language;
  readonly signal?: AbortSignal;
}

type Written = Result<{ readonly path: string; readonly rows: number }, Problem>;

/**
 * A job as a file. As a sheet: every row of the sheet, one line each, in its order (law 3), its line, its cells as they came, the
 * number that was understood and what was changed for it, what became of it and why; for a campaign its message as well.
 * What stands there is read page by page, while jobs go on. As a page (PDF, HTML): what came of a campaign.
 * Problems: jobUnknown, reportOfCampaignsOnly, reportNotWritten, diskFull.
 */
export async function writeJobReport(deps: Deps, wish: Wish): Promise<Written> {
  if (wish.job.startsWith('a')) return writeActionReport(deps, wish);
  const subject = findSubject(deps.store, wish.job);
  if (subject === null) return err({ kind: 'jobUnknown', job: wish.job });
  const { source, campaign } = subject;
  const { job, format } = wish;
  const isPage = format === 'pdf' || format === 'html';
  if (isPage && campaign === null) return err({ kind: 'reportOfCampaignsOnly', format: format.toUpperCase() });
  const name = campaign?.name ?? source.fileName;
  const place =
    wish.path === null ? ownPlace(deps.dataFolder, { job, name, format, nowMs: deps.clock.now() }) : ok(wish.path);
  if (!place.ok) return place;
  if (isPage && campaign !== null) return writePage(deps, { ...wish, format, campaign, path: place.value });
  return writeSheet(deps, { ...wish, format: format === 'xlsx' ? 'xlsx' : 'csv', ...subject, path: place.value });
}

async function writePage(
  deps: Deps,
  wish: Wish & { readonly format: 'pdf' | 'html'; readonly campaign: StoredCampaign; readonly path: string },
): Promise<Written> {
  const { campaign, format, language, path } = wish;
  const report = await reportCampaign(deps, campaign);
  const page = pageOf(report, { language, nowMs: deps.clock.now() });
  const written = await writeWhole(path, () => (format === 'pdf' ? writePdf(page, deps.resources) : writeHtml(page)));
  return written.ok ? ok({ path, rows: report.figures.funnel.selected }) : written;
}

async function writeSheet(
  deps: Deps,
  wish: Wish & {
    readonly format: SheetFormat;
    readonly source: StoredImport;
    readonly campaign: StoredCampaign | null;
    readonly path: string;
  },
): Promise<Written> {
  const { source, campaign, path, language, format } = wish;
  const words = wordsOf(language, campaign?.pace.timeZone);
  const line = lineColumn(words);
  const added = [...importColumns(words), ...(campaign === null ? [] : campaignColumns(words, campaign))];
  const header = source.findings?.header ?? [];
  const summary =
    campaign === null || format === 'csv'
      ? null
      : {
          title: words.translate('cli.report.page.summary'),
          rows: sheetOf(pageOf(await reportCampaign(deps, campaign), { language, nowMs: deps.clock.now() })),
        };
  const written = await writeReport(
    path,
    {
      title: campaign?.name ?? source.fileName,
      columns: [line.title, ...header, ...added.map(({ title }) => title)],
      rows: lines(),
      ...(summary === null ? {} : { summary }),
    },
    {
      format,
      isRaw: wish.raw && format === 'csv',
      ...(wish.signal === undefined ? {} : { signal: wish.signal }),
    },
  );
  return written.ok ? ok({ path, rows: written.value.rows }) : written;

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
  store: Store,
  job: JobId,
): { readonly source: StoredImport; readonly campaign: StoredCampaign | null } | null {
  const id = Number(job.slice(1));
  if (job.startsWith('c')) {
    const campaign = store.campaigns.find(id);
    return campaign && { source: store.imports.get(campaign.importId), campaign };
  }
  // What an export came to is its file.
  const source = job.startsWith('e') ? null : store.imports.find(id);
  return source && { source, campaign: null };
}

async function* outcomes(store: Store, importId: number, campaignId: number | null): AsyncGenerator<Outcome> {
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
