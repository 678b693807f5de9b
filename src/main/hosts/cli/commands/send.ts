import { resolve } from 'node:path';
import { buttonSchema, type Content, mostButtons, mostVersions } from '#shared/campaign/content.ts';
import type { Exclusions } from '#shared/campaign/exclusions.ts';
import { exclusionsOf } from '#shared/plan/campaign.ts';
import { paceOf } from '#shared/plan/pace.ts';
import { type CampaignPart, campaignPlanSchema } from '#shared/plan/schema.ts';
import { inDoubtRuleSchema } from '#shared/rpc/campaigns.ts';
import type { EngineClient } from '#shared/rpc/contract.ts';
import { type JobId, jobIdOf } from '#shared/rpc/errors.ts';
import { type ExitCode, exitCodes } from '../../exit-codes.ts';
import { accountOfEnvironment } from '../account.ts';
import type { Arguments, OptionSpecs } from '../args.ts';
import { type Context, defineCommand } from '../command.ts';
import { confirm } from '../confirm.ts';
import { tellEnds } from '../ending.ts';
import { orInvalid, orThrow, UsageError } from '../faults.ts';
import { importNumber, readJob } from '../job-code.ts';
import { readNumber } from '../number.ts';
import { contentOfPlan } from '../plan.ts';
import { campaignName, ownTimeZone, sendCampaign } from '../sending.ts';

const options = {
  text: { type: 'string', multiple: true, value: 'TEXT', about: 'cli.option.text' },
  'text-file': { type: 'string', value: 'F', about: 'cli.option.textFile' },
  attach: { type: 'string', value: 'FILE', about: 'cli.option.attach' },
  button: { type: 'string', multiple: true, value: 'TEXT', about: 'cli.option.button' },
  comment: { type: 'boolean', about: 'cli.option.comment' },
  template: { type: 'string', value: 'NAME|ID', about: 'cli.option.template' },
  param: { type: 'string', multiple: true, value: 'TEXT', about: 'cli.option.param' },
  'header-param': { type: 'string', multiple: true, value: 'TEXT', about: 'cli.option.headerParam' },
  'header-link': { type: 'string', value: 'URL', about: 'cli.option.headerLink' },
  'button-suffix': { type: 'string', multiple: true, value: 'TEXT', about: 'cli.option.buttonSuffix' },
  rate: { type: 'string', multiple: true, value: '30/min[,300/h]', about: 'cli.option.rate' },
  jitter: { type: 'string', value: '20%', about: 'cli.option.jitter' },
  ramp: { type: 'string', value: '50:1.5', about: 'cli.option.ramp' },
  max: { type: 'string', value: 'N', about: 'cli.option.max' },
  daily: { type: 'string', value: 'N', about: 'cli.option.daily' },
  window: { type: 'string', value: '09:00-18:00', about: 'cli.option.window' },
  days: { type: 'string', value: 'mon-fri', about: 'cli.option.days' },
  tz: { type: 'string', value: 'ZONE|recipient', about: 'cli.option.tz' },
  'start-at': { type: 'string', value: 'ISO', about: 'cli.option.startAt' },
  concurrency: { type: 'string', value: 'N', about: 'cli.option.concurrency' },
  test: { type: 'string', value: 'NUMBER', about: 'cli.option.test' },
  'open-ticket': { type: 'boolean', about: 'cli.option.openTicket' },
  'in-doubt': { type: 'string', value: 'settle|hold', about: 'cli.option.inDoubt' },
  'begin-early': { type: 'boolean', about: 'cli.option.beginEarly' },
  seed: { type: 'string', value: 'N', about: 'cli.option.drawSeed' },
  'not-contacted-within': { type: 'string', value: '7d', about: 'cli.option.notContactedWithin' },
  'most-per-week': { type: 'string', value: 'N', about: 'cli.option.mostPerWeek' },
  'same-text-within': { type: 'string', value: '24h', about: 'cli.option.sameTextWithin' },
  'no-same-text-check': { type: 'boolean', about: 'cli.option.noSameTextCheck' },
  'no-block-lists': { type: 'boolean', about: 'cli.option.noBlockLists' },
  wait: { type: 'boolean', about: 'cli.option.wait' },
} as const satisfies OptionSpecs;

export const sendCommand = defineCommand({
  verb: 'send',
  operands: 'JOB',
  positionals: [1, 1],
  about: 'cli.about.send',
  options,
  read: ({ values, positionals: [code = ''] }) => {
    const importId = importNumber(readJob(code));
    const pace = orThrow(paceOf(values, ownTimeZone()));
    const { test, 'in-doubt': inDoubt = 'settle' } = values;
    const part = messagePart(values);
    const exclusions = exclusionsOf(exclusionsPart(values));
    const seed = values.seed === undefined ? 0 : seedIn(values.seed);
    const isEarly = values['begin-early'] === true;
    const rule = orInvalid(inDoubtRuleSchema.safeParse(inDoubt).data ?? null, '--in-doubt', inDoubt);
    return async (context) => {
      const engine = await context.engine('own');
      await accountOfEnvironment(context, engine);
      const content = await contentOfPlan(engine, part, { pathOf: (written) => resolve(written), importId });
      if (test !== undefined) return sendTest(context, engine, { importId, content, number: test });
      if (!(await maySend(context, engine, { importId, content, exclusions, seed }))) {
        context.output.say(context.translate('cli.nothingSent'));
        context.output.tell({ type: 'result', job: null, state: 'cancelled', counts: {} });
        return exitCodes.done;
      }
      const { fileName, phase } = await engine.imports.get({ importId });
      const besides = isEarly && phase === 'create' ? [await goOnCreating(engine, importId)] : [];
      const ended = await sendCampaign(context, engine, {
        importId,
        name: campaignName(context, fileName),
        content,
        exclusions,
        seed,
        beginsEarly: isEarly,
        besides,
        pace,
        inDoubt: rule,
        openTicket: values['open-ticket'] === true,
        waits: values.wait === true,
      });
      return tellEnds(context, engine, ended);
    };
  },
});

/** A person is asked first, with the numbers; a script has said by its command what it wants. */
async function maySend(
  context: Context,
  engine: EngineClient,
  draft: {
    readonly importId: number;
    readonly content: Content;
    readonly exclusions: Exclusions;
    readonly seed: number;
  },
): Promise<boolean> {
  if (context.options.yes || !context.console.isInteractive) return true;
  const { recipients, optedOut } = await engine.campaigns.audience(draft);
  return confirm(context, 'cli.askSend', { count: recipients, optedOut });
}

/** An import that stopped in the middle creates its contacts beside the campaign. */
async function goOnCreating(engine: EngineClient, importId: number): Promise<JobId> {
  const job = jobIdOf.import(importId);
  const { status } = await engine.jobs.get({ job });
  if (status === 'paused' || status === 'failed') await engine.jobs.resume({ job });
  return job;
}

const { shape } = campaignPlanSchema;

function seedIn(text: string): number {
  const seed = /^\d{1,10}$/.test(text) ? shape.seed.safeParse(Number(text)).data : undefined;
  return orInvalid(seed ?? null, '--seed', text);
}

/** Whom it leaves out beyond those who said no, as a plan file would say it. */
function exclusionsPart(values: Arguments<typeof options>['values']): CampaignPart {
  const bounds = (['not-contacted-within', 'most-per-week', 'same-text-within'] as const).map((name) => {
    const text = values[name];
    return [
      name,
      text === undefined ? undefined : orInvalid(shape[name].safeParse(text).data ?? null, `--${name}`, text),
    ];
  });
  return {
    ...Object.fromEntries(bounds),
    'no-same-text-check': values['no-same-text-check'],
    'no-block-lists': values['no-block-lists'],
  };
}

/** What the campaign says, as a plan file would say it. */
function messagePart(values: Arguments<typeof options>['values']): CampaignPart {
  const { text, 'text-file': textFile, template, attach, button, comment, param } = values;
  const said = [text, textFile, template].filter((one) => one !== undefined).length;
  if (said > 1 || (said === 0 && attach === undefined)) throw new UsageError('cli.usage.oneText');
  const isPlain = attach === undefined && button === undefined;
  if (!isPlain && (template !== undefined || comment === true)) throw new UsageError('cli.usage.plainOnly');
  if (text !== undefined && text.length > mostVersions)
    throw new UsageError('cli.usage.mostTexts', { most: mostVersions });
  if (button !== undefined && button.length > mostButtons) {
    throw new UsageError('cli.usage.mostButtons', { most: mostButtons });
  }
  for (const one of button ?? []) orInvalid(buttonSchema.safeParse({ text: one }).data ?? null, '--button', one);
  const given = {
    ...{ text, 'text-file': textFile, attach, button, comment, template, param },
    ...{ 'header-param': values['header-param'], 'header-link': values['header-link'] },
    'button-suffix': values['button-suffix'],
  };
  return orInvalid(campaignPlanSchema.safeParse(definedOf(given)).data ?? null, '--text', '…');
}

const definedOf = (given: object): object =>
  Object.fromEntries(Object.entries(given).filter(([, value]) => value !== undefined));

async function sendTest(
  { output, translate, signal }: Context,
  engine: EngineClient,
  test: { readonly importId: number; readonly content: Content; readonly number: string },
): Promise<ExitCode> {
  const { importId, content, number } = test;
  const { defaultArea, country } = (await engine.imports.get({ importId })).options;
  const digits = readNumber(number, { option: '--test', country, area: defaultArea });
  signal.throwIfAborted();
  const { text } = await engine.campaigns.test({ importId, content, number: `+${digits}` });
  output.say(translate('cli.testSent'));
  output.print(text);
  output.tell({ type: 'result', job: null, state: 'done', counts: { accepted: 1 }, text });
  return exitCodes.done;
}
