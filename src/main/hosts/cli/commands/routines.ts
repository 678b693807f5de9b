import { formatClock } from '#shared/plan/values.ts';
import type { Schedule } from '#shared/routine/schedule.ts';
import type { EngineClient } from '#shared/rpc/contract.ts';
import { jobIdOf } from '#shared/rpc/errors.ts';
import type { RoutineRun, RoutineView, RunState } from '#shared/rpc/routines.ts';
import { problemSentence } from '#shared/sentences/translate.ts';
import { type ExitCode, exitCodes } from '../../exit-codes.ts';
import { accountOfEnvironment } from '../account.ts';
import { type Context, defineCommand } from '../command.ts';
import { confirm } from '../confirm.ts';
import { tellEnds } from '../ending.ts';
import { exitCodeOfProblem, UsageError } from '../faults.ts';
import { workOn } from '../follow.ts';

export const routinesCommand = defineCommand({
  verb: 'routines',
  operands: 'list|run N|pause N|resume N|remove N',
  positionals: [0, 2],
  about: 'cli.about.routines',
  options: { wait: { type: 'boolean', about: 'cli.option.wait' } },
  read: ({ values, positionals: [action = 'list', subject] }) => {
    if (action === 'list' && subject === undefined) return list;
    const routineId = /^[1-9]\d{0,9}$/.test(subject ?? '') ? Number(subject) : null;
    if (routineId === null) throw new UsageError('cli.usage.routines');
    if (action === 'run') return (context) => run(context, { routineId, waits: values.wait === true });
    if (action === 'pause' || action === 'resume' || action === 'remove') {
      return (context) => change(context, action, routineId);
    }
    throw new UsageError('cli.usage.routines');
  },
});

async function list(context: Context): Promise<ExitCode> {
  const { output, translate } = context;
  const engine = await context.engine('shared');
  const routines = await engine.routines.list();
  for (const { headline: _text, ...routine } of routines) output.tell({ type: 'row', ...routine });
  if (routines.length === 0) output.say(translate('cli.noRoutines'));
  else {
    output.printTable(
      [
        { title: translate('cli.column.job') },
        { title: translate('cli.column.name'), most: 40 },
        { title: translate('cli.column.account'), most: 24 },
        { title: translate('cli.column.when'), most: 40 },
        { title: translate('cli.column.next') },
        { title: translate('cli.column.lastRun'), most: 40 },
      ],
      routines.map((routine) => lineOf(context, routine)),
    );
  }
  output.tell({ type: 'result', job: null, state: 'done', counts: { routines: routines.length } });
  return exitCodes.done;
}

function lineOf(context: Context, routine: RoutineView): readonly string[] {
  const { translate } = context;
  const { id, name, accountName, schedule, isPaused, nextAt, run: latest } = routine;
  const next = isPaused ? translate('cli.routinePaused') : momentIn(context, nextAt, schedule.timeZone);
  return [
    String(id),
    name,
    accountName,
    scheduleText(context, schedule),
    next,
    latest === null ? '' : translate(`state.run.${latest.state}.label`),
  ];
}

function scheduleText({ translate }: Pick<Context, 'translate'>, schedule: Schedule): string {
  const time = formatClock(schedule.minute);
  switch (schedule.every) {
    case 'week':
      return `${schedule.days.join(',')} ${time}`;
    case 'days':
      return translate('cli.everyDays', { count: schedule.count, time });
    case 'month':
      return translate('cli.everyMonth', { day: String(schedule.day), time });
  }
}

const momentIn = ({ language }: Pick<Context, 'language'>, at: number, timeZone: string): string =>
  new Intl.DateTimeFormat(language === 'en' ? 'sv-SE' : language, { dateStyle: 'short', timeStyle: 'short', timeZone })
    .format(at)
    .replace(',', '');

async function change(context: Context, action: 'pause' | 'resume' | 'remove', routineId: number): Promise<ExitCode> {
  const { output, translate, options, console } = context;
  const engine = await context.engine('shared');
  const asks = action === 'remove' && !options.yes && console.isInteractive;
  if (asks && !(await confirm(context, 'cli.askRemoveRoutine', { routine: String(routineId) }))) return exitCodes.done;
  await engine.routines[action]({ routineId });
  output.say(translate(`cli.routineChanged.${action}`));
  output.tell({ type: 'result', job: null, state: 'done', counts: { routines: 1 } });
  return exitCodes.done;
}

/** States in which the engine has something to do by itself. */
const working: ReadonlySet<RunState> = new Set(['reading', 'normalising', 'checking', 'creating']);
const askAgainAfterMs = 1_000;

/** One run now, to the end of its campaign. */
async function run(
  context: Context,
  { routineId, waits }: { readonly routineId: number; readonly waits: boolean },
): Promise<ExitCode> {
  const { output, translate, options, console } = context;
  const engine = await context.engine('own');
  await accountOfEnvironment(context, engine);
  const { runId } = await engine.routines.runNow({ routineId });
  let now = await untilRest(context, engine, { routineId, runId });
  if (now.state === 'asking') {
    const people = { count: now.people ?? 0 };
    const goes = options.yes || (console.isInteractive && (await confirm(context, 'cli.askRoutine', people)));
    if (!options.yes && !console.isInteractive) {
      output.warn(translate('cli.routineAsks'));
      output.tell({ type: 'result', job: null, state: 'waiting', counts: {} });
      return exitCodes.rowsLeft;
    }
    await engine.routines.answer({ runId, goes });
    now = await untilRest(context, engine, { routineId, runId });
  }
  if (now.campaignId === null) return tellNoCampaign(context, now);
  const job = jobIdOf.campaign(now.campaignId);
  return tellEnds(context, engine, await workOn(context, engine, [job], { waits }));
}

function tellNoCampaign({ output, translate }: Context, { state, reason }: RoutineRun): ExitCode {
  output.print(translate(`state.run.${state}.label`));
  if (reason !== null) output.warn(problemSentence(translate, reason));
  output.tell({ type: 'result', job: null, state, counts: {}, reason });
  if (state === 'declined') return exitCodes.done;
  return reason === null || state === 'nothing' ? exitCodes.rowsLeft : exitCodeOfProblem(reason);
}

/** Tells each new state, until there is a campaign, an end, or something to decide. */
async function untilRest(
  { output, translate, console, signal }: Context,
  engine: EngineClient,
  { routineId, runId }: { readonly routineId: number; readonly runId: number },
): Promise<RoutineRun> {
  let told: string | null = null;
  for (;;) {
    signal.throwIfAborted();
    const found = (await engine.routines.history({ routineId })).find(({ id }) => id === runId);
    if (found === undefined) throw new Error(`run ${runId} is not in its history`);
    const { state, reason, campaignId, endedAt } = found;
    const news = `${state} ${reason?.kind ?? ''}`;
    if (news !== told) {
      output.say(reason === null ? translate(`state.run.${state}.label`) : problemSentence(translate, reason));
      output.tell({ type: 'state', job: null, state, reason });
    }
    told = news;
    if (endedAt !== null || campaignId !== null || !working.has(state)) return found;
    await console.sleep(askAgainAfterMs, signal);
  }
}
