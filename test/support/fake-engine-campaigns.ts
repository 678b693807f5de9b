import { type AnyRouter, implement } from '@orpc/server';
import { type Content, headlineOf, plainText } from '#shared/campaign/content.ts';
import { draw, shareOf } from '#shared/campaign/draw.ts';
import { usualExclusions } from '#shared/campaign/exclusions.ts';
import type { Pace } from '#shared/pace/limits.ts';
import { defaultPace } from '#shared/pace/presets.ts';
import type { Problem } from '#shared/problem.ts';
import type { DeliveryState } from '#shared/recipient/delivery.ts';
import { isAfterAcceptance } from '#shared/recipient/refusal.ts';
import { createTally } from '#shared/report/figures.ts';
import { isInReport } from '#shared/report/filter.ts';
import { localHourIn } from '#shared/report/local-hour.ts';
import type { DeliveryFact } from '#shared/report/stage.ts';
import { ok } from '#shared/result.ts';
import type { CampaignDetail, DeliveryCount, DeliveryView } from '#shared/rpc/campaigns.ts';
import { contract } from '#shared/rpc/contract.ts';
import { jobIdOf } from '#shared/rpc/errors.ts';
import type { JobSnapshot } from '#shared/rpc/jobs.ts';
import type { CampaignReport } from '#shared/rpc/reports.ts';
import { parseTemplate, type Template } from '#shared/template/parse.ts';
import { mostCharacters, renderTemplate, unknownVariables } from '#shared/template/render.ts';
import type { FakeTools } from './fake-engine.ts';
import {
  aCampaignSnapshot,
  addImport,
  addJob,
  anImport,
  aPracticeAccount,
  aWorld,
  now,
  type World,
} from './fake-engine-world.ts';

const minutes = (count: number): number => count * 60_000;

/** The people of an import, as far as a message can speak of them. */
export interface FakeAudience {
  readonly contacts: number;
  /** So many of them, at the end of the sheet. */
  readonly optedOut: number;
  /** Every so-manieth has no city; 0: all have one. */
  readonly withoutCityEvery: number;
}

export interface FakeCampaign {
  readonly id: number;
  readonly importId: number;
  readonly name: string;
  readonly template: string;
  pace: Pace;
  phase: CampaignDetail['phase'];
  deliveries: DeliveryView[];
  readonly perMinute: CampaignDetail['perMinute'];
  readonly soFar: CampaignDetail['soFar'];
}

const variables = ['nome', 'primeiro nome', 'Cidade', 'Última compra'];
const firstNames = ['Ana', 'Bruno', 'Carla', 'Diego', 'Elisa', 'Fábio', 'Gabriela', 'Heitor', 'Iara', 'João'];
const lastNames = ['Souza', 'Lima', 'Prado', 'Nogueira', 'Albuquerque', 'Reis', 'Farias'];
const cities = ['São Paulo', 'Campinas', 'Recife', 'Belo Horizonte', 'Porto Alegre'];

const at = <T>(list: readonly T[], index: number): T => {
  const item = list[index % list.length];
  if (item === undefined) throw new Error('an empty list');
  return item;
};

function personOf(audience: FakeAudience, index: number) {
  const first = at(firstNames, index);
  const name = `${first} ${at(lastNames, index * 3)}`;
  const hasNoCity =
    audience.withoutCityEvery > 0 && index % audience.withoutCityEvery === audience.withoutCityEvery - 1;
  return {
    name,
    phone: `55119${String(80_000_000 + index * 137).padStart(8, '0')}`,
    line: index + 2,
    values: {
      nome: name,
      'primeiro nome': first,
      cidade: hasNoCity ? '' : at(cities, index),
      'ultima compra': '12/10/2026',
    },
  };
}

const reasons: Partial<Record<DeliveryState, readonly Problem[]>> = {
  failed: [
    { kind: 'deliveryFailed', detail: 'número fora de alcance' },
    { kind: 'tooManyAttempts', attempts: 5 },
    { kind: 'messageRefused', detail: 'contato bloqueado' },
  ],
  skipped: [{ kind: 'optedOut' }, { kind: 'missingVariable', name: 'Cidade' }],
  held: [{ kind: 'messageInDoubt' }],
  cancelled: [{ kind: 'cancelled' }],
};

/** So many deliveries in each state, those that are over first. */
export function deliveriesOf(counts: Partial<Record<DeliveryState, number>>): DeliveryView[] {
  const audience = { contacts: 0, optedOut: 0, withoutCityEvery: 0 };
  const deliveries: DeliveryView[] = [];
  for (const [name, count] of Object.entries(counts)) {
    const state = stateOf(name);
    for (let nth = 0; nth < count; nth += 1) {
      const index = deliveries.length;
      const person = personOf(audience, index);
      const isWaiting = state === 'queued';
      const problems = reasons[state];
      deliveries.push({
        id: index + 1,
        line: person.line,
        name: person.name,
        phone: person.phone,
        version: 0,
        text: `Olá ${person.values['primeiro nome']}, tudo bem? *Só hoje*: frete grátis em ${person.values.cidade}.`,
        state,
        problem: problems ? at(problems, nth) : null,
        attempts: isWaiting || state === 'skipped' || state === 'cancelled' ? 0 : 1,
        sentAt: isWaiting ? null : now - minutes(30) + index * 900,
        deliveredAt: state === 'delivered' || state === 'read' ? now - minutes(29) + index * 900 : null,
        readAt: state === 'read' ? now - minutes(28) + index * 900 : null,
        repliedAt: state === 'read' && index % 12 === 0 ? now - minutes(20) + index * 900 : null,
        optedOutAt: state === 'read' && index % 60 === 0 ? now - minutes(20) + index * 900 : null,
        updatedAt: isWaiting ? null : now - minutes(30) + index * 1_000,
      });
    }
  }
  return deliveries;
}

const states: readonly DeliveryState[] = [
  'queued',
  'sending',
  'accepted',
  'sent',
  'delivered',
  'read',
  'failed',
  'inDoubt',
  'held',
  'skipped',
  'cancelled',
];
const stateOf = (name: string): DeliveryState => states.find((state) => state === name) ?? 'queued';

export const aCampaign = (more: Partial<FakeCampaign> = {}): FakeCampaign => ({
  id: 5,
  importId: 1,
  name: 'Volta às aulas',
  template: 'Olá {{primeiro nome}}, tudo bem? *Só hoje*: frete grátis em {{Cidade|sua cidade}}.',
  pace: { ...defaultPace({ isPractice: false }), rate: { count: 30, windowMs: 60_000 } },
  phase: 'send',
  deliveries: deliveriesOf({ read: 246, delivered: 410, sent: 40, accepted: 12, failed: 8, skipped: 4, queued: 920 }),
  perMinute: Array.from({ length: 26 }, (_, minute) => ({
    at: now - minutes(26 - minute),
    count: minute === 9 || minute === 10 ? 0 : 23 + ((minute * 5) % 7),
  })),
  soFar: { ofAccount: 0, ofConnection: 0, earlierDays: 0 },
  ...more,
});

export const stateCounts = (campaign: FakeCampaign): Record<string, number> => {
  const counts: Record<string, number> = {};
  for (const { state } of campaign.deliveries) counts[state] = (counts[state] ?? 0) + 1;
  return counts;
};

/** The job of a campaign, as far as its deliveries tell. */
export function snapshotOf(campaign: FakeCampaign, more: Partial<JobSnapshot> = {}): JobSnapshot {
  const counts = stateCounts(campaign);
  const total = campaign.deliveries.length;
  const open = (counts['queued'] ?? 0) + (counts['sending'] ?? 0) + (counts['inDoubt'] ?? 0);
  return aCampaignSnapshot({
    job: jobIdOf.campaign(campaign.id),
    campaignId: campaign.id,
    importId: campaign.importId,
    name: campaign.name,
    phase: campaign.phase,
    total,
    counts,
    progress: { done: total - open, total },
    ...more,
  });
}

const countsOf = (campaign: FakeCampaign): DeliveryCount[] => {
  const counts = new Map<string, DeliveryCount>();
  for (const { state, problem } of campaign.deliveries) {
    const key = `${state} ${problem?.kind ?? ''}`;
    const known = counts.get(key) ?? { state, problem: problem?.kind ?? null, count: 0 };
    counts.set(key, { ...known, count: known.count + 1 });
  }
  return [...counts.values()];
};

const hasLeft = ({ state, problem }: DeliveryView): boolean =>
  state !== 'skipped' && state !== 'cancelled' && (state !== 'failed' || isAfterAcceptance(problem?.kind ?? ''));

/** As a report counts a delivery; every third person is a VIP, every third has no tag. */
const factOf = (view: DeliveryView): DeliveryFact => ({
  rowNo: view.id,
  state: view.state,
  problem: view.problem?.kind ?? null,
  version: view.version,
  acceptedAt: hasLeft(view) ? view.sentAt : null,
  deliveredAt: view.deliveredAt,
  readAt: view.readAt,
  repliedAt: view.repliedAt,
  optedOutAt: view.optedOutAt,
  tags: [['VIP'], ['Varejo'], []][view.id % 3] ?? [],
});

const causesOf = (campaign: FakeCampaign): CampaignReport['causes'] => {
  const groups = new Map<string, CampaignReport['causes'][number]>();
  for (const { state, problem } of campaign.deliveries) {
    if (problem === null) continue;
    const key = `${state} ${JSON.stringify(problem)}`;
    groups.set(key, { state, problem, count: (groups.get(key)?.count ?? 0) + 1 });
  }
  return [...groups.values()].sort((a, b) => b.count - a.count);
};

/** What came of it, counted as the engine does. */
export function reportOf(campaign: FakeCampaign, more: Partial<CampaignReport> = {}): CampaignReport {
  const tally = createTally(localHourIn(campaign.pace.timeZone));
  for (const delivery of campaign.deliveries) tally.add(factOf(delivery));
  return {
    campaignId: campaign.id,
    importId: campaign.importId,
    name: campaign.name,
    accountName: 'Loja Aurora',
    status: 'done',
    timeZone: campaign.pace.timeZone,
    createdAt: now - minutes(40),
    finishedAt: now,
    texts: [campaign.template],
    figures: tally.figures(),
    causes: causesOf(campaign),
    ...more,
  };
}

const detailOf = (campaign: FakeCampaign): CampaignDetail => ({
  id: campaign.id,
  importId: campaign.importId,
  name: campaign.name,
  content: plainText(campaign.template),
  exclusions: usualExclusions,
  seed: 0,
  beginsEarly: false,
  follows: null,
  pace: campaign.pace,
  inDoubt: 'settle',
  openTicket: false,
  phase: campaign.phase,
  counts: countsOf(campaign),
  soFar: campaign.soFar,
  toRetry: campaign.deliveries.filter(
    ({ state, problem }) => state === 'failed' && !isAfterAcceptance(problem?.kind ?? ''),
  ).length,
  latest: campaign.deliveries
    .filter(({ updatedAt, state }) => updatedAt !== null && state !== 'skipped')
    .sort((a, b) => (b.updatedAt ?? 0) - (a.updatedAt ?? 0))
    .slice(0, 24),
  perMinute: campaign.perMinute,
  heard: {
    replied: campaign.deliveries.filter(({ repliedAt }) => repliedAt !== null).length,
    optedOut: campaign.deliveries.filter(({ optedOutAt }) => optedOutAt !== null).length,
  },
  outcomesPerMinute: campaign.perMinute.map(({ at, count }) => ({
    at,
    delivered: Math.round(count * 0.9),
    read: Math.round(count * 0.4),
    replied: Math.round(count * 0.08),
    failed: count % 5 === 0 ? 1 : 0,
  })),
});

/** The text of this content that a person gets, of several by seed and person as in the engine. */
function versionFor(
  content: Content,
  seed: number,
  phone: string,
): { readonly source: string; readonly version: number } {
  if (content.kind === 'approved') return { source: content.body, version: 0 };
  const shares = content.versions.map(({ share }) => share);
  const version = shareOf(shares, draw(seed, `version ${phone}`));
  return { source: content.versions[version]?.template ?? '', version };
}

const understand = (source: string): Template | Problem => {
  const template = parseTemplate(source);
  if (!template.ok) return template.error;
  const [unknown] = unknownVariables(template.value, variables);
  if (unknown === undefined) return template.value;
  return { kind: 'templateUnknownVariable', name: unknown, names: variables.join(', ') };
};

/** Answers the campaigns' part of the contract, out of people and campaigns that a test gives. */
export const fakeCampaigns =
  (people: FakeAudience, campaigns: FakeCampaign[] = []) =>
  ({ world, tell, end }: FakeTools): AnyRouter => {
    const on = implement(contract.campaigns).use(async ({ path, next, errors }, input) => {
      const name = `campaigns.${path.at(-1)}`;
      if (!/(preview|audience|get|rows|failures)$/.test(name)) world.calls.push({ path: name, input });
      const behaviour = world.behaviour.get(name);
      if (behaviour === 'silent') return new Promise<never>(() => undefined);
      if (behaviour === 'breaks') throw new Error('something unexpected');
      if (behaviour !== undefined) throw errors.PROBLEM({ data: behaviour });
      try {
        return await next();
      } catch (error) {
        if (error instanceof Error && 'problem' in error && error.name === 'FakeProblem') {
          throw errors.PROBLEM({ data: error.problem as Problem });
        }
        throw error;
      }
    });
    const templateOf = (source: string): Template => {
      const template = understand(source);
      return 'kind' in template ? end(template) : template;
    };
    /** An approved template with its parameters, rendered; or the text. */
    const saidOf = (content: Content, source: string, values: Readonly<Record<string, string>>) => {
      if (content.kind === 'message' && content.attachment !== null && source === '') return ok('');
      if (content.kind !== 'approved') return renderTemplate(templateOf(source), values);
      const [first = '', ...behind] = source.split(/\{\{\d+\}\}/);
      const template = content.parameters.flatMap(
        (text, index): Template => [...templateOf(text), { kind: 'text', text: behind[index] ?? '' }],
      );
      return renderTemplate([{ kind: 'text', text: first }, ...template], values);
    };
    const campaignOf = (campaignId: number): FakeCampaign =>
      campaigns.find(({ id }) => id === campaignId) ?? end({ kind: 'jobUnknown', job: jobIdOf.campaign(campaignId) });
    const changed = (campaign: FakeCampaign, more: Partial<JobSnapshot> = {}): void => {
      const job = jobIdOf.campaign(campaign.id);
      const snapshot = { ...(world.jobs.get(job) ?? snapshotOf(campaign)), counts: stateCounts(campaign), ...more };
      world.jobs.set(job, snapshot);
      tell({ type: 'jobs', jobs: [snapshot] });
    };
    return {
      preview: on.preview.handler(({ input }) => {
        const total = people.contacts;
        if (input.offset >= total) return { total, recipient: null };
        const { name, phone, line, values } = personOf(people, input.offset);
        const { source, version } = versionFor(input.content, input.seed, phone);
        const text = saidOf(input.content, source, values);
        const isOut = input.offset >= total - people.optedOut;
        const problem: Problem | null = isOut ? { kind: 'optedOut' } : text.ok ? null : text.error;
        return { total, recipient: { name, phone, line, text: text.ok ? text.value : '', version, problem } };
      }),
      audience: on.audience.handler(({ input }) => {
        const missing = new Map<string, number>();
        let longest = 0;
        let recipients = 0;
        for (let index = 0; index < people.contacts - people.optedOut; index += 1) {
          const { values, phone } = personOf(people, index);
          const text = saidOf(input.content, versionFor(input.content, input.seed, phone).source, values);
          if (text.ok) {
            recipients += 1;
            longest = Math.max(longest, text.value.length);
          } else if (text.error.kind === 'missingVariable')
            missing.set(text.error.name, (missing.get(text.error.name) ?? 0) + 1);
          else longest = mostCharacters + 1;
        }
        return {
          recipients,
          leftOut: people.optedOut > 0 ? [{ problem: { kind: 'optedOut' }, count: people.optedOut }] : [],
          optedOut: people.optedOut,
          missing: [...missing].map(([name, count]) => ({ name, count })),
          longest,
          variables,
        };
      }),
      create: on.create.handler(({ input }) => {
        const campaign = aCampaign({
          id: 77,
          importId: input.importId,
          name: input.name,
          template: headlineOf(input.content),
          pace: input.pace,
          deliveries: deliveriesOf({ queued: people.contacts - people.optedOut }),
          perMinute: [],
        });
        campaigns.push(campaign);
        const status = { perMinute: null, remainingMs: null, createdAt: now };
        const snapshot = snapshotOf(campaign, status);
        world.jobs.set(snapshot.job, snapshot);
        tell({ type: 'jobs', jobs: [snapshot] });
        return { campaignId: campaign.id };
      }),
      get: on.get.handler(({ input }) => detailOf(campaignOf(input.campaignId))),
      rows: on.rows.handler(({ input }) => {
        const { states: wanted, problem } = input.filter;
        const localHour = localHourIn(campaignOf(input.campaignId).pace.timeZone);
        const found = campaignOf(input.campaignId).deliveries.filter(
          (row) =>
            (!wanted?.length || wanted.includes(row.state)) &&
            (problem === undefined || (row.problem?.kind ?? null) === problem) &&
            isInReport(factOf(row), input.filter, localHour),
        );
        return { total: found.length, rows: found.slice(input.offset, input.offset + input.limit) };
      }),
      failures: on.failures.handler(({ input }) => causesOf(campaignOf(input.campaignId))),
      setPace: on.setPace.handler(({ input }) => {
        const campaign = campaignOf(input.campaignId);
        campaign.pace = input.pace;
        const allowedPerMinute = (input.pace.rate.count * 60_000) / input.pace.rate.windowMs;
        // As the engine does: what waited for its hours is looked at anew.
        const isWaiting = world.jobs.get(jobIdOf.campaign(campaign.id))?.reason?.kind === 'outsideWindow';
        changed(campaign, { allowedPerMinute, ...(isWaiting ? { status: 'running', reason: null } : {}) });
      }),
      decide: on.decide.handler(({ input }) => {
        const campaign = campaignOf(input.campaignId);
        const to = ({ sent: 'accepted', send: 'queued', drop: 'cancelled' } as const)[input.decision];
        let decided = 0;
        campaign.deliveries = campaign.deliveries.map((row) => {
          if (row.state !== 'held' || (input.deliveryId !== null && row.id !== input.deliveryId)) return row;
          decided += 1;
          return { ...row, state: to, problem: null };
        });
        changed(campaign);
        return { decided };
      }),
      test: on.test.handler(() => ({ text: 'Olá Ana', messageId: 'message-1' })),
    };
  };

const contacts = { pattern: ['plain'], hasArea: true, phase: 'done' } as const;

/** An import whose contacts are in the account, ready for a campaign. */
export function aComposingWorld(options: { readonly rows: number; readonly isPractice?: boolean }): World {
  const world = aWorld(options.isPractice ? { accounts: [aPracticeAccount(1)] } : {});
  addImport(world, anImport({ fileName: 'clientes.csv', sheet: { ...contacts, rows: options.rows } }));
  return world;
}

/** The same with a campaign on its way. */
export function aSendingWorld(campaign: FakeCampaign, more: Partial<JobSnapshot> = {}): World {
  const world = aComposingWorld({ rows: campaign.deliveries.length });
  addJob(world, snapshotOf(campaign, more));
  world.reports.set(campaign.id, reportOf(campaign));
  return world;
}
