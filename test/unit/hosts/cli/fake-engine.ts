import { createRouterClient, EventPublisher, implement, ORPCError } from '@orpc/server';
import { type Content, headlineOf } from '#shared/campaign/content.ts';
import type { Exclusions } from '#shared/campaign/exclusions.ts';
import type { Mapping } from '#shared/mapping/mapping.ts';
import type { Pace } from '#shared/pace/limits.ts';
import type { Problem } from '#shared/problem.ts';
import type { DeliveryState } from '#shared/recipient/delivery.ts';
import type { RowState } from '#shared/recipient/row.ts';
import { createTally } from '#shared/report/figures.ts';
import { localHourIn } from '#shared/report/local-hour.ts';
import type { Account } from '#shared/rpc/accounts.ts';
import { contract, type EngineClient } from '#shared/rpc/contract.ts';
import type { JobId } from '#shared/rpc/errors.ts';
import type { ImportOptions } from '#shared/rpc/imports.ts';
import type { JobSnapshot, JobStatus } from '#shared/rpc/jobs.ts';
import type { ApprovedTemplate } from '#shared/rpc/messages.ts';
import { defaultRespect } from '#shared/rpc/settings.ts';
import type { EngineEvent } from '#shared/rpc/system.ts';
import type { UndoCount } from '#shared/rpc/undos.ts';
import { type Mended, mendedNowhere } from '#shared/tabular/mended.ts';
import { actionSnapshot, type FakeActions, fakeActions, noActions } from '../../../support/fake-engine-actions.ts';
import { type FakeAudiences, fakeAudiences, noAudiences } from '../../../support/fake-engine-audiences.ts';
import { aDesk, type FakeDesk, fakeDesk } from '../../../support/fake-engine-desk.ts';
import { type FakeHabit, fakeHabit, noHabit } from '../../../support/fake-engine-habit.ts';
import { exportSnapshot, type FakeLookup, fakeLookup, noLookup } from '../../../support/fake-engine-lookup.ts';
import { type FakePrivacy, fakePrivacy, nobodyKnown } from '../../../support/fake-engine-privacy.ts';

/** A row of a fake sheet, and where its life leads. */
export interface FakeRow {
  readonly name: string;
  readonly phone: string | null;
  /** Once the numbers are understood. */
  readonly problem?: Problem;
  /** Once its contact was to be created; `ready` where nothing is said. */
  readonly created?: { readonly state: RowState; readonly problem?: Problem };
  /** Once it was written to; `accepted` where nothing is said. */
  readonly sent?: { readonly state: DeliveryState; readonly problem?: Problem };
}

export const aRow = (name: string, more: Partial<FakeRow> = {}): FakeRow => ({ name, phone: '5511987654321', ...more });

export const anAccount = (more: Partial<Account> = {}): Account => ({
  id: 1,
  name: 'Loja',
  kind: 'digisac',
  host: 'loja.digisac.example',
  user: { name: 'Marina', isAdmin: true },
  services: [
    { id: 's1', name: 'Vendas', type: 'whatsapp', connected: 'yes', number: null, isWhatsapp: true, isOfficial: false },
  ],
  dialect: {
    existsTells: true,
    existsEncoding: 'plain',
    manyWorks: true,
    manyKeepsFields: true,
    manyLargest: 50,
    manyTooLarge: null,
    pageSize: 200,
    learnedAt: 1,
  },
  probedAt: 1,
  color: 'blue',
  email: null,
  ...more,
});

/** A client some of whose nouns are answered otherwise. (It makes its nouns when they are asked for: no spread has them.) */
export const withNouns = (client: EngineClient, others: Partial<EngineClient>): EngineClient =>
  new Proxy(client, {
    get: (target, noun, receiver): unknown => Reflect.get(others, noun) ?? Reflect.get(target, noun, receiver),
  });

interface FakeImport {
  id: number;
  fileName: string;
  mapping: Mapping;
  options: ImportOptions;
  phase: 'stage' | 'map' | 'normalise' | 'review' | 'check' | 'create' | 'done';
  status: JobStatus;
  reason: Problem | null;
  rows: { readonly source: FakeRow; state: RowState; problem: Problem | null }[];
}

interface FakeCampaign {
  id: number;
  importId: number;
  name: string;
  content: Content;
  exclusions: Exclusions;
  seed: number;
  beginsEarly: boolean;
  follows: number | null;
  pace: Pace;
  inDoubt: 'settle' | 'hold';
  openTicket: boolean;
  phase: 'enlist' | 'send' | 'done';
  status: JobStatus;
  reason: Problem | null;
  deliveries: { readonly source: FakeRow; state: DeliveryState; problem: Problem | null }[];
}

interface FakeUndo {
  importId: number;
  phase: 'look' | 'review' | 'undo' | 'done';
  status: JobStatus;
  counts: UndoCount[];
}

export interface FakeOptions {
  /** What looking finds to be undone, and what undoing makes of it. */
  readonly undo?: { readonly found: readonly UndoCount[]; readonly end: readonly UndoCount[] };
  readonly accounts?: readonly Account[];
  readonly habit?: FakeHabit;
  readonly privacy?: Partial<FakePrivacy>;
  readonly audiences?: FakeAudiences;
  readonly desk?: FakeDesk;
  readonly actions?: FakeActions;
  readonly lookup?: FakeLookup;
  readonly header?: readonly string[];
  /** As guessed. */
  readonly mapping?: Mapping;
  readonly rows?: readonly FakeRow[];
  readonly mended?: Mended;
  readonly corrections?: Awaited<ReturnType<EngineClient['imports']['get']>>['corrections'];
  /** A stage that works until `release` is called, or the job is paused. */
  readonly holdAt?: 'stage' | 'check' | 'create' | 'send';
  /** Why a stage comes to rest before its end. */
  readonly stopAt?: { readonly phase: 'stage' | 'check' | 'create' | 'send'; readonly problem: Problem };
  /** What a procedure answers with, by its name: `accounts.connect`. */
  readonly refuse?: Readonly<Record<string, Problem>>;
}

const columns: Mapping = [{ kind: 'name' }, { kind: 'number' }];

/**
 * The contract, answered from memory: sheets are what the test says, stages are done at once unless they are held.
 * Inputs and answers are checked against the contract, so the fake can't drift from it.
 */
export function createFakeEngine(options: FakeOptions = {}) {
  const { header = ['Nome', 'WhatsApp'], rows = [aRow('Ana'), aRow('Bia')] } = options;
  const accounts: Account[] = [...(options.accounts ?? [anAccount()])];
  const imports: FakeImport[] = [];
  const campaigns: FakeCampaign[] = [];
  const undos: FakeUndo[] = [];
  const actions = options.actions ?? noActions();
  const lookup = options.lookup ?? noLookup();
  const habit = options.habit ?? noHabit();
  const privacy: FakePrivacy = { ...nobodyKnown(), skips: 2, ...options.privacy };
  const events = new EventPublisher<{ event: EngineEvent }>();
  const calls: { readonly name: string; readonly input: unknown }[] = [];
  /** Told that a held stage was reached. */
  const held = Promise.withResolvers<JobId>();
  let isHolding = options.holdAt !== undefined;
  let isWatched = 0;

  const problem = (data: Problem) => new ORPCError('PROBLEM', { defined: true, data, message: data.kind });
  const on = implement(contract).use(({ next, path }, input) => {
    const name = path.join('.');
    calls.push({ name, input });
    const refused = options.refuse?.[name];
    if (refused) throw problem(refused);
    return next();
  });

  function findImport(id: number): FakeImport {
    const found = imports.find((one) => one.id === id);
    if (!found) throw problem({ kind: 'jobUnknown', job: `i${id}` });
    return found;
  }
  function findCampaign(id: number): FakeCampaign {
    const found = campaigns.find((one) => one.id === id);
    if (!found) throw problem({ kind: 'jobUnknown', job: `c${id}` });
    return found;
  }
  const tally = (states: readonly { readonly state: string }[]): Record<string, number> => {
    const counts: Record<string, number> = {};
    for (const { state } of states) counts[state] = (counts[state] ?? 0) + 1;
    return counts;
  };

  const findUndo = (importId: number): FakeUndo => {
    const found = undos.find((one) => one.importId === importId);
    if (!found) throw problem({ kind: 'jobUnknown', job: `u${importId}` });
    return found;
  };
  function undoSnapshot({ importId, phase, status, counts }: FakeUndo): JobSnapshot {
    const sums: Record<string, number> = {};
    for (const { state, count } of counts) sums[state] = (sums[state] ?? 0) + count;
    const total = Object.values(sums).reduce((sum, count) => sum + count, 0);
    return {
      ...snapshotOf(findImport(importId)),
      ...{ job: `u${importId}`, kind: 'undo', status, phase, total, counts: sums, progress: { done: total, total } },
    };
  }
  function moveUndo(importId: number, to: Partial<FakeUndo>): void {
    const one = Object.assign(findUndo(importId), to);
    events.publish('event', { type: 'jobs', jobs: [undoSnapshot(one)] });
  }

  function snapshotOf(one: FakeImport | FakeCampaign): JobSnapshot {
    const isCampaign = 'deliveries' in one;
    const states = isCampaign ? one.deliveries : one.rows;
    const total = states.length;
    return {
      job: isCampaign ? `c${one.id}` : `i${one.id}`,
      kind: isCampaign ? 'campaign' : 'import',
      name: isCampaign ? one.name : one.fileName,
      accountId: 1,
      accountName: 'Loja',
      importId: isCampaign ? one.importId : one.id,
      campaignId: isCampaign ? one.id : null,
      status: one.status,
      phase: one.phase,
      reason: one.reason,
      total,
      counts: tally(states),
      progress: { done: one.status === 'running' ? 1 : total, total },
      perMinute: 60,
      allowedPerMinute: null,
      remainingMs: 80_000,
      createdAt: 0,
      finishedAt: null,
    };
  }
  const jobOf = (job: string) =>
    job.startsWith('c') ? findCampaign(Number(job.slice(1))) : findImport(Number(job.slice(1)));
  const tell = (one: FakeImport | FakeCampaign) => events.publish('event', { type: 'jobs', jobs: [snapshotOf(one)] });

  /** Works through stages until the job rests. */
  function run(one: FakeImport | FakeCampaign): void {
    one.status = 'running';
    one.reason = null;
    tell(one);
    while (one.status === 'running') {
      const { phase } = one;
      if (options.stopAt?.phase === phase) {
        one.status = phase === 'stage' ? 'failed' : 'paused';
        one.reason = options.stopAt.problem;
        break;
      }
      if (isHolding && options.holdAt === phase) {
        held.resolve(snapshotOf(one).job);
        return;
      }
      advance(one);
      tell(one);
    }
    tell(one);
  }

  function advance(one: FakeImport | FakeCampaign): void {
    if ('deliveries' in one) {
      if (one.phase === 'enlist') one.phase = 'send';
      else {
        for (const delivery of one.deliveries) {
          delivery.state = delivery.source.sent?.state ?? 'accepted';
          delivery.problem = delivery.source.sent?.problem ?? null;
        }
        one.phase = 'done';
        one.status = 'done';
      }
      return;
    }
    switch (one.phase) {
      case 'stage':
        one.rows = rows.map((source) => ({ source, state: 'staged', problem: null }));
        one.phase = one.mapping.some(({ kind }) => kind === 'number') ? 'normalise' : 'map';
        if (one.phase === 'map') one.status = 'waiting';
        break;
      case 'normalise':
        for (const row of one.rows) {
          row.problem = row.source.problem ?? null;
          row.state = row.source.problem ? 'invalid' : 'normalised';
        }
        one.phase = 'review';
        one.status = 'waiting';
        break;
      case 'check':
        for (const row of one.rows) if (row.state === 'normalised') row.state = 'checked';
        one.phase = 'review';
        one.status = 'waiting';
        break;
      case 'create':
        for (const row of one.rows) {
          if (row.state !== 'checked' && row.state !== 'normalised') continue;
          row.state = row.source.created?.state ?? 'ready';
          row.problem = row.source.created?.problem ?? null;
        }
        one.phase = 'done';
        one.status = 'done';
        break;
      default:
        one.status = 'waiting';
    }
  }

  const detailOf = (one: FakeImport) => ({
    id: one.id,
    kind: 'sheet' as const,
    fileName: one.fileName,
    fileBytes: 1_024,
    findings: {
      dialect: { format: 'text' as const, encoding: 'windows-1252' as const, delimiter: ';' as const, headerRow: 0 },
      certainty: { encoding: 1, delimiter: 0.5, header: 1 },
      sheets: [],
      header: [...header],
      head: rows.map(({ name, phone }) => [name, phone ?? '']),
    },
    guesses: (options.mapping ?? columns).map((target) => ({ target, certainty: 0.98, from: 'header' as const })),
    mapping: one.mapping,
    corrections: options.corrections ?? null,
    options: one.options,
    phase: one.phase,
    rows: one.rows.length,
    mended: options.mended ?? mendedNowhere,
    counts: one.rows.map(({ state, problem: why }) => ({
      state,
      problem: why?.kind ?? null,
      verdict: null,
      origin: state === 'ready' ? ('created' as const) : null,
      count: 1,
    })),
    missing: [],
  });

  const router = on.router({
    ...fakeAudiences(options.audiences ?? noAudiences()),
    ...fakeActions(actions, {
      end: (data) => {
        throw problem(data);
      },
      changed: (action) => events.publish('event', { type: 'jobs', jobs: [actionSnapshot(action)] }),
    }),
    ...fakeLookup(lookup, {
      end: (data) => {
        throw problem(data);
      },
      changed: (job) => events.publish('event', { type: 'jobs', jobs: [job] }),
    }),
    ...fakeDesk(options.desk ?? aDesk(), (data) => {
      throw problem(data);
    }),
    accounts: {
      list: on.accounts.list.handler(() => accounts),
      connect: on.accounts.connect.handler(({ input }) => {
        const account = anAccount({ id: 9, name: 'Conectada', host: input.address });
        accounts.push(account);
        return account;
      }),
      signIn: on.accounts.signIn.handler(({ input }) => {
        const account = anAccount({ id: 9, name: 'Conectada', host: input.address, email: input.email });
        accounts.push(account);
        return account;
      }),
      setColor: on.accounts.setColor.handler(() => undefined),
      practice: on.accounts.practice.handler(() => anAccount({ kind: 'practice', name: 'Demonstração', host: '' })),
      probe: on.accounts.probe.handler(
        ({ input }) => accounts.find(({ id }) => id === input.accountId) ?? anAccount({ id: input.accountId }),
      ),
      forget: on.accounts.forget.handler(() => undefined),
      customFields: on.accounts.customFields.handler(() => []),
      tags: on.accounts.tags.handler(() => [{ id: 't1', label: 'VIP' }]),
      departments: on.accounts.departments.handler(() => [{ id: 'd1', name: 'Comercial' }]),
    },
    imports: {
      stage: on.imports.stage.handler(({ input }) => {
        const one: FakeImport = {
          id: imports.length + 1,
          fileName: input.fileName,
          mapping: options.mapping ?? columns,
          options: {
            accountId: input.accountId,
            serviceId: null,
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
          phase: 'stage',
          status: 'running',
          reason: null,
          rows: [],
        };
        imports.push(one);
        run(one);
        return { importId: one.id };
      }),
      get: on.imports.get.handler(({ input }) => detailOf(findImport(input.importId))),
      restage: on.imports.restage.handler(({ input }) => detailOf(findImport(input.importId))),
      configure: on.imports.configure.handler(({ input }) => {
        const one = findImport(input.importId);
        one.mapping = input.mapping ?? one.mapping;
        for (const [name, value] of Object.entries(input.options ?? {})) Object.assign(one.options, { [name]: value });
        if (one.status === 'waiting') {
          one.phase = one.mapping.some(({ kind }) => kind === 'number') ? 'normalise' : 'map';
          if (one.phase === 'normalise') run(one);
        }
        return detailOf(one);
      }),
      rows: on.imports.rows.handler(({ input }) => {
        const one = findImport(input.importId);
        const { states = [], problem: kind } = input.filter;
        const found = one.rows
          .map((row, index) => ({
            rowNo: index + 1,
            line: index + 2,
            cells: [row.source.name, row.source.phone ?? ''],
            written: {},
            toldAt: null,
            state: row.state,
            problem: row.problem,
            notes: [],
            phone: row.source.problem ? null : row.source.phone,
            name: row.source.name,
            tags: [],
            verdict: null,
            origin: null,
          }))
          .filter((row) => states.length === 0 || states.includes(row.state))
          .filter((row) => kind === undefined || row.problem?.kind === kind);
        return { total: found.length, rows: found.slice(input.offset, input.offset + input.limit) };
      }),
      check: on.imports.check.handler(({ input }) => {
        const one = findImport(input.importId);
        one.phase = 'check';
        run(one);
      }),
      compare: on.imports.compare.handler(() => ({ contact: null, values: [] })),
      plan: on.imports.plan.handler(({ input }) => {
        const one = findImport(input.importId);
        const contacts = one.rows.filter(({ state }) => state === 'checked' || state === 'normalised').length;
        const leftOut = one.rows.length - contacts;
        return { contacts, unverified: 0, leftOut, newTags: one.options.tags, newFields: [], requests: 3 };
      }),
      create: on.imports.create.handler(({ input }) => {
        const one = findImport(input.importId);
        one.phase = 'create';
        run(one);
      }),
      discard: on.imports.discard.handler(({ input }) => {
        imports.splice(imports.indexOf(findImport(input.importId)), 1);
      }),
    },
    campaigns: {
      preview: on.campaigns.preview.handler(() => ({ total: 0, recipient: null })),
      audience: on.campaigns.audience.handler(() => ({
        recipients: rows.length,
        leftOut: [],
        optedOut: 0,
        missing: [],
        longest: 10,
        variables: [],
      })),
      create: on.campaigns.create.handler(({ input }) => {
        const { importId, name, content, exclusions, seed, beginsEarly, follows, pace, inDoubt, openTicket } = input;
        const one: FakeCampaign = {
          id: campaigns.length + 1,
          ...{ importId, name, content, exclusions, seed, beginsEarly, follows, pace, inDoubt, openTicket },
          phase: 'enlist',
          status: 'running',
          reason: null,
          deliveries: findImport(importId)
            .rows.filter(({ state }) => state === 'ready')
            .map(({ source }) => ({ source, state: 'queued', problem: null })),
        };
        campaigns.push(one);
        run(one);
        return { campaignId: one.id };
      }),
      get: on.campaigns.get.handler(({ input }) => {
        const { deliveries, status: _status, reason: _reason, ...one } = findCampaign(input.campaignId);
        return {
          ...one,
          counts: deliveries.map(({ state, problem: why }) => ({ state, problem: why?.kind ?? null, count: 1 })),
          soFar: { ofAccount: 0, ofConnection: 0, earlierDays: 0 },
          toRetry: deliveries.filter(({ state }) => state === 'failed').length,
          latest: [],
          perMinute: [],
          heard: { replied: 0, optedOut: 0 },
          outcomesPerMinute: [],
        };
      }),
      rows: on.campaigns.rows.handler(({ input }) => {
        const { states = [] } = input.filter;
        const found = findCampaign(input.campaignId)
          .deliveries.map((delivery, index) => ({
            id: index + 1,
            line: index + 2,
            name: delivery.source.name,
            phone: delivery.source.phone ?? '',
            text: 'Oi',
            version: 0,
            state: delivery.state,
            problem: delivery.problem,
            attempts: 1,
            sentAt: null,
            deliveredAt: null,
            readAt: null,
            repliedAt: null,
            optedOutAt: null,
            updatedAt: null,
          }))
          .filter((row) => states.length === 0 || states.includes(row.state));
        return { total: found.length, rows: found.slice(input.offset, input.offset + input.limit) };
      }),
      failures: on.campaigns.failures.handler(({ input }) =>
        findCampaign(input.campaignId).deliveries.flatMap(({ state, problem: why }) =>
          why ? [{ state, problem: why, count: 1 }] : [],
        ),
      ),
      setPace: on.campaigns.setPace.handler(() => undefined),
      decide: on.campaigns.decide.handler(({ input }) => {
        const to = input.decision === 'drop' ? 'cancelled' : 'accepted';
        const chosen = findCampaign(input.campaignId).deliveries.filter(
          ({ state }, index) => state === 'held' && (input.deliveryId ?? index + 1) === index + 1,
        );
        for (const delivery of chosen) Object.assign(delivery, { state: to, problem: null });
        return { decided: chosen.length };
      }),
      test: on.campaigns.test.handler(({ input }) => ({
        text: `Teste: ${headlineOf(input.content)}`,
        messageId: 'm-test',
      })),
    },
    messages: {
      approved: on.messages.approved.handler(() => [aTemplate]),
      quickReplies: on.messages.quickReplies.handler(() => []),
      saved: on.messages.saved.handler(() => []),
      save: on.messages.save.handler(({ input }) => ({ id: 1, ...input, savedAt: 0 })),
      forget: on.messages.forget.handler(() => undefined),
      attach: on.messages.attach.handler(({ input: { fileName } }) => ({
        ...{ hash: '0'.repeat(64), name: fileName, mimetype: 'image/jpeg', bytes: 1_000, kind: 'image' as const },
      })),
      receipt: on.messages.receipt.handler(() => ({ receipt: 'pending' as const, detail: null })),
    },
    // No command edits cells.
    review: {
      history: on.review.history.handler(() => ({ undo: null, redo: null })),
      edit: on.review.edit.handler(() => ({ changes: 0 })),
      count: on.review.count.handler(() => ({ cells: 0 })),
      replace: on.review.replace.handler(() => ({ changes: 0 })),
      include: on.review.include.handler(() => ({ changes: 0 })),
      undo: on.review.undo.handler(() => ({ changes: 0 })),
      redo: on.review.redo.handler(() => ({ changes: 0 })),
    },
    jobs: {
      list: on.jobs.list.handler(() => [...imports, ...campaigns].map(snapshotOf).reverse()),
      get: on.jobs.get.handler(({ input: { job } }) => {
        const action = job.startsWith('a') ? actions.all.get(Number(job.slice(1))) : undefined;
        if (action) return actionSnapshot(action);
        const exported = job.startsWith('e') ? exportSnapshot(lookup, Number(job.slice(1))) : null;
        if (exported) return exported;
        return job.startsWith('u') ? undoSnapshot(findUndo(Number(job.slice(1)))) : snapshotOf(jobOf(job));
      }),
      pause: on.jobs.pause.handler(({ input }) => {
        const one = jobOf(input.job);
        if (one.status !== 'running') throw problem({ kind: 'jobWrongState', job: input.job, state: one.status });
        one.status = 'paused';
        one.reason = { kind: 'pausedByUser' };
        tell(one);
        return snapshotOf(one);
      }),
      resume: on.jobs.resume.handler(({ input }) => {
        const one = jobOf(input.job);
        if (one.status === 'paused' || one.status === 'failed') run(one);
        return snapshotOf(one);
      }),
      cancel: on.jobs.cancel.handler(({ input }) => {
        const one = jobOf(input.job);
        one.status = 'cancelled';
        tell(one);
        return snapshotOf(one);
      }),
      retry: on.jobs.retry.handler(({ input }) => {
        const one = jobOf(input.job);
        const failed = 'deliveries' in one ? one.deliveries.filter(({ state }) => state === 'failed') : [];
        for (const delivery of failed) delivery.state = 'queued';
        if ('deliveries' in one && failed.length > 0) {
          one.phase = 'send';
          run(one);
        }
        return { retried: failed.length };
      }),
    },
    mappings: {
      list: on.mappings.list.handler(() => []),
      save: on.mappings.save.handler(() => undefined),
      apply: on.mappings.apply.handler(({ input }) => detailOf(findImport(input.importId))),
      remove: on.mappings.remove.handler(() => undefined),
    },
    ...fakePrivacy(privacy, {
      numbersOf: (importId) => findImport(importId).rows.flatMap(({ source }) => source.phone ?? []),
    }),
    ...fakeHabit(habit, (data) => {
      throw problem(data);
    }),
    reports: {
      campaign: on.reports.campaign.handler(({ input }) => {
        const found = findCampaign(input.campaignId);
        const tally = createTally(localHourIn('America/Sao_Paulo'));
        found.deliveries.forEach(({ state, problem: why }, index) => {
          const times = { acceptedAt: null, deliveredAt: null, readAt: null, repliedAt: null, optedOutAt: null };
          tally.add({ rowNo: index + 1, state, problem: why?.kind ?? null, version: 0, tags: [], ...times });
        });
        return {
          campaignId: found.id,
          importId: found.importId,
          name: found.name,
          accountName: '',
          status: found.status,
          timeZone: 'America/Sao_Paulo',
          createdAt: 0,
          finishedAt: null,
          texts: [],
          figures: tally.figures(),
          causes: [],
        };
      }),
      write: on.reports.write.handler(({ input }) => ({
        path: input.path ?? `/data/reports/${input.job}.${input.format}`,
        rows: rows.length,
      })),
      problems: on.reports.problems.handler(({ input }) => ({
        path: input.path ?? '/data/reports/problemas.csv',
        rows: 1,
      })),
    },
    undos: {
      get: on.undos.get.handler(({ input }) => undos.find(({ importId }) => importId === input.importId) ?? null),
      look: on.undos.look.handler(({ input: { importId } }) => {
        findImport(importId);
        const counts = [...(options.undo?.found ?? [])];
        undos.push({ importId, phase: 'look', status: 'running', counts });
        const isAnything = counts.some(({ state }) => state === 'planned');
        moveUndo(importId, isAnything ? { phase: 'review', status: 'waiting' } : { phase: 'done', status: 'done' });
      }),
      start: on.undos.start.handler(({ input: { importId } }) => {
        moveUndo(importId, { phase: 'done', status: 'done', counts: [...(options.undo?.end ?? [])] });
      }),
    },
    settings: {
      get: on.settings.get.handler(() => ({ language: 'pt-BR', theme: 'system', welcomed: true, ...defaultRespect })),
      set: on.settings.set.handler(() => ({ language: 'pt-BR', theme: 'system', welcomed: true, ...defaultRespect })),
    },
    system: {
      watch: on.system.watch.handler(async function* ({ signal }) {
        isWatched += 1;
        // Listens before it tells, as the engine does.
        const heard = events.subscribe('event', signal ? { signal } : {});
        yield { type: 'jobs' as const, jobs: [...imports, ...campaigns].map(snapshotOf) };
        yield* heard;
      }),
      doctor: on.system.doctor.handler(() => ({
        version: '1.2.3',
        node: 'v24',
        sqlite: '3.50',
        dataFolder: '/data',
        databaseBytes: 2_097_152,
        schema: 1,
        copies: [],
        checks: [{ name: 'database', problem: options.refuse?.['doctor'] ?? null }],
      })),
      samples: on.system.samples.handler(() => [
        { name: 'clientes-baguncada.csv', path: '/samples/clientes-baguncada.csv' },
      ]),
    },
  });

  const client: EngineClient = createRouterClient(router);
  return {
    client,
    imports,
    campaigns,
    privacy,
    optOuts: privacy.optOuts,
    calls,
    /** The input of the last call of this name. */
    inputOf: (name: string): unknown => calls.findLast((call) => call.name === name)?.input,
    callsOf: (name: string): number => calls.filter((call) => call.name === name).length,
    /** The job that a held stage belongs to, once it is reached. */
    held: held.promise,
    release(): void {
      isHolding = false;
      for (const one of [...imports, ...campaigns]) if (one.status === 'running') run(one);
    },
    /** A job comes to rest for this reason, or goes on. */
    stand(job: JobId, status: JobStatus, reason: Problem | null): void {
      const one = jobOf(job);
      one.status = status;
      one.reason = reason;
      tell(one);
    },
    watched: () => isWatched,
  };
}

export type FakeEngine = ReturnType<typeof createFakeEngine>;

const aTemplate: ApprovedTemplate = {
  ...{ hsmId: 'hsm-1', name: 'boas_vindas', language: 'pt_BR', category: 'MARKETING' },
  ...{ isApproved: true, status: 'APPROVED', footer: null },
  header: { kind: 'image' },
  body: 'Olá {{1}}, o pedido {{2}} chegou.',
  placeholders: ['1', '2'],
  buttons: [
    { index: 0, text: 'Obrigado', takesSuffix: false },
    { index: 1, text: 'Ver', takesSuffix: true },
  ],
};
