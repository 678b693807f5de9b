import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { MessageChannel, type MessagePort } from 'node:worker_threads';
import { type AnyRouter, EventPublisher, implement } from '@orpc/server';
import { RPCHandler } from '@orpc/server/message-port';
import { problemRows } from '#shared/corrections/problem-rows.ts';
import type { Problem } from '#shared/problem.ts';
import { contract } from '#shared/rpc/contract.ts';
import { type JobId, jobIdOf } from '#shared/rpc/errors.ts';
import type { ImportDetail, ImportPhase } from '#shared/rpc/imports.ts';
import type { JobSnapshot, JobStatus } from '#shared/rpc/jobs.ts';
import type { EngineEvent } from '#shared/rpc/system.ts';
import { mendedNowhere } from '#shared/tabular/mended.ts';
import { actionSnapshot, fakeActions } from './fake-engine-actions.ts';
import { fakeAudiences } from './fake-engine-audiences.ts';
import { fakeDesk } from './fake-engine-desk.ts';
import { fakeHabit } from './fake-engine-habit.ts';
import { fakeLookup } from './fake-engine-lookup.ts';
import { fakeMessages } from './fake-engine-messages.ts';
import { fakePrivacy } from './fake-engine-privacy.ts';
import { fakeCounts, fakePage } from './fake-engine-rows.ts';
import {
  addImport,
  anAccount,
  anImport,
  aPracticeAccount,
  aSnapshot,
  type FakeImport,
  fakeGuesses,
  now,
  type World,
} from './fake-engine-world.ts';

/** What a part of the router needs: the world, a way to tell the window of changes, and how a call ends with a problem. */
export interface FakeTools {
  readonly world: World;
  readonly tell: (event: EngineEvent) => void;
  readonly end: (problem: Problem) => never;
}

export interface FakeEngine {
  readonly world: World;
  readonly connect: () => MessagePort;
  readonly tell: (event: EngineEvent) => void;
  /** Moves a job, and tells the window. */
  readonly move: (job: JobId, change: Partial<JobSnapshot>) => void;
  /** Moves an import to a phase with all its rows, and tells the window. */
  readonly toPhase: (importId: number, phase: ImportPhase, change?: Partial<JobSnapshot>) => void;
  /** Cuts all windows off, as a thread does that dies; `back` is needed before one can come in again. */
  readonly leave: () => void;
  readonly back: () => void;
}

const isReading = (path: string): boolean =>
  /\.(get|list|rows|plan|watch|doctor|samples|customFields|tags|departments|preview|audience|campaign|failures|sources|directory|count|leftOut|refusals|saved|connections|now|statistics|users|integrations|refused|deeds|tokens)$/.test(
    path,
  );

/**
 * An engine without work: it answers the whole contract out of a `world`, at once, and does only what a test tells it.
 * `campaigns` answers that part of the contract. Reports are written into `dataFolder`, as the real one does.
 */
export function createFakeEngine(options: {
  readonly world: World;
  readonly dataFolder: string;
  readonly campaigns?: ((tools: FakeTools) => AnyRouter) | undefined;
}): FakeEngine {
  const { world, dataFolder } = options;
  const events = new EventPublisher<{ event: EngineEvent }>();
  const tell = (event: EngineEvent): void => events.publish('event', event);
  const end = (problem: Problem): never => {
    throw new FakeProblem(problem);
  };

  const on = implement(contract).use(async ({ path, next, errors }, input) => {
    const name = path.join('.');
    if (!isReading(name)) world.calls.push({ path: name, input });
    const behaviour = world.behaviour.get(name);
    if (behaviour === 'silent') return new Promise<never>(() => undefined);
    if (behaviour === 'breaks') throw new Error('something unexpected');
    if (behaviour !== undefined) throw errors.PROBLEM({ data: behaviour });
    try {
      return await next();
    } catch (error) {
      if (error instanceof FakeProblem) throw errors.PROBLEM({ data: error.problem });
      throw error;
    }
  });

  const importOf = (importId: number): FakeImport =>
    world.imports.get(importId) ?? end({ kind: 'jobUnknown', job: jobIdOf.import(importId) });
  const jobOf = (job: JobId): JobSnapshot => world.jobs.get(job) ?? end({ kind: 'jobUnknown', job });
  const move = (job: JobId, change: Partial<JobSnapshot>): JobSnapshot => {
    const moved = { ...jobOf(job), ...change };
    world.jobs.set(job, moved);
    tell({ type: 'jobs', jobs: [moved] });
    return moved;
  };
  const toPhase = (importId: number, phase: ImportPhase, change: Partial<JobSnapshot> = {}): void => {
    const source = importOf(importId);
    source.sheet = { ...source.sheet, phase };
    move(jobIdOf.import(importId), { ...aSnapshot(source), ...change });
  };
  const detailOf = (source: FakeImport): ImportDetail => {
    const missing: Problem[] = [];
    if (!source.mapping.some(({ kind }) => kind === 'number')) missing.push({ kind: 'noNumberColumn' });
    const account = world.accounts.find(({ id }) => id === source.options.accountId);
    if (!account) missing.push({ kind: 'noAccount' });
    else if (source.options.serviceId === null && account.services.length > 1) {
      missing.push({ kind: 'serviceAmbiguous', services: account.services.map(({ name }) => name).join(', ') });
    }
    return {
      id: source.id,
      kind: source.kind ?? 'sheet',
      fileName: source.fileName,
      fileBytes: source.fileBytes,
      findings: source.dialect,
      guesses: [...fakeGuesses],
      mapping: [...source.mapping],
      corrections: source.corrections ?? null,
      options: source.options,
      phase: source.sheet.phase,
      rows: source.sheet.rows,
      mended: source.mended ?? mendedNowhere,
      counts: [...fakeCounts(source.sheet)],
      missing,
    };
  };
  const stage = (sheetFile: { readonly fileName: string; readonly accountId: number | null }): number => {
    const importId = Math.max(0, ...world.imports.keys()) + 1;
    const pattern = ['plain', 'dashed', 'ninth', 'plain'] as const;
    const sheet = { pattern, rows: 40, phase: 'review', hasArea: false } as const;
    const own = anImport({ id: importId, fileName: sheetFile.fileName, sheet });
    own.options = { ...own.options, accountId: sheetFile.accountId, serviceId: null };
    addImport(world, own, { createdAt: now });
    return importId;
  };
  const moveTo = (status: JobStatus, reason: Problem | null) => (job: JobId) => move(job, { status, reason });
  const newest = () => [...world.jobs.values()].sort((a, b) => b.createdAt - a.createdAt);

  const handler = new RPCHandler({
    ...fakeActions(world.actions, {
      end,
      changed: (action) => {
        const job = actionSnapshot(action);
        world.jobs.set(job.job, job);
        tell({ type: 'jobs', jobs: [job] });
      },
    }),
    ...fakeLookup(world.lookup, {
      end,
      changed: (job) => {
        world.jobs.set(job.job, job);
        tell({ type: 'jobs', jobs: [job] });
      },
    }),
    undos: {
      get: on.undos.get.handler(() => null),
      look: on.undos.look.handler(() => undefined),
      start: on.undos.start.handler(() => undefined),
    },
    settings: {
      get: on.settings.get.handler(() => world.settings),
      set: on.settings.set.handler(({ input }) => {
        world.settings = Object.assign({}, world.settings, input);
        tell({ type: 'settings' });
        return world.settings;
      }),
    },
    accounts: {
      list: on.accounts.list.handler(() => world.accounts),
      connect: on.accounts.connect.handler(() => {
        const account = anAccount({ id: world.accounts.length + 10 });
        world.accounts = [...world.accounts, account];
        tell({ type: 'accounts' });
        return account;
      }),
      signIn: on.accounts.signIn.handler(({ input }) => {
        const account = anAccount({ id: world.accounts.length + 10, email: input.email });
        world.accounts = [...world.accounts, account];
        tell({ type: 'accounts' });
        return account;
      }),
      setColor: on.accounts.setColor.handler(({ input }) => {
        world.accounts = world.accounts.map((one) =>
          one.id === input.accountId ? { ...one, color: input.color } : one,
        );
        tell({ type: 'accounts' });
      }),
      practice: on.accounts.practice.handler(() => {
        const known = world.accounts.find(({ kind }) => kind === 'practice');
        const account = known ?? aPracticeAccount();
        if (!known) world.accounts = [...world.accounts, account];
        tell({ type: 'accounts' });
        return account;
      }),
      probe: on.accounts.probe.handler(
        ({ input }) => world.accounts.find(({ id }) => id === input.accountId) ?? end({ kind: 'noAccount' }),
      ),
      forget: on.accounts.forget.handler(({ input }) => {
        world.accounts = world.accounts.filter(({ id }) => id !== input.accountId);
        tell({ type: 'accounts' });
      }),
      customFields: on.accounts.customFields.handler(() => world.customFields),
      tags: on.accounts.tags.handler(() => world.tags),
      departments: on.accounts.departments.handler(() => world.departments),
    },
    imports: {
      stage: on.imports.stage.handler(({ input }) => ({ importId: stage(input) })),
      get: on.imports.get.handler(({ input }) => detailOf(importOf(input.importId))),
      restage: on.imports.restage.handler(({ input }) => {
        const source = importOf(input.importId);
        if (source.dialect) source.dialect = { ...source.dialect, dialect: input.dialect };
        tell({ type: 'jobs', jobs: [aSnapshot(source)] });
        return detailOf(source);
      }),
      configure: on.imports.configure.handler(({ input }) => {
        const source = importOf(input.importId);
        if (input.mapping) source.mapping = input.mapping;
        source.options = Object.assign({}, source.options, input.options);
        source.sheet = { ...source.sheet, hasArea: source.options.defaultArea !== null };
        tell({ type: 'jobs', jobs: [aSnapshot(source)] });
        return detailOf(source);
      }),
      rows: on.imports.rows.handler(({ input }) => fakePage(importOf(input.importId).sheet, input)),
      check: on.imports.check.handler(({ input }) => {
        const source = importOf(input.importId);
        const job = jobIdOf.import(input.importId);
        world.jobs.set(job, aSnapshot(source));
        const total = source.sheet.rows;
        move(job, {
          phase: 'check',
          status: 'running',
          progress: { done: 0, total },
          perMinute: 600,
          remainingMs: 60_000,
        });
      }),
      compare: on.imports.compare.handler(() => ({ contact: null, values: [] })),
      plan: on.imports.plan.handler(({ input }) => {
        const source = importOf(input.importId);
        const sum = fakeCounts(source.sheet)
          .filter(({ state }) => state === 'normalised' || state === 'checked')
          .reduce((total, { count }) => total + count, 0);
        return { ...source.plan, contacts: sum, leftOut: source.sheet.rows - sum, requests: Math.ceil(sum / 25) };
      }),
      create: on.imports.create.handler(({ input }) => {
        const total = fakeCounts(importOf(input.importId).sheet)
          .filter(({ state }) => state === 'normalised' || state === 'checked')
          .reduce((sum, { count }) => sum + count, 0);
        toPhase(input.importId, 'create', { progress: { done: 0, total }, perMinute: 300, remainingMs: 120_000 });
      }),
      discard: on.imports.discard.handler(({ input }) => {
        world.imports.delete(input.importId);
        world.jobs.delete(jobIdOf.import(input.importId));
      }),
    },
    review: {
      history: on.review.history.handler(() => ({ undo: null, redo: null })),
      edit: on.review.edit.handler(() => ({ changes: 0 })),
      count: on.review.count.handler(() => ({ cells: 0 })),
      replace: on.review.replace.handler(() => ({ changes: 0 })),
      include: on.review.include.handler(() => ({ changes: 0 })),
      undo: on.review.undo.handler(() => ({ changes: 0 })),
      redo: on.review.redo.handler(() => ({ changes: 0 })),
    },
    mappings: {
      list: on.mappings.list.handler(() =>
        [...world.savedMappings].map((name, i) => ({ id: i + 1, name, columns: 5, found: 4 })),
      ),
      save: on.mappings.save.handler(({ input }) => void world.savedMappings.push(input.name)),
      apply: on.mappings.apply.handler(({ input }) => detailOf(importOf(input.importId))),
      remove: on.mappings.remove.handler(({ input }) => void world.savedMappings.splice(input.mappingId - 1, 1)),
    },
    jobs: {
      list: on.jobs.list.handler(newest),
      get: on.jobs.get.handler(({ input }) => jobOf(input.job)),
      pause: on.jobs.pause.handler(({ input }) => moveTo('paused', { kind: 'pausedByUser' })(input.job)),
      resume: on.jobs.resume.handler(({ input }) => moveTo('running', null)(input.job)),
      cancel: on.jobs.cancel.handler(({ input }) => moveTo('cancelled', null)(input.job)),
      retry: on.jobs.retry.handler(({ input }) => ({ retried: jobOf(input.job).counts['failed'] ?? 0 })),
    },
    ...fakePrivacy(world.privacy, { note: (path, input) => world.calls.push({ path, input }) }),
    reports: {
      campaign: on.reports.campaign.handler(
        ({ input }) => world.reports.get(input.campaignId) ?? end({ kind: 'jobUnknown', job: `c${input.campaignId}` }),
      ),
      write: on.reports.write.handler(({ input }) => {
        const path = join(dataFolder, 'reports', `clientes-${input.job}.${input.format}`);
        writeFileSync(path, 'linha;estado\n');
        return { path, rows: jobOf(input.job).total };
      }),
      problems: on.reports.problems.handler(({ input }) => {
        const path = join(dataFolder, 'reports', `problemas-i${input.importId}.${input.format}`);
        writeFileSync(path, 'Nome;motivo;linha\n');
        return { path, rows: problemRows(fakeCounts(importOf(input.importId).sheet)) };
      }),
    },
    system: {
      doctor: on.system.doctor.handler(() => ({
        version: '1.0.0',
        node: process.version,
        sqlite: '3.50.0',
        dataFolder: '/dados',
        databaseBytes: 1_048_576,
        schema: 1,
        copies: [],
        checks: [],
      })),
      samples: on.system.samples.handler(() => [
        { name: 'clientes.csv', path: '/amostras/clientes.csv' },
        { name: 'clientes-baguncada.csv', path: '/amostras/clientes-baguncada.csv' },
      ]),
      watch: on.system.watch.handler(async function* ({ signal }) {
        // Before the first event is taken: what happens meanwhile is not lost.
        const later = events.subscribe('event', signal ? { signal } : {});
        yield { type: 'jobs' as const, jobs: newest().filter(({ finishedAt }) => finishedAt === null) };
        yield* later;
      }),
    },
    messages: fakeMessages({ world, tell, end }),
    ...fakeHabit(world.habit, end, { stage, note: (path, input) => world.calls.push({ path, input }) }),
    ...fakeDesk(world.desk, end),
    ...fakeAudiences(world.audiences),
    ...(options.campaigns ? { campaigns: options.campaigns({ world, tell, end }) } : {}),
  });

  const ports = new Set<MessagePort>();
  let isAway = false;
  return {
    world,
    tell,
    move: (job, change) => void move(job, change),
    toPhase,
    connect: () => {
      const { port1, port2 } = new MessageChannel();
      if (isAway) {
        port2.close();
        return port1;
      }
      handler.upgrade(port2);
      ports.add(port2);
      port2.on('close', () => ports.delete(port2));
      port2.start();
      return port1;
    },
    leave: () => {
      isAway = true;
      for (const port of ports) port.close();
    },
    back: () => {
      isAway = false;
    },
  };
}

class FakeProblem extends Error {
  override readonly name = 'FakeProblem';
  readonly problem: Problem;
  constructor(problem: Problem) {
    super(problem.kind);
    this.problem = problem;
  }
}
