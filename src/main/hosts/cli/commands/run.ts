import { basename } from 'node:path';
import { exclusionsOf, paceOfPlan } from '#shared/plan/campaign.ts';
import { optionsOfWishes, wishesOfPlan } from '#shared/plan/import.ts';
import type { CampaignPart } from '#shared/plan/schema.ts';
import { ProblemError } from '#shared/problem.ts';
import type { EngineClient } from '#shared/rpc/contract.ts';
import { type JobId, jobIdOf } from '#shared/rpc/errors.ts';
import type { ImportDetail } from '#shared/rpc/imports.ts';
import type { JobSnapshot } from '#shared/rpc/jobs.ts';
import { type ExitCode, exitCodes } from '../../exit-codes.ts';
import { accountOfEnvironment } from '../account.ts';
import { type Context, defineCommand } from '../command.ts';
import { confirm } from '../confirm.ts';
import { tellEnds } from '../ending.ts';
import { orThrow } from '../faults.ts';
import { workOn } from '../follow.ts';
import { placeOfImport } from '../import-options.ts';
import { checkNumbers, createContacts, leaveWaiting, mayCreate, prepareImport, tellPlan } from '../importing.ts';
import { importOfJob } from '../job-code.ts';
import { contentOfPlan, type OpenedPlan, openPlan } from '../plan.ts';
import { campaignName, ownTimeZone } from '../sending.ts';
import { mappingOf, understandSheet } from '../sheet.ts';

/** A plan that is being carried out, and how. */
interface Carrying {
  readonly context: Context;
  readonly engine: EngineClient;
  readonly opened: OpenedPlan;
  readonly mustAsk: boolean;
  readonly isDry: boolean;
  readonly waits: boolean;
}

export const runCommand = defineCommand({
  verb: 'run',
  operands: 'PLAN.yaml',
  positionals: [1, 1],
  about: 'cli.about.run',
  options: {
    'dry-run': { type: 'boolean', about: 'cli.option.dryRun' },
    again: { type: 'boolean', about: 'cli.option.again' },
    wait: { type: 'boolean', about: 'cli.option.wait' },
  },
  read: ({ values, positionals: [path = ''] }) => {
    const isDry = values['dry-run'] === true;
    return async (context) => {
      // All of it is looked at before anything is done.
      const opened = await openPlan(path);
      const mustAsk = !isDry && mayCreate(context) === 'ask';
      const engine = await context.engine('own');
      const carrying: Carrying = { context, engine, opened, mustAsk, isDry, waits: values.wait === true };
      const begun = values.again === true ? null : await beginning(carrying, opened.key);
      const over = begun === null ? null : await overBy(carrying, begun);
      if (over === null) return carryOut(carrying, begun?.importId ?? null);
      const mayRepeat = context.console.isInteractive && (await confirm(context, 'cli.askAgain', { job: over.job }));
      if (!mayRepeat) throw new ProblemError({ kind: 'planDone', job: over.job });
      return carryOut(carrying, null);
    };
  },
});

/** What this plan began with this sheet; null where it did not, or that was cancelled or discarded since. */
async function beginning({ engine }: Carrying, key: string): Promise<JobSnapshot | null> {
  const { importId } = await engine.plans.find({ key });
  if (importId === null) return null;
  const jobs = await engine.jobs.list();
  const found = jobs.find(({ job }) => job === jobIdOf.import(importId));
  return found === undefined || found.status === 'cancelled' ? null : found;
}

/** The job with which the plan came to its end; null where it has not. */
async function overBy(carrying: Carrying, begun: JobSnapshot): Promise<JobSnapshot | null> {
  const last = carrying.opened.plan.campaign === undefined ? begun : await campaignOf(carrying, importOfJob(begun));
  return last !== null && (last.status === 'done' || last.status === 'cancelled') ? last : null;
}

async function carryOut(carrying: Carrying, begun: number | null): Promise<ExitCode> {
  const { context, engine, isDry, opened } = carrying;
  const part = opened.plan.campaign ?? null;
  // Nobody keeps the token of the environment: without it, what was begun could not be gone on with.
  if (begun !== null && context.options.account === null) await accountOfEnvironment(context, engine);
  const campaign = begun === null ? null : await campaignOf(carrying, begun);
  if (campaign !== null) return goOnSending(carrying, campaign);
  const ready = begun === null ? null : await readyImport(carrying, begun);
  const detail = ready ?? (begun === null ? await startImport(carrying) : await goOnImporting(carrying, begun));
  const job = jobIdOf.import(detail.id);
  if (ready === null) {
    const goesOn = await tellPlan(context, engine, { detail, mustAsk: carrying.mustAsk });
    if (isDry || !goesOn) {
      await leaveWaiting(context, engine, { job, sentence: isDry ? 'cli.dryRunOver' : 'cli.nothingCreated' });
      return exitCodes.done;
    }
    if (part?.['begin-early'] === true) return sendEarly(carrying, part, detail);
    const ended = await createContacts(context, engine, detail.id);
    const isStopped = ended.some(({ status }) => status !== 'done');
    if (part === null || isStopped) return tellEnds(context, engine, ended);
  }
  if (part === null || isDry) return tellEnds(context, engine, [await engine.jobs.get({ job })]);
  return send(carrying, part, detail);
}

/** A message that this sheet cannot fill is told before the account is asked about the first number. */
async function checkMessage({ engine, opened }: Pick<Carrying, 'engine' | 'opened'>, importId: number) {
  const part = opened.plan.campaign;
  if (part !== undefined) await engine.campaigns.audience(await draftOf({ engine, opened }, part, importId));
}

async function startImport({ context, engine, opened }: Carrying): Promise<ImportDetail> {
  const wishes = orThrow(wishesOfPlan(opened.plan.import));
  const place = await placeOfImport(context, engine, wishes, opened.plan.import.account);
  return prepareImport(context, engine, {
    file: opened.sheet,
    place,
    wishes,
    onOpened: async (importId) => {
      await engine.plans.begin({ key: opened.key, importId });
    },
    onUnderstood: (importId) => checkMessage({ engine, opened }, importId),
  });
}

/** An import whose contacts are created, or being created; null where that is still to be begun. */
async function readyImport({ context, engine }: Carrying, importId: number): Promise<ImportDetail | null> {
  const { phase } = await engine.imports.get({ importId });
  if (phase !== 'create' && phase !== 'done') return null;
  const rested = await toRest(context, engine, jobIdOf.import(importId));
  if (rested.status === 'done') return engine.imports.get({ importId });
  throw new ProblemError(rested.reason ?? { kind: 'interrupted' });
}

/** From wherever it was left up to its review: what the plan says of the columns may not have been heard yet. */
async function goOnImporting({ context, engine, opened }: Carrying, importId: number): Promise<ImportDetail> {
  const job = jobIdOf.import(importId);
  context.output.say(context.translate('cli.planGoesOn', { job }));
  await toRest(context, engine, job);
  const wishes = orThrow(wishesOfPlan(opened.plan.import));
  const place = await placeOfImport(context, engine, wishes, opened.plan.import.account);
  const detail = await engine.imports.get({ importId });
  const mapping = mappingOf(detail, wishes.sheet.maps, wishes.columnRules);
  const options = optionsOfWishes(wishes, place, { corrects: detail.corrections !== null });
  const read = await understandSheet(context, engine, { importId, mapping, options, follow: toRestOf });
  await checkMessage({ engine, opened }, importId);
  return checkNumbers(context, engine, read);
}

const toRestOf = (context: Context, engine: EngineClient, jobs: readonly JobId[]): Promise<readonly JobSnapshot[]> =>
  workOn(context, engine, jobs, { waits: false });

async function toRest(context: Context, engine: EngineClient, job: JobId): Promise<JobSnapshot> {
  const now = await engine.jobs.get({ job });
  if (now.status === 'paused' || now.status === 'failed') await engine.jobs.resume({ job });
  const [rested = now] =
    now.status === 'waiting' || now.status === 'done' ? [now] : await toRestOf(context, engine, [job]);
  return rested;
}

async function draftOf({ engine, opened }: Pick<Carrying, 'engine' | 'opened'>, part: CampaignPart, importId: number) {
  const content = await contentOfPlan(engine, part, { pathOf: opened.pathOf, importId });
  return { importId, content, exclusions: exclusionsOf(part), seed: opened.seed };
}

/** The campaign that this plan made of an import, if it has: it is known again by its seed. */
async function campaignOf({ engine, opened }: Carrying, importId: number): Promise<JobSnapshot | null> {
  for (const job of (await engine.jobs.list()).toReversed()) {
    if (job.kind !== 'campaign' || job.importId !== importId || job.campaignId === null) continue;
    const { seed } = await engine.campaigns.get({ campaignId: job.campaignId });
    if (seed === opened.seed) return job;
  }
  return null;
}

async function makeCampaign(carrying: Carrying, part: CampaignPart, importId: number): Promise<JobId> {
  const { context, engine, opened } = carrying;
  const name = part.name ?? campaignName(context, basename(opened.sheet));
  const draft = await draftOf(carrying, part, importId);
  context.signal.throwIfAborted();
  const { campaignId } = await engine.campaigns.create({
    ...draft,
    name,
    pace: orThrow(paceOfPlan(part, ownTimeZone())),
    inDoubt: part['in-doubt'] ?? 'settle',
    openTicket: part['open-ticket'] ?? false,
    beginsEarly: part['begin-early'] ?? false,
  });
  const job = jobIdOf.campaign(campaignId);
  context.output.say(context.translate('cli.campaignMade', { job, name }));
  return job;
}

async function send(carrying: Carrying, part: CampaignPart, { id: importId }: ImportDetail): Promise<ExitCode> {
  const { context, engine, mustAsk, waits } = carrying;
  if (mustAsk) {
    const { recipients, optedOut } = await engine.campaigns.audience(await draftOf(carrying, part, importId));
    if (!(await confirm(context, 'cli.askSend', { count: recipients, optedOut }))) {
      context.output.say(context.translate('cli.nothingSent'));
      const job = jobIdOf.import(importId);
      context.output.tell({ type: 'result', job, state: 'cancelled', counts: {} });
      return exitCodes.done;
    }
  }
  const job = await makeCampaign(carrying, part, importId);
  return tellEnds(context, engine, await workOn(context, engine, [job], { waits }));
}

/** Contacts are created and written to side by side: what was asked about the contacts holds for the messages. */
async function sendEarly(carrying: Carrying, part: CampaignPart, { id: importId }: ImportDetail): Promise<ExitCode> {
  const { context, engine, waits } = carrying;
  context.signal.throwIfAborted();
  await engine.imports.create({ importId });
  const job = await makeCampaign(carrying, part, importId);
  return tellEnds(context, engine, await workOn(context, engine, [jobIdOf.import(importId), job], { waits }));
}

async function goOnSending({ context, engine, waits, isDry }: Carrying, campaign: JobSnapshot): Promise<ExitCode> {
  const { job, status, reason, counts } = campaign;
  context.output.say(context.translate('cli.planGoesOn', { job }));
  const asksLate = reason?.kind === 'startMissed' && context.console.isInteractive && !context.options.yes;
  const mayGo = !asksLate || (await confirm(context, 'cli.askLate', { job, count: counts['queued'] ?? 0 }));
  if (isDry || !mayGo) return tellEnds(context, engine, [campaign]);
  if (status === 'paused' || status === 'failed') await engine.jobs.resume({ job });
  return tellEnds(context, engine, await workOn(context, engine, [job], { waits }));
}
