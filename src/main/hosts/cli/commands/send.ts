import { readFile } from 'node:fs/promises';
import { type Content, plainText } from '#shared/campaign/content.ts';
import type { Pace } from '#shared/pace/limits.ts';
import { ProblemError } from '#shared/problem.ts';
import { inDoubtRuleSchema } from '#shared/rpc/campaigns.ts';
import type { EngineClient } from '#shared/rpc/contract.ts';
import { type ExitCode, exitCodes } from '../../exit-codes.ts';
import { accountOfEnvironment } from '../account.ts';
import type { Arguments, OptionSpecs } from '../args.ts';
import { type Context, defineCommand } from '../command.ts';
import { confirm } from '../confirm.ts';
import { tellEnds } from '../ending.ts';
import { orInvalid, orThrow, UsageError } from '../faults.ts';
import { importNumber, readJob } from '../job-code.ts';
import { readNumber } from '../number.ts';
import { campaignName, ownTimeZone, sendCampaign } from '../sending.ts';
import {
  parseCount,
  parseDays,
  parseMoment,
  parseRamp,
  parseRates,
  parseShare,
  parseTimeZone,
  parseWindow,
} from '../values.ts';

const options = {
  text: { type: 'string', value: 'TEXT', about: 'cli.option.text' },
  'text-file': { type: 'string', value: 'F', about: 'cli.option.textFile' },
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
  wait: { type: 'boolean', about: 'cli.option.wait' },
} as const satisfies OptionSpecs;

type SendValues = Arguments<typeof options>['values'];

export const sendCommand = defineCommand({
  verb: 'send',
  operands: 'JOB',
  positionals: [1, 1],
  about: 'cli.about.send',
  options,
  read: ({ values, positionals: [code = ''] }) => {
    const importId = importNumber(readJob(code));
    const pace = readPace(values);
    const { text, 'text-file': textFile, test, 'in-doubt': inDoubt = 'settle' } = values;
    if ((text === undefined) === (textFile === undefined)) throw new UsageError('cli.usage.oneText');
    const rule = orInvalid(inDoubtRuleSchema.safeParse(inDoubt).data ?? null, '--in-doubt', inDoubt);
    return async (context) => {
      const content = plainText(text ?? (await readText(textFile ?? '')));
      const engine = await context.engine('own');
      await accountOfEnvironment(context, engine);
      if (test !== undefined) return sendTest(context, engine, { importId, content, number: test });
      if (!(await maySend(context, engine, { importId, content }))) {
        context.output.say(context.translate('cli.nothingSent'));
        context.output.tell({ type: 'result', job: null, state: 'cancelled', counts: {} });
        return exitCodes.done;
      }
      const { fileName } = await engine.imports.get({ importId });
      const ended = await sendCampaign(context, engine, {
        importId,
        name: campaignName(context, fileName),
        content,
        pace,
        inDoubt: rule,
        openTicket: values['open-ticket'] === true,
        waits: values.wait === true,
      });
      return tellEnds(context, engine, ended);
    };
  },
});

const mostAtOnce = 64;
const most = 100_000_000;

function readPace(values: SendValues): Pace {
  const { rate = ['30/min'], jitter = '20%', concurrency = '4', window: hours, days, tz, max, daily, ramp } = values;
  const isByRecipient = tz === 'recipient';
  const timeZone = tz === undefined || isByRecipient ? ownTimeZone() : orThrow(parseTimeZone(tz));
  const count = (option: string, value: string | undefined) =>
    value === undefined ? null : orInvalid(parseCount(value, 1, most), option, value);
  const startAt = values['start-at'];
  return {
    ...orThrow(parseRates(rate.join(','))),
    jitter: orInvalid(parseShare(jitter), '--jitter', jitter),
    concurrency: orInvalid(parseCount(concurrency, 1, mostAtOnce), '--concurrency', concurrency),
    dailyLimit: count('--daily', daily),
    rampUp: ramp === undefined ? null : orInvalid(parseRamp(ramp), '--ramp', ramp),
    hoursOf: isByRecipient ? 'recipient' : 'campaign',
    max: count('--max', max),
    hours: hours === undefined ? null : orThrow(parseWindow(hours)),
    days: days === undefined ? null : [...orThrow(parseDays(days))],
    timeZone,
    startAt: startAt === undefined ? null : orThrow(parseMoment(startAt, timeZone)),
  };
}

/** A person is asked first, with the numbers; a script has said by its command what it wants. */
async function maySend(
  context: Context,
  engine: EngineClient,
  draft: { readonly importId: number; readonly content: Content },
): Promise<boolean> {
  if (context.options.yes || !context.console.isInteractive) return true;
  const { recipients, optedOut } = await engine.campaigns.audience(draft);
  return confirm(context, 'cli.askSend', { count: recipients, optedOut });
}

/** A line end at the end of a file is the editor's, not the message's. */
async function readText(path: string): Promise<string> {
  try {
    return (await readFile(path, 'utf8'))
      .replace(/^\uFEFF/, '')
      .replace(/\r\n/g, '\n')
      .trimEnd();
  } catch (error) {
    if (!(error instanceof Error) || !('code' in error)) throw error;
    if (error.code === 'ENOENT') throw new ProblemError({ kind: 'fileNotFound' });
    if (error.code === 'EISDIR') throw new ProblemError({ kind: 'fileIsFolder' });
    if (error.code === 'EACCES' || error.code === 'EPERM') throw new ProblemError({ kind: 'fileNoAccess' });
    throw error;
  }
}

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
