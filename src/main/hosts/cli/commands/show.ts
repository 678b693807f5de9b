import { importPlan, importSetupOf } from '#shared/mapping/plan.ts';
import { wholePlan } from '#shared/plan/write.ts';
import type { EngineClient } from '#shared/rpc/contract.ts';
import type { JobSnapshot } from '#shared/rpc/jobs.ts';
import { problemSentence } from '#shared/sentences/translate.ts';
import { type ExitCode, exitCodes } from '../../exit-codes.ts';
import { barLine, logLine } from '../bar.ts';
import { type Context, defineCommand } from '../command.ts';
import { causeLines, outcomeLines, outcomeOfJob, printCauses, printOutcome, waysOnHints } from '../ending.ts';
import { UsageError } from '../faults.ts';
import { watch } from '../follow.ts';
import { importOfJob, readJob } from '../job-code.ts';
import { printJobs } from '../job-list.ts';

export const showCommand = defineCommand({
  verb: 'show',
  operands: 'JOB',
  positionals: [1, 1],
  about: 'cli.about.show',
  options: {
    watch: { type: 'boolean', about: 'cli.option.watch' },
    plan: { type: 'boolean', about: 'cli.option.planOfJob' },
  },
  read: ({ values, positionals: [code = ''] }) => {
    const job = readJob(code);
    return async (context) => {
      const engine = await context.engine('shared');
      const first = await engine.jobs.get({ job });
      if (values.plan === true) return showPlan(context, engine, first);
      if (values.watch === true) await watch(context, engine, [job], liveTable(context, engine));
      const now = values.watch === true ? await engine.jobs.get({ job }) : first;
      const { lines, causes, ways } = await outcomeOfJob(context, engine, now);
      printSnapshot(context, now);
      printOutcome(context, lines);
      const funnel = await funnelOf(engine, now);
      if (funnel !== null) context.output.print(`\n${context.translate('cli.report.figures', funnel)}`);
      if (causes.length > 0) printCauses(context, causes);
      for (const hint of waysOnHints(context, now, ways)) context.output.print(hint);
      const { status, ...facts } = now;
      context.output.tell({
        type: 'result',
        state: status,
        ...facts,
        causes,
        ...(ways === null ? {} : { ways }),
        ...(funnel === null ? {} : { funnel }),
      });
      return exitCodes.done;
    };
  },
});

/** From selected to replied, as the report has it (law 8); null: no campaign, or one that has not chosen anybody yet. */
async function funnelOf(engine: EngineClient, { campaignId, phase }: JobSnapshot) {
  if (campaignId === null || phase === 'enlist') return null;
  return (await engine.reports.campaign({ campaignId })).figures.funnel;
}

/** On a terminal, all of a job at its foot, drawn anew with each change; elsewhere lines, as of any job. */
function liveTable(context: Context, engine: EngineClient): ((job: JobSnapshot) => Promise<void>) | undefined {
  const { output, console } = context;
  if (!output.isLive) return undefined;
  const isColoured = !console.env['NO_COLOR'];
  return async (job) => {
    // What came to rest is printed, to stay.
    if (job.status !== 'running') return output.draw([]);
    const { lines, causes } = await outcomeOfJob(context, engine, job);
    output.draw([
      `${job.job}  ${job.name}  ${job.accountName}`,
      barLine(context, job, { columns: console.err.columns(), isColoured }),
      ...paceLine(context, job),
      ...(job.reason === null ? [] : [problemSentence(context.translate, job.reason)]),
      '',
      ...outcomeLines(context, lines),
      ...(causes.length > 0 ? ['', ...causeLines(context, causes)] : []),
    ]);
  };
}

/** Pace now against the pace that is allowed. */
function paceLine({ translate, language }: Context, { perMinute, allowedPerMinute }: JobSnapshot): readonly string[] {
  if (perMinute === null || allowedPerMinute === null) return [];
  const numbers = new Intl.NumberFormat(language, { maximumFractionDigits: 1 });
  return [translate('cli.paceNow', { now: numbers.format(perMinute), allowed: numbers.format(allowedPerMinute) })];
}

/** The plan that does this again, and nothing else. */
async function showPlan(context: Context, engine: EngineClient, job: JobSnapshot): Promise<ExitCode> {
  if (job.kind === 'undo' || job.kind === 'action' || job.kind === 'export') throw new UsageError('cli.usage.jobCode');
  const { output, console } = context;
  const detail = await engine.imports.get({ importId: importOfJob(job) });
  const { accountId, departmentId } = detail.options;
  const account = (await engine.accounts.list()).find(({ id }) => id === accountId) ?? null;
  const departments =
    accountId === null || departmentId === null ? [] : await engine.accounts.departments({ accountId });
  const department = departments.find(({ id }) => id === departmentId)?.name ?? departmentId;
  const campaign = job.campaignId === null ? null : await engine.campaigns.get({ campaignId: job.campaignId });
  const plan = wholePlan(importPlan(importSetupOf(detail, { account, department })), campaign, console.now());
  output.print(plan.trimEnd());
  output.tell({ type: 'result', job: job.job, state: job.status, counts: job.counts, plan });
  return exitCodes.done;
}

function printSnapshot(context: Context, job: JobSnapshot): void {
  const { output, translate } = context;
  printJobs(context, [job]);
  output.print('');
  if (job.status === 'running') output.print(logLine(context, job));
  if (job.reason !== null) output.print(problemSentence(translate, job.reason));
}
