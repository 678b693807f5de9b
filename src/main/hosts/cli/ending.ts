import type { ActionState } from '#shared/actions/state.ts';
import { type ImportOutcome, sumOutcomes } from '#shared/contacts/outcome.ts';
import { type Problem, problemSchema } from '#shared/problem.ts';
import { type WaysOn, waysOn } from '#shared/recipient/ways-on.ts';
import { unreachable } from '#shared/result.ts';
import type { DeliveryCount } from '#shared/rpc/campaigns.ts';
import type { EngineClient } from '#shared/rpc/contract.ts';
import type { RowCount } from '#shared/rpc/imports.ts';
import type { JobSnapshot } from '#shared/rpc/jobs.ts';
import type { UndoCount } from '#shared/rpc/undos.ts';
import { problemSentence } from '#shared/sentences/translate.ts';
import { type ExitCode, exitCodes } from '../exit-codes.ts';
import type { Context } from './command.ts';
import { exitCodeOfProblem } from './faults.ts';
import { importOfJob } from './job-code.ts';
import { tableLines } from './table.ts';

/** A line of the table with which a job ends. */
export interface OutcomeLine {
  readonly label: string;
  readonly count: number;
}

/** What became of the rows of an import, in the order of their life; the sum is the number of rows (law 3). */
export function importLines(context: Pick<Context, 'translate'>, counts: readonly RowCount[]): readonly OutcomeLine[] {
  const { translate } = context;
  return summed(
    counts.map(({ state, origin, count }) => {
      const label = translate(`state.row.${state}.label`);
      return {
        label: origin === null ? label : `${label} (${translate(`state.origin.${origin}.label`).toLowerCase()})`,
        count,
      };
    }),
  );
}

export const campaignLines = (
  { translate }: Pick<Context, 'translate'>,
  counts: readonly DeliveryCount[],
): readonly OutcomeLine[] =>
  summed(counts.map(({ state, count }) => ({ label: translate(`state.delivery.${state}.label`), count })));

/** What became of the contacts of an undo; before it was done, what would. */
export const undoLines = (
  { translate }: Pick<Context, 'translate'>,
  counts: readonly UndoCount[],
): readonly OutcomeLine[] =>
  summed(
    counts.map(({ state, action, count }) => {
      const label =
        state === 'planned' ? translate(`cli.undoPlanned.${action}`) : translate(`state.undo.${state}.label`);
      return { label, count };
    }),
  );

/** Most first, one line a label. */
function summed(lines: readonly OutcomeLine[]): readonly OutcomeLine[] {
  const sums = new Map<string, number>();
  for (const { label, count } of lines) sums.set(label, (sums.get(label) ?? 0) + count);
  return [...sums].map(([label, count]) => ({ label, count })).sort((a, b) => b.count - a.count);
}

export function printOutcome(
  context: Pick<Context, 'output' | 'language' | 'translate'>,
  lines: readonly OutcomeLine[],
): void {
  for (const line of outcomeLines(context, lines)) context.output.print(line);
}

/** What became of the rows, as a table, with its sum. */
export function outcomeLines(
  { language, translate }: Pick<Context, 'language' | 'translate'>,
  lines: readonly OutcomeLine[],
): readonly string[] {
  const numbers = new Intl.NumberFormat(language);
  const total = lines.reduce((sum, { count }) => sum + count, 0);
  return tableLines(
    [{ title: translate('cli.column.outcome') }, { title: translate('cli.column.rows'), align: 'right' }],
    [
      ...lines.map(({ label, count }) => [label, numbers.format(count)]),
      [translate('cli.column.total'), numbers.format(total)],
    ],
  );
}

/** Tells how each job ended, and gives the exit code of the gravest end. */
export async function tellEnds(
  context: Context,
  engine: EngineClient,
  jobs: readonly JobSnapshot[],
): Promise<ExitCode> {
  const codes: ExitCode[] = [];
  for (const job of jobs) codes.push(await tellEnd(context, engine, job));
  return gravest(codes);
}

/** Where jobs end in different ways, the one that most needs somebody is told. */
const gravity: readonly ExitCode[] = [
  exitCodes.unexpected,
  exitCodes.refused,
  exitCodes.unreadable,
  exitCodes.usage,
  exitCodes.limited,
  exitCodes.rowsLeft,
];
export const gravest = (codes: readonly ExitCode[]): ExitCode =>
  gravity.find((code) => codes.includes(code)) ?? exitCodes.done;

async function tellEnd(context: Context, engine: EngineClient, job: JobSnapshot): Promise<ExitCode> {
  const { output, translate } = context;
  const { lines, rowsLeft, causes, ways, sum } = await outcomeOfJob(context, engine, job);
  output.print(`${job.job}  ${job.name}  ${translate(`state.job.${job.status}.label`)}`);
  printOutcome(context, lines);
  if (sum !== null) output.print(sumLine(context, sum));
  if (causes.length > 0) printCauses(context, causes);
  const file = job.kind === 'export' && job.status === 'done' ? await tellFile(context, engine, job) : null;
  const { reason } = job;
  output.tell({
    type: 'result',
    job: job.job,
    state: job.status,
    counts: job.counts,
    name: job.name,
    reason,
    causes: causes.map(({ problem, count }) => ({ problem, count })),
    ...(sum === null ? {} : { outcome: sum }),
    ...(file === null ? {} : file),
  });
  if (job.status === 'paused') {
    output.warn(reason === null ? translate('cli.pausedHint') : problemSentence(translate, reason));
  }
  if (job.status === 'failed' && reason !== null) output.warn(problemSentence(translate, reason));
  for (const hint of waysOnHints(context, job, ways)) output.warn(hint);
  return exitCodeOfEnd(job, rowsLeft);
}

/** Where the file of an export is, and whether it lacks anything. */
async function tellFile({ output, translate }: Context, engine: EngineClient, job: JobSnapshot) {
  const { path, isPartial, isOurs } = await engine.exports.get({ exportId: Number(job.job.slice(1)) });
  if (isOurs) output.say(translate('cli.export.ours'));
  output.print(translate('cli.export.at', { path }));
  if (isPartial) output.warn(translate('cli.export.partial'));
  return { path, isPartial };
}

/** Rows of the file = created + updated + unchanged + refused + skipped, as one line. */
function sumLine({ translate, language }: Context, sum: ImportSum): string {
  const numbers = new Intl.NumberFormat(language);
  const rows = Object.values(sum).reduce((total, count) => total + count, 0);
  const facts = Object.entries({ rows, ...sum }).map(([name, count]) => [name, numbers.format(count)]);
  return translate('cli.importSum', Object.fromEntries(facts));
}

/** What takes a job on from where it rests, and how much each command would take. */
export function waysOnHints(
  { translate }: Pick<Context, 'translate'>,
  { job, status }: Pick<JobSnapshot, 'job' | 'status'>,
  ways: WaysOn | null,
): readonly string[] {
  const of = job.startsWith('a') ? 'cli.action' : 'cli';
  const { queued, failed, held } = ways ?? { queued: status === 'paused' ? null : 0, failed: 0, held: 0 };
  return [
    ...(queued === null ? [translate('cli.resumeHint', { job })] : []),
    ...(queued ? [translate(`${of}.resumeCount`, { count: queued, job })] : []),
    ...(failed > 0 ? [translate(`${of}.retryHint`, { count: failed, job })] : []),
    ...(held > 0 ? [translate(`${of}.decideHint`, { count: held, job })] : []),
  ];
}

function exitCodeOfEnd({ status, reason }: JobSnapshot, rowsLeft: number): ExitCode {
  switch (status) {
    case 'done':
      return rowsLeft > 0 ? exitCodes.rowsLeft : exitCodes.done;
    case 'cancelled':
      return exitCodes.rowsLeft;
    case 'paused':
      return reason === null ? exitCodes.limited : exitCodeOfProblem(reason);
    case 'failed':
      return reason === null ? exitCodes.unexpected : exitCodeOfProblem(reason);
    case 'waiting':
      // It needs decisions (columns, review) that this command does not take.
      return exitCodes.rowsLeft;
    case 'running':
      return exitCodes.unexpected;
    default:
      return unreachable(status);
  }
}

interface Cause {
  /** One of them, where there are several of a kind. */
  readonly problem: Problem;
  readonly count: number;
}

interface JobOutcome {
  readonly lines: readonly OutcomeLine[];
  /** Rows that did not get what was meant for them, by no wish of anybody. */
  readonly rowsLeft: number;
  readonly causes: readonly Cause[];
  /** Null: an import, which has no others than to be resumed. */
  readonly ways: WaysOn | null;
  /** What the rows of an import came to; null before all of them have, and for a campaign. */
  readonly sum: ImportSum | null;
}

type ImportSum = Readonly<Record<Exclude<ImportOutcome, 'open'>, number>>;

/** States of rows and messages that want somebody's eye; the others are done, or left out on purpose. */
const importLeft: ReadonlySet<string> = new Set(['invalid', 'noWhatsapp', 'inDoubt', 'failed', 'held']);
const campaignLeft: ReadonlySet<string> = new Set(['failed', 'inDoubt', 'held', 'skipped']);
/** Who opted out, or has the message by another row, is no loss (law 5). */
const wished: ReadonlySet<string> = new Set([
  'optedOut',
  'sameContactTwice',
  'excludedByUser',
  'notCorrected',
  'duplicateInFile',
]);

/** What became of every row of a job, and why some did not get through. */
export const outcomeOfJob = (context: Context, engine: EngineClient, job: JobSnapshot): Promise<JobOutcome> =>
  job.kind === 'export'
    ? outcomeOfExport(context, engine, job)
    : job.kind === 'action'
      ? outcomeOfAction(context, engine, job)
      : job.kind === 'undo'
        ? outcomeOfUndo(context, engine, importOfJob(job))
        : job.campaignId === null
          ? outcomeOfImport(context, engine, importOfJob(job))
          : outcomeOfCampaign(context, engine, job, job.campaignId);

/** What the file holds, and what it lacks. */
async function outcomeOfExport(context: Context, engine: EngineClient, job: JobSnapshot): Promise<JobOutcome> {
  const { gaps, isCut } = await engine.exports.get({ exportId: Number(job.job.slice(1)) });
  const lines = (['written', 'failed', 'open'] as const).flatMap((state) => {
    const count = job.counts[state] ?? 0;
    return count === 0 && state !== 'written'
      ? []
      : [{ label: context.translate(`state.exported.${state}.label`), count }];
  });
  const kinds = new Map(gaps.map(({ problem }) => [problem.kind, problem]));
  const causes: Cause[] = [...kinds.values()].map((problem) => ({
    problem,
    count: gaps.filter((gap) => gap.problem.kind === problem.kind).length,
  }));
  if (isCut) causes.push({ problem: { kind: 'exportCut' }, count: 1 });
  return { lines, rowsLeft: (job.counts['failed'] ?? 0) + (isCut ? 1 : 0), causes, ways: null, sum: null };
}

/** Whoever was left out on purpose, or is as wanted already, is told with the reason, and is no failure. */
async function outcomeOfAction(context: Context, engine: EngineClient, job: JobSnapshot): Promise<JobOutcome> {
  const actionId = Number(job.job.slice(1));
  const { counts } = await engine.actions.get({ actionId });
  const lines = summed(
    counts.map(({ state, count }) => ({ label: context.translate(`state.action.${state}.label`), count })),
  );
  const causes: Cause[] = [];
  for (const { label: kind, count } of summed(counts.map(({ problem, count }) => ({ label: problem ?? '', count })))) {
    if (kind === '') continue;
    const plain = problemSchema.safeParse({ kind });
    const states = counts.flatMap(({ problem, state }) => (problem === kind ? [state] : []));
    const problem = plain.success ? plain.data : await exampleOfAction(engine, { actionId, kind, states });
    if (problem !== null) causes.push({ problem, count });
  }
  const countIn = (...states: readonly ActionState[]) => sumOf(counts.filter(({ state }) => states.includes(state)));
  const ways =
    job.phase === 'find' || job.phase === 'review'
      ? null
      : {
          queued: job.status === 'paused' ? countIn('planned', 'sending', 'inDoubt') : 0,
          failed: job.status === 'cancelled' ? 0 : countIn('failed'),
          held: countIn('held'),
        };
  return { lines, rowsLeft: countIn('failed', 'held', 'inDoubt'), causes, ways, sum: null };
}

/** The problem of this kind with the facts of one that has it, among the first of its states. */
async function exampleOfAction(
  engine: EngineClient,
  ask: { readonly actionId: number; readonly kind: string; readonly states: readonly ActionState[] },
): Promise<Problem | null> {
  const { actionId, kind, states } = ask;
  const { rows } = await engine.actions.rows({ actionId, states: [...states], offset: 0, limit: 500 });
  return rows.find(({ problem }) => problem?.kind === kind)?.problem ?? null;
}

/** Contacts that stay are told with their reason, and are no failure: nobody wanted them gone at any price. */
async function outcomeOfUndo(context: Context, engine: EngineClient, importId: number): Promise<JobOutcome> {
  const counts = (await engine.undos.get({ importId }))?.counts ?? [];
  const causes = summed(counts.map(({ problem, count }) => ({ label: problem ?? '', count }))).flatMap(
    ({ label: kind, count }): readonly Cause[] => {
      const problem = problemSchema.safeParse({ kind, detail: '' });
      return problem.success ? [{ problem: problem.data, count }] : [];
    },
  );
  const left = counts.filter(({ state }) => state === 'failed' || state === 'inDoubt');
  return { lines: undoLines(context, counts), rowsLeft: sumOf(left), causes, ways: null, sum: null };
}

export async function outcomeOfImport(context: Context, engine: EngineClient, importId: number): Promise<JobOutcome> {
  const { counts } = await engine.imports.get({ importId });
  const left = counts.filter(({ state }) => importLeft.has(state));
  const causes: Cause[] = [];
  const kinds = summed(left.map(({ problem, count }) => ({ label: problem ?? '', count })));
  for (const { label: kind, count } of kinds) {
    const problem = await exampleOf(engine, importId, kind);
    if (problem !== null) causes.push({ problem, count });
  }
  const { open, ...sum } = sumOutcomes(counts);
  const lines = importLines(context, counts);
  return { lines, rowsLeft: sumOf(left), causes, ways: null, sum: open === 0 ? sum : null };
}

async function outcomeOfCampaign(
  context: Context,
  engine: EngineClient,
  job: JobSnapshot,
  campaignId: number,
): Promise<JobOutcome> {
  const { counts, toRetry } = await engine.campaigns.get({ campaignId });
  const left = counts.filter(({ state, problem }) => campaignLeft.has(state) && !wished.has(problem ?? ''));
  const failures = await engine.campaigns.failures({ campaignId });
  return {
    lines: campaignLines(context, counts),
    rowsLeft: sumOf(left),
    causes: failures
      .filter(({ state, problem }) => campaignLeft.has(state) && !wished.has(problem.kind))
      .map(({ problem, count }) => ({ problem, count })),
    ways: waysOn(job, toRetry),
    sum: null,
  };
}

const sumOf = (counts: readonly { readonly count: number }[]): number =>
  counts.reduce((sum, { count }) => sum + count, 0);

/** The problem of this kind with the facts of one row that has it; counts know the kind alone. */
async function exampleOf(engine: EngineClient, importId: number, kind: string): Promise<Problem | null> {
  if (kind === '') return null;
  const plain = problemSchema.safeParse({ kind });
  if (plain.success) return plain.data;
  const { rows } = await engine.imports.rows({ importId, filter: { problem: kind }, offset: 0, limit: 1 });
  return rows[0]?.problem ?? null;
}

/** Causes told on a terminal; the report has them all. */
const mostCauses = 12;

export function printCauses(
  context: Pick<Context, 'output' | 'language' | 'translate'>,
  causes: readonly Cause[],
): void {
  context.output.print('');
  for (const line of causeLines(context, causes)) context.output.print(line);
}

/** Why some did not get through, most first, as a table. */
export function causeLines(
  { language, translate }: Pick<Context, 'language' | 'translate'>,
  causes: readonly Cause[],
): readonly string[] {
  const numbers = new Intl.NumberFormat(language);
  return tableLines(
    [
      { title: translate('cli.column.rows'), align: 'right' },
      { title: translate('cli.column.reason'), most: 200 },
    ],
    causes
      .slice(0, mostCauses)
      .map(({ problem, count }) => [numbers.format(count), problemSentence(translate, problem)]),
  );
}
