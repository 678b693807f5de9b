import type { ColumnTarget, Guess, Mapping } from '#shared/mapping/mapping.ts';
import type { Problem } from '#shared/problem.ts';
import type { Account } from '#shared/rpc/accounts.ts';
import { type JobId, jobIdOf } from '#shared/rpc/errors.ts';
import type { CreationPlan, ImportDetail, ImportOptions } from '#shared/rpc/imports.ts';
import type { JobSnapshot } from '#shared/rpc/jobs.ts';
import type { CampaignReport } from '#shared/rpc/reports.ts';
import { defaultRespect, type Settings } from '#shared/rpc/settings.ts';
import { type FakeActions, noActions } from './fake-engine-actions.ts';
import { type FakeAudiences, noAudiences } from './fake-engine-audiences.ts';
import { aDesk, type FakeDesk } from './fake-engine-desk.ts';
import { type FakeHabit, noHabit } from './fake-engine-habit.ts';
import { type FakeLookup, noLookup } from './fake-engine-lookup.ts';
import { type FakeTexts, noTexts } from './fake-engine-messages.ts';
import { type FakePrivacy, nobodyKnown } from './fake-engine-privacy.ts';
import { type FakeSheet, fakeCounts, fakeHeader, fakeRow } from './fake-engine-rows.ts';

/** An import as the fake engine keeps it; what can be computed of it is not kept. */
export interface FakeImport {
  readonly id: number;
  readonly kind?: ImportDetail['kind'];
  readonly fileName: string;
  readonly fileBytes: number;
  sheet: FakeSheet;
  mapping: Mapping;
  options: ImportOptions;
  dialect: ImportDetail['findings'];
  mended?: ImportDetail['mended'];
  corrections?: ImportDetail['corrections'];
  plan: CreationPlan;
}

/** All that the window can be shown. A scenario builds one; a test may change it while the window is open. */
export interface World {
  settings: Settings;
  accounts: Account[];
  tags: { readonly id: string; readonly label: string }[];
  customFields: { readonly id: string; readonly name: string; readonly type: string }[];
  departments: { readonly id: string; readonly name: string }[];
  readonly savedMappings: string[];
  /** What messages are made of. */
  readonly texts: FakeTexts;
  readonly habit: FakeHabit;
  readonly desk: FakeDesk;
  readonly audiences: FakeAudiences;
  readonly actions: FakeActions;
  readonly lookup: FakeLookup;
  readonly privacy: FakePrivacy;
  readonly jobs: Map<JobId, JobSnapshot>;
  readonly imports: Map<number, FakeImport>;
  /** What came of campaigns, by their number. */
  readonly reports: Map<number, CampaignReport>;
  /** By the name of a procedure, such as `imports.rows`: never answers, breaks unexpectedly, or ends with a problem. */
  readonly behaviour: Map<string, 'silent' | 'breaks' | Problem>;
  /** Every call that changes something, in order: `imports.configure`. */
  readonly calls: { readonly path: string; readonly input: unknown }[];
}

/** 23/11/2026 14:05 in São Paulo. */
export const now = Date.parse('2026-11-23T17:05:00Z');
const minutes = (count: number): number => count * 60_000;

export const aService = (more: Partial<Account['services'][number]> = {}): Account['services'][number] => ({
  id: 'service-1',
  name: 'Vendas',
  type: 'whatsapp',
  connected: 'yes',
  number: '5511987654321',
  isWhatsapp: true,
  isOfficial: false,
  ...more,
});

export const anAccount = (more: Partial<Account> = {}): Account => ({
  id: 1,
  name: 'Loja Aurora',
  kind: 'digisac',
  host: 'aurora.digisac.me',
  user: { name: 'Marina Prado', isAdmin: true },
  services: [aService(), aService({ id: 'service-2', name: 'Pós-venda', number: '5511912345678', connected: 'no' })],
  dialect: {
    existsTells: true,
    existsEncoding: 'plain',
    manyWorks: null,
    manyKeepsFields: null,
    manyLargest: null,
    manyTooLarge: null,
    pageSize: 200,
    learnedAt: now - minutes(60),
  },
  probedAt: now - minutes(4),
  color: 'blue',
  email: null,
  ...more,
});

export const aPracticeAccount = (id = 2): Account =>
  anAccount({
    id,
    name: 'Conta de demonstração',
    kind: 'practice',
    host: 'demonstração',
    user: { name: 'Pessoa de teste', isAdmin: true },
    services: [aService({ id: 'practice-1', name: 'WhatsApp de demonstração', number: '5511900000000' })],
  });

const guessOf = (target: ColumnTarget, certainty: number, from: Guess['from'] = 'header'): Guess => ({
  target,
  certainty,
  from,
});

/** What the fake engine believes the columns of its sheets to be. */
export const fakeGuesses: readonly Guess[] = [
  guessOf({ kind: 'name' }, 0.97),
  guessOf({ kind: 'number' }, 0.99),
  guessOf({ kind: 'variable', name: 'Cidade' }, 0.9),
  guessOf({ kind: 'tags' }, 0.62, 'cells'),
  guessOf({ kind: 'variable', name: 'Última compra' }, 0.9),
];

export function anImport(more: Partial<FakeImport> & { readonly sheet: FakeSheet }): FakeImport {
  const head = Array.from({ length: Math.min(50, more.sheet.rows) }, (_, i) => fakeRow(more.sheet, i).cells);
  return {
    id: 1,
    fileName: 'clientes novembro.csv',
    fileBytes: 148_212,
    mapping: fakeGuesses.map(({ target }) => target),
    options: {
      accountId: 1,
      serviceId: 'service-1',
      defaultArea: null,
      country: 'BR',
      tags: [],
      departmentId: null,
      existing: 'leave',
      blanks: 'leave',
      tagRule: 'add',
      keep: 'first',
      legalBasis: null,
      legalNote: '',
    },
    dialect: {
      dialect: { format: 'text', encoding: 'windows-1252', delimiter: ';', headerRow: 0 },
      certainty: { encoding: 0.94, delimiter: 0.99, header: 0.98 },
      sheets: [],
      header: fakeHeader,
      head,
    },
    plan: { contacts: 0, unverified: 0, leftOut: 0, newTags: [], newFields: [], requests: 0 },
    ...more,
  };
}

export function countsByState(sheet: FakeSheet): Record<string, number> {
  const counts: Record<string, number> = {};
  for (const { state, count } of fakeCounts(sheet)) counts[state] = (counts[state] ?? 0) + count;
  return counts;
}

/** The snapshot of an import, as far as its sheet tells. */
export function aSnapshot(source: FakeImport, more: Partial<JobSnapshot> = {}): JobSnapshot {
  const { phase, rows } = source.sheet;
  const isWaiting = phase === 'map' || phase === 'review';
  return {
    job: jobIdOf.import(source.id),
    kind: 'import',
    name: source.fileName,
    accountId: source.options.accountId,
    accountName: 'Loja Aurora',
    importId: source.id,
    campaignId: null,
    status: phase === 'done' ? 'done' : isWaiting ? 'waiting' : 'running',
    phase,
    reason: null,
    total: rows,
    counts: countsByState(source.sheet),
    progress: { done: rows, total: rows },
    perMinute: null,
    allowedPerMinute: null,
    remainingMs: null,
    createdAt: now - minutes(12),
    finishedAt: phase === 'done' ? now - minutes(1) : null,
    ...more,
  };
}

/** A campaign in a list of jobs. */
export const aCampaignSnapshot = (more: Partial<JobSnapshot> = {}): JobSnapshot => ({
  job: 'c5',
  kind: 'campaign',
  name: 'Volta às aulas',
  accountId: 1,
  accountName: 'Loja Aurora',
  importId: 1,
  campaignId: 5,
  status: 'running',
  phase: 'send',
  reason: null,
  total: 1_640,
  counts: { queued: 920, accepted: 12, sent: 40, delivered: 410, read: 246, failed: 8, skipped: 4 },
  progress: { done: 720, total: 1_640 },
  perMinute: 28.4,
  allowedPerMinute: 30,
  remainingMs: minutes(33),
  createdAt: now - minutes(40),
  finishedAt: null,
  ...more,
});

export const aWorld = (more: Partial<World> = {}): World => ({
  settings: { language: 'pt-BR', theme: 'light', welcomed: true, ...defaultRespect },
  accounts: [anAccount()],
  tags: ['VIP', 'Varejo', 'Atacado', 'Inativo'].map((label, i) => ({ id: `tag-${i}`, label })),
  customFields: ['CPF', 'Data de nascimento', 'Cidade'].map((name, i) => ({ id: `field-${i}`, name, type: 'text' })),
  departments: ['Vendas', 'Suporte', 'Financeiro'].map((name, i) => ({ id: `department-${i}`, name })),
  savedMappings: [],
  texts: noTexts(),
  habit: noHabit(),
  desk: aDesk(),
  audiences: noAudiences(),
  actions: noActions(),
  lookup: noLookup(),
  privacy: nobodyKnown(),
  jobs: new Map(),
  imports: new Map(),
  reports: new Map(),
  behaviour: new Map(),
  calls: [],
  ...more,
});

/** Puts an import into a world, with its snapshot. */
export function addImport(world: World, source: FakeImport, snapshot: Partial<JobSnapshot> = {}): void {
  world.imports.set(source.id, source);
  world.jobs.set(jobIdOf.import(source.id), aSnapshot(source, snapshot));
}

export const addJob = (world: World, job: JobSnapshot): void => void world.jobs.set(job.job, job);
