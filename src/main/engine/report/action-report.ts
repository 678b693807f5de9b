import { setImmediate as letOthersRun } from 'node:timers/promises';
import type { Store } from '#main/store/store.ts';
import { writeReport } from '#main/tabular/write.ts';
import type { Clock } from '#shared/clock.ts';
import { formatPhone } from '#shared/phone/format.ts';
import type { Problem } from '#shared/problem.ts';
import { err, ok, type Result } from '#shared/result.ts';
import type { JobId } from '#shared/rpc/errors.ts';
import type { ReportFormat } from '#shared/rpc/reports.ts';
import type { Language } from '#shared/sentences/languages.ts';
import { ownPlace } from './place.ts';
import { wordsOf } from './words.ts';

const pageRows = 200;

/**
 * A bulk action as a sheet: everybody whom it was for, one line each, with what became of it and why (law 3).
 * Problems: jobUnknown, reportOfCampaignsOnly, reportNotWritten, diskFull.
 */
export async function writeActionReport(
  deps: { readonly store: Store; readonly clock: Pick<Clock, 'now'>; readonly dataFolder: string },
  wish: {
    readonly job: JobId;
    readonly format: ReportFormat;
    readonly raw: boolean;
    readonly path: string | null;
    readonly language: Language;
    readonly signal?: AbortSignal;
  },
): Promise<Result<{ readonly path: string; readonly rows: number }, Problem>> {
  const { store } = deps;
  const { job, format, language } = wish;
  const action = store.actions.find(Number(job.slice(1)));
  if (action === null) return err({ kind: 'jobUnknown', job });
  if (format === 'pdf' || format === 'html')
    return err({ kind: 'reportOfCampaignsOnly', format: format.toUpperCase() });
  const { name } = action;
  const place =
    wish.path === null ? ownPlace(deps.dataFolder, { job, name, format, nowMs: deps.clock.now() }) : ok(wish.path);
  if (!place.ok) return place;
  const { translate, problem } = wordsOf(language, undefined);
  const written = await writeReport(
    place.value,
    {
      title: name,
      columns: [
        translate('cli.report.line'),
        translate('cli.saved.name'),
        translate('cli.saved.number'),
        translate('cli.column.outcome'),
        translate('cli.report.reason'),
        translate('cli.report.contact'),
      ],
      rows: lines(action.id),
    },
    { format, isRaw: wish.raw && format === 'csv', ...(wish.signal === undefined ? {} : { signal: wish.signal }) },
  );
  return written.ok ? ok({ path: place.value, rows: written.value.rows }) : written;

  async function* lines(actionId: number): AsyncGenerator<readonly string[]> {
    for (let itemNo = 0; ; ) {
      const items = store.actions.after(actionId, itemNo, pageRows);
      const last = items.at(-1);
      if (last === undefined) return;
      itemNo = last.itemNo;
      for (const item of items) {
        yield [
          String(item.itemNo),
          item.name,
          formatPhone(item.phone ?? '').replace(/^\+/, ''),
          translate(`state.action.${item.state}.label`),
          problem(item.problem),
          item.contactId ?? '',
        ];
      }
      await letOthersRun();
    }
  }
}
