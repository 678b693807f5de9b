import { join } from 'node:path';
import { serviceNamed } from '#shared/accounts/named.ts';
import { plainText } from '#shared/campaign/content.ts';
import type { Pace } from '#shared/pace/limits.ts';
import { parseRates } from '#shared/plan/values.ts';
import { ProblemError } from '#shared/problem.ts';
import type { EngineClient } from '#shared/rpc/contract.ts';
import { jobIdOf } from '#shared/rpc/errors.ts';
import type { JobSnapshot } from '#shared/rpc/jobs.ts';
import { type ExitCode, exitCodes } from '../../exit-codes.ts';
import { type Context, defineCommand } from '../command.ts';
import { outcomeOfJob, printOutcome, tellEnds } from '../ending.ts';
import { orThrow } from '../faults.ts';
import { createContacts, prepareImport } from '../importing.ts';
import { importOfJob } from '../job-code.ts';
import { campaignName, ownTimeZone, sendCampaign } from '../sending.ts';

export const demoCommand = defineCommand({
  verb: 'demo',
  operands: '',
  positionals: [0, 0],
  about: 'cli.about.demo',
  options: { rate: { type: 'string', value: '20/s', about: 'cli.option.rate' } },
  read: ({ values }) => {
    const chosen = values.rate === undefined ? {} : orThrow(parseRates(values.rate));
    return (context) => runDemo(context, { ...pace, ...chosen, timeZone: ownTimeZone() });
  },
});

async function runDemo(context: Context, pace: Pace): Promise<ExitCode> {
  const { output, translate } = context;
  const engine = await openForDemo(context);
  output.say(translate('cli.demo.begin'));
  const account = await engine.accounts.practice();
  const created = await importSample(
    context,
    engine,
    account.id,
    orThrow(serviceNamed(account.services, undefined)).id,
  );
  if (created.status !== 'done') return tellEnds(context, engine, [created]);

  output.say(translate('cli.demo.send'));
  const ended = await sendCampaign(context, engine, {
    importId: importOfJob(created),
    name: campaignName(context, created.name),
    content: plainText(message),
    pace,
    inDoubt: 'settle',
    openTicket: false,
    waits: false,
  });
  const [sent] = ended;
  if (sent?.status !== 'done') return tellEnds(context, engine, ended);
  return tellDemo(context, engine, { created, sent });
}

const sampleName = 'clientes-baguncada.csv';

/** To invented people of the practice account, who are Brazilians in every language. */
const message =
  'Oi, {{primeiro nome|tudo bem}}! Aqui é a equipe da loja. 😊\n' +
  'Esta semana os clientes de {{cidade|sempre}} têm 10% de desconto. Quer saber mais? É só responder.\n' +
  'Para não receber mais mensagens, responda SAIR.';

/** Brisk: the whole of it takes about two minutes. No real account should be written to like this. */
const pace = {
  rate: { count: 1_200, windowMs: 60_000 },
  jitter: 0.1,
  concurrency: 8,
  caps: [],
  dailyLimit: null,
  rampUp: null,
  hoursOf: 'campaign',
  max: null,
  hours: null,
  days: null,
  startAt: null,
} as const satisfies Omit<Pace, 'timeZone'>;

/** The data folder as always; where another Malote has it, a folder of the demonstration's own inside it. */
async function openForDemo(context: Context): Promise<EngineClient> {
  const { place, host, output, translate } = context;
  try {
    return await context.engine('own');
  } catch (error) {
    if (!(error instanceof ProblemError) || error.problem.kind !== 'dataFolderHeld') throw error;
    output.say(translate('cli.demo.ownFolder'));
    return context.engine('own', { ...place, dataDir: join(host.folderOf(place.dataDir), 'demo') });
  }
}

async function importSample(
  context: Context,
  engine: EngineClient,
  accountId: number,
  serviceId: string,
): Promise<JobSnapshot> {
  const samples = await engine.system.samples();
  const sample = samples.find(({ path }) => path.endsWith(sampleName));
  if (sample === undefined) throw new ProblemError({ kind: 'fileNotFound' });
  const { id } = await prepareImport(context, engine, {
    file: sample.path,
    place: { accountId, serviceId, departmentId: null, isSaid: true },
    wishes: {
      sheet: { maps: [], reading: {}, numbers: { defaultArea: '11', country: 'BR' } },
      columnRules: [],
      service: undefined,
      department: undefined,
      said: { tags: ['Malote demo'], existing: 'fill' },
    },
  });
  const [created] = await createContacts(context, engine, id);
  return created ?? engine.jobs.get({ job: jobIdOf.import(id) });
}

/** One table for the whole sheet: what never became a contact, and what became of the message to whoever did. */
async function tellDemo(
  context: Context,
  engine: EngineClient,
  { created, sent }: { readonly created: JobSnapshot; readonly sent: JobSnapshot },
): Promise<ExitCode> {
  const { output, translate, language } = context;
  const { counts } = await engine.imports.get({ importId: importOfJob(created) });
  const imported = await outcomeOfJob(context, engine, created);
  const delivered = await outcomeOfJob(context, engine, sent);
  const without = new Map<string, number>();
  for (const { state, count } of counts) {
    if (state === 'ready') continue;
    const label = translate(`state.row.${state}.label`);
    without.set(label, (without.get(label) ?? 0) + count);
  }
  const lines = [...delivered.lines, ...[...without].map(([label, count]) => ({ label, count }))];
  printOutcome(context, lines);
  const report = await engine.reports.write({ job: sent.job, format: 'csv', path: null, language });
  output.print(translate('cli.reportAt', { path: report.path }));
  output.tell({
    type: 'result',
    job: sent.job,
    state: sent.status,
    counts: sent.counts,
    sheet: { job: created.job, rows: created.total, outcomes: lines },
    report,
  });
  const rowsLeft = imported.rowsLeft + delivered.rowsLeft;
  return rowsLeft > 0 ? exitCodes.rowsLeft : exitCodes.done;
}
