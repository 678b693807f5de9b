import { resolve } from 'node:path';
import { z } from 'zod';
import { serviceNamed } from '#shared/accounts/named.ts';
import { subjectOf } from '#shared/actions/subject.ts';
import type { ActionTarget } from '#shared/actions/target.ts';
import { type ActionVerb, isReversible, type Named, type Wish } from '#shared/actions/wish.ts';
import { type Problem, ProblemError } from '#shared/problem.ts';
import type { Account } from '#shared/rpc/accounts.ts';
import { usualActionPace } from '#shared/rpc/actions.ts';
import type { EngineClient } from '#shared/rpc/contract.ts';
import { jobIdOf } from '#shared/rpc/errors.ts';
import type { JobSnapshot } from '#shared/rpc/jobs.ts';
import type { Translate } from '#shared/sentences/translate.ts';
import { type ExitCode, exitCodes } from '../exit-codes.ts';
import { accountOfEnvironment, chooseAccount } from './account.ts';
import type { OptionSpecs } from './args.ts';
import type { Context, Task } from './command.ts';
import { savedAudience } from './commands/audience.ts';
import { confirm } from './confirm.ts';
import { outcomeOfJob, printCauses, printOutcome, tellEnds } from './ending.ts';
import { orInvalid, orThrow, UsageError } from './faults.ts';
import { workOn } from './follow.ts';
import { importOfJob, readJob } from './job-code.ts';
import { readWords } from './plan.ts';

/** Whom a bulk action is for, and how it is begun: the same for every verb. */
export const actionOptions = {
  numbers: { type: 'string', value: 'FILE|-', about: 'cli.option.numbers' },
  audience: { type: 'string', value: 'NAME', about: 'cli.option.actionAudience' },
  service: { type: 'string', value: 'ID|NAME', about: 'cli.option.service' },
  'default-area': { type: 'string', value: '11', about: 'cli.option.defaultArea' },
  country: { type: 'string', value: 'BR', about: 'cli.option.country' },
  rate: { type: 'string', value: 'N', about: 'cli.option.actionRate' },
  preview: { type: 'boolean', about: 'cli.option.preview' },
} as const satisfies OptionSpecs;

interface ActionValues {
  readonly numbers?: string | undefined;
  readonly audience?: string | undefined;
  readonly service?: string | undefined;
  readonly 'default-area'?: string | undefined;
  readonly country?: string | undefined;
  readonly rate?: string | undefined;
  readonly preview?: boolean | undefined;
}

/** Whom an action is for, as it was written. */
type Whom =
  | { readonly by: 'job'; readonly code: string }
  | { readonly by: 'numbers'; readonly from: string }
  | { readonly by: 'audience'; readonly name: string };

const perMinuteSchema = z.coerce.number().int().min(1).max(600);
const confirmSchema = z.coerce.number().int().min(0);
const countrySchema = z.string().regex(/^[A-Z]{2}$/);
const areaSchema = z.string().regex(/^[1-9]\d$/);
const namesShown = 5;

/** How many were said to be meant. */
export const readConfirm = (value: string | undefined): number | null =>
  value === undefined ? null : orInvalid(confirmSchema.safeParse(value).data ?? null, '--confirm', value);

/**
 * A bulk action from its preview to its end. `wishOf` finds what is named in the account. Deleting wants `confirm`: exactly as
 * many as there are. With --preview the draft is dropped again.
 */
export function actingTask(ask: {
  readonly values: ActionValues;
  readonly code: string | undefined;
  readonly verb: ActionVerb;
  readonly wishOf: (engine: EngineClient, accountId: number) => Promise<Wish>;
  readonly confirm?: number | null;
}): Task {
  const { values, code, verb, wishOf, confirm: confirmed = null } = ask;
  const whom = whomOf(values, code);
  const { rate, country = 'BR', 'default-area': area, preview: isPreview = false } = values;
  const perMinute =
    rate === undefined ? usualActionPace : orInvalid(perMinuteSchema.safeParse(rate).data ?? null, '--rate', rate);
  const phone = {
    country: orInvalid(countrySchema.safeParse(country.toUpperCase()).data ?? null, '--country', country),
    area: area === undefined ? null : orInvalid(areaSchema.safeParse(area).data ?? null, '--default-area', area),
  };
  return async (context) => {
    const { options, console, output, translate } = context;
    const mustAsk = !isPreview && !options.yes && verb !== 'delete';
    if (mustAsk && !console.isInteractive) throw new UsageError('cli.usage.actionYesMissing');
    const engine = await context.engine('own');
    const { accountId, target } = await targetOf(context, engine, { whom, phone, service: values.service });
    const wish = await wishOf(engine, accountId);
    const name = actionName(translate, wish);
    const { actionId } = await engine.actions.create({ accountId, name, wish, target, perMinute });
    const looked = await workOn(context, engine, [jobIdOf.action(actionId)], { waits: false });
    const [found] = looked;
    // Nothing to do, or something stands in the way.
    if (found?.status !== 'waiting') return tellEnds(context, engine, looked);
    const planned = found.counts['planned'] ?? 0;
    await tellPreview(context, engine, { job: found, actionId, wish, planned });
    const drop = async (sentence: string): Promise<ExitCode> => {
      await engine.actions.discard({ actionId });
      if (sentence !== '') output.say(sentence);
      output.tell({ type: 'result', job: null, state: 'preview', counts: found.counts });
      return exitCodes.done;
    };
    if (isPreview) return drop(translate('cli.action.previewOver'));
    if (verb === 'delete' && confirmed !== planned) {
      await drop('');
      output.warn(translate('cli.action.confirmHint', { count: planned }));
      return exitCodes.usage;
    }
    if (mustAsk && !(await confirm(context, 'cli.action.ask', { count: planned }))) {
      return drop(translate('cli.action.dropped'));
    }
    context.signal.throwIfAborted();
    await engine.actions.start({ actionId, confirm: planned });
    const ended = await workOn(context, engine, [jobIdOf.action(actionId)], { waits: false });
    const { savedAt } = await engine.actions.get({ actionId });
    if (savedAt !== null) output.print(translate('cli.action.saved', { path: savedAt }));
    return tellEnds(context, engine, ended);
  };
}

/** "Pôr uma tag: VIP". */
function actionName(translate: Translate, wish: Wish): string {
  const subject = subjectOf(wish);
  const verb = translate(`state.actionVerb.${wish.verb}.label`);
  return (subject === '' ? verb : `${verb}: ${subject}`).slice(0, 200);
}

function whomOf({ numbers, audience }: ActionValues, code: string | undefined): Whom {
  const all: readonly Whom[] = [
    ...(code === undefined ? [] : [{ by: 'job', code } as const]),
    ...(numbers === undefined ? [] : [{ by: 'numbers', from: numbers } as const]),
    ...(audience === undefined ? [] : [{ by: 'audience', name: audience } as const]),
  ];
  const [whom, another] = all;
  if (whom === undefined || another !== undefined) throw new UsageError('cli.usage.target');
  if (whom.by === 'job') readJob(whom.code);
  return whom;
}

async function targetOf(
  context: Context,
  engine: EngineClient,
  ask: {
    readonly whom: Whom;
    readonly phone: { readonly country: string; readonly area: string | null };
    readonly service: string | undefined;
  },
): Promise<{ readonly accountId: number; readonly target: ActionTarget }> {
  const { whom, phone, service } = ask;
  if (whom.by === 'numbers') {
    const account = await chooseAccount(context, engine);
    const text = whom.from === '-' ? await context.console.readAll() : await readWords({ path: resolve(whom.from) });
    if (text.trim() === '') throw new ProblemError({ kind: 'nobodyChosen' });
    const { id: serviceId } = orThrow(serviceNamed(account.services, service));
    return { accountId: account.id, target: { kind: 'numbers', text, serviceId, ...phone } };
  }
  if (whom.by === 'audience') {
    const { name, definition } = await savedAudience(context, engine, whom.name);
    let importId: number | null = null;
    for await (const event of await engine.audiences.make({ definition, name }, { signal: context.signal })) {
      if (event.type === 'made') importId = event.importId;
      else context.output.tell({ ...event, type: 'progress', job: null });
    }
    if (importId === null) throw new ProblemError({ kind: 'audienceEmpty' });
    return { accountId: definition.accountId, target: { kind: 'import', importId } };
  }
  // Its account may be the one of the environment, whose token nobody keeps.
  await accountOfEnvironment(context, engine);
  const job = await engine.jobs.get({ job: readJob(whom.code) });
  const account: Pick<Account, 'id'> =
    job.accountId === null ? await chooseAccount(context, engine) : { id: job.accountId };
  return { accountId: account.id, target: { kind: 'import', importId: importOfJob(job) } };
}

/** To how many, to whom first, why not to the others, and whether it can be put back. */
async function tellPreview(
  context: Context,
  engine: EngineClient,
  found: { readonly job: JobSnapshot; readonly actionId: number; readonly wish: Wish; readonly planned: number },
): Promise<void> {
  const { output, translate } = context;
  const { job, actionId, wish, planned } = found;
  const { lines, causes } = await outcomeOfJob(context, engine, job);
  const { rows } = await engine.actions.rows({ actionId, states: ['planned'], offset: 0, limit: namesShown });
  const first = rows.map(({ name, phone }) => name || phone).filter((text) => text !== '');
  output.print(translate('cli.action.planned', { verb: actionName(translate, wish), count: planned }));
  if (first.length > 0) output.print(translate('cli.action.first', { names: first.join(', ') }));
  output.print(translate(isReversible(wish.verb) ? 'cli.action.reversible' : 'cli.action.irreversible'));
  printOutcome(context, lines);
  if (causes.length > 0) printCauses(context, causes);
  const { status, phase, counts } = job;
  output.tell({ type: 'state', job: job.job, state: status, phase, reason: null, counts, causes, first });
}

/** Something of the account by its name or id; names are the same but for capitals and accents around them. */
export function namedIn(
  all: readonly { readonly id: string; readonly name: string }[],
  wanted: string,
  problem: (names: string) => Problem,
): Named {
  const key = wanted.trim().toLowerCase();
  const found = all.find(({ id, name }) => id === wanted || name.trim().toLowerCase() === key);
  if (found === undefined) throw new ProblemError(problem(all.map(({ name }) => name).join(', ')));
  return { id: found.id, name: found.name };
}

/** Problems: departmentUnknown. */
export const departmentNamed = async (engine: EngineClient, accountId: number, wanted: string): Promise<Named> =>
  namedIn(await engine.accounts.departments({ accountId }), wanted, (departments) => ({
    kind: 'departmentUnknown',
    department: wanted,
    departments,
  }));
