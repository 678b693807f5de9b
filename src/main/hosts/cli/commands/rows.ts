import { type ActionState, actionStateSchema } from '#shared/actions/state.ts';
import { formatPhone } from '#shared/phone/format.ts';
import type { Problem } from '#shared/problem.ts';
import { type DeliveryState, deliveryStateSchema } from '#shared/recipient/delivery.ts';
import { type RowState, rowStateSchema } from '#shared/recipient/row.ts';
import type { EngineClient } from '#shared/rpc/contract.ts';
import type { JobId } from '#shared/rpc/errors.ts';
import { problemSentence } from '#shared/sentences/translate.ts';
import { exitCodes } from '../../exit-codes.ts';
import { type Context, defineCommand } from '../command.ts';
import { orInvalid, UsageError } from '../faults.ts';
import { importNumber, readJob } from '../job-code.ts';
import type { OutputRecord } from '../output.ts';
import { plain } from '../table.ts';

export const rowsCommand = defineCommand({
  verb: 'rows',
  operands: 'JOB',
  positionals: [1, 1],
  about: 'cli.about.rows',
  options: { state: { type: 'string', value: 'S', about: 'cli.option.state' } },
  read: ({ values: { state }, positionals: [code = ''] }) => {
    const job = readJob(code);
    const pageOf = pagesOf(job, state);
    return async (context) => {
      const { output } = context;
      const engine = await context.engine('shared');
      const counts: Record<string, number> = {};
      for (let offset = 0, total = 1; offset < total; ) {
        const page = await pageOf(engine, offset);
        total = page.total;
        if (page.rows.length === 0) break;
        offset += page.rows.length;
        printPage(context, page.rows, { isFirst: offset === page.rows.length });
        for (const row of page.rows) {
          counts[row.state] = (counts[row.state] ?? 0) + 1;
          output.tell(row.record);
        }
        await output.drained();
        context.signal.throwIfAborted();
      }
      output.tell({ type: 'result', job, state: 'done', counts });
      return exitCodes.done;
    };
  },
});

const pageRows = 500;

/** A row of either kind, for people and for programs. */
interface Line {
  readonly line: number;
  readonly phone: string;
  readonly name: string;
  readonly label: (context: Context) => string;
  readonly state: RowState | DeliveryState | ActionState;
  readonly problem: Problem | null;
  readonly record: OutputRecord;
}

type PageOf = (
  engine: EngineClient,
  offset: number,
) => Promise<{ readonly total: number; readonly rows: readonly Line[] }>;

function pagesOf(job: JobId, state: string | undefined): PageOf {
  // What an export holds stands in its file.
  if (job.startsWith('e')) throw new UsageError('cli.usage.jobCode');
  if (job.startsWith('a')) return actionPages(job, state);
  return job.startsWith('c') ? campaignPages(job, state) : importPages(job, state);
}

function actionPages(job: JobId, state: string | undefined): PageOf {
  const states =
    state === undefined ? [] : [orInvalid(actionStateSchema.safeParse(state).data ?? null, '--state', state)];
  return async (engine, offset) => {
    const actionId = Number(job.slice(1));
    const page = await engine.actions.rows({ actionId, states, offset, limit: pageRows });
    return {
      total: page.total,
      rows: page.rows.map((row) => ({
        ...row,
        line: row.itemNo,
        label: ({ translate }) => translate(`state.action.${row.state}.label`),
        record: { type: 'row', job, ...row },
      })),
    };
  };
}

function importPages(job: JobId, state: string | undefined): PageOf {
  const states = state === undefined ? [] : [orInvalid(rowStateSchema.safeParse(state).data ?? null, '--state', state)];
  const importId = importNumber(job);
  return async (engine, offset) => {
    const page = await engine.imports.rows({ importId, filter: { states }, offset, limit: pageRows });
    return {
      total: page.total,
      rows: page.rows.map((row) => ({
        ...row,
        phone: row.phone ?? '',
        label: ({ translate }) => translate(`state.row.${row.state}.label`),
        record: { type: 'row', job, ...row },
      })),
    };
  };
}

function campaignPages(job: JobId, state: string | undefined): PageOf {
  const states =
    state === undefined ? [] : [orInvalid(deliveryStateSchema.safeParse(state).data ?? null, '--state', state)];
  return async (engine, offset) => {
    const campaignId = Number(job.slice(1));
    const page = await engine.campaigns.rows({ campaignId, filter: { states }, offset, limit: pageRows });
    return {
      total: page.total,
      rows: page.rows.map((row) => ({
        ...row,
        label: ({ translate }) => translate(`state.delivery.${row.state}.label`),
        record: { type: 'row', job, ...row },
      })),
    };
  };
}

/** Widths that do not change from page to page: a table of a million rows is not held to be measured. */
const widths = { line: 9, phone: 20, name: 30, state: 22 } as const;

function printPage(context: Context, rows: readonly Line[], { isFirst }: { readonly isFirst: boolean }): void {
  const { output, translate } = context;
  if (output.isJson) return;
  if (isFirst) {
    output.print(
      fixed([
        [translate('cli.column.line'), widths.line],
        [translate('cli.column.number'), widths.phone],
        [translate('cli.column.name'), widths.name],
        [translate('cli.column.state'), widths.state],
        [translate('cli.column.reason'), 0],
      ]),
    );
  }
  for (const row of rows) {
    output.print(
      fixed([
        [String(row.line), widths.line],
        [formatPhone(row.phone), widths.phone],
        [row.name, widths.name],
        [row.label(context), widths.state],
        [row.problem === null ? '' : problemSentence(translate, row.problem), 0],
      ]),
    );
  }
}

const fixed = (cells: readonly (readonly [text: string, width: number])[]): string =>
  cells
    .map(([text, width]) => plain(text).padEnd(width))
    .join('  ')
    .trimEnd();
