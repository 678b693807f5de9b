import { implement, ORPCError } from '@orpc/server';
import { ProblemError } from '#shared/problem.ts';
import { contract } from '#shared/rpc/contract.ts';
import type { Engine } from './engine.ts';

const forever = new AbortController().signal;

/**
 * The contract, answered: each procedure is one line to the engine. An expected problem becomes the declared error;
 * whatever else is thrown reaches the face without its text, and the log without its message (law 7).
 */
export function createRouter(engine: Engine) {
  const { accounts, imports, campaigns, jobs, optouts, review, snapshots, settings, log, undos } = engine;
  const on = implement(contract).use(async ({ next, path }) => {
    try {
      return await next();
    } catch (error) {
      if (error instanceof ProblemError) {
        throw new ORPCError('PROBLEM', { defined: true, data: error.problem, message: error.problem.kind });
      }
      if (!(error instanceof ORPCError)) log.crash(`router.${path.join('.')}`, error);
      throw error;
    }
  });

  const snapshot = (job: string) => {
    const found = snapshots.find(job);
    if (!found) throw new ProblemError({ kind: 'jobUnknown', job });
    return found;
  };

  return on.router({
    accounts: {
      list: on.accounts.list.handler(() => accounts.list()),
      connect: on.accounts.connect.handler(({ input }) => accounts.connect(input)),
      practice: on.accounts.practice.handler(() => accounts.practice()),
      probe: on.accounts.probe.handler(({ input }) => accounts.probe(input.accountId)),
      forget: on.accounts.forget.handler(({ input }) => accounts.forget(input.accountId)),
      customFields: on.accounts.customFields.handler(({ input }) => accounts.customFields(input.accountId)),
      tags: on.accounts.tags.handler(({ input }) => accounts.tags(input.accountId)),
      departments: on.accounts.departments.handler(({ input }) => accounts.departments(input.accountId)),
    },
    imports: {
      stage: on.imports.stage.handler(async ({ input }) => ({ importId: await imports.stage(input) })),
      get: on.imports.get.handler(({ input }) => imports.detail(input.importId)),
      restage: on.imports.restage.handler(({ input }) => imports.restage(input.importId, input.dialect)),
      configure: on.imports.configure.handler(({ input: { importId, ...change } }) =>
        imports.configure(importId, change),
      ),
      rows: on.imports.rows.handler(({ input }) => imports.rows(input)),
      check: on.imports.check.handler(({ input }) => imports.check(input.importId)),
      compare: on.imports.compare.handler(({ input, signal }) => engine.compare(input, signal ?? forever)),
      plan: on.imports.plan.handler(({ input, signal }) => engine.plan(input.importId, signal ?? forever)),
      create: on.imports.create.handler(({ input }) => imports.create(input.importId)),
      discard: on.imports.discard.handler(({ input }) => imports.discard(input.importId)),
    },
    mappings: {
      list: on.mappings.list.handler(({ input }) => engine.mappings.list(input.importId)),
      save: on.mappings.save.handler(({ input }) => engine.mappings.save(input)),
      apply: on.mappings.apply.handler(({ input }) => engine.mappings.apply(input)),
      remove: on.mappings.remove.handler(({ input }) => engine.mappings.remove(input.mappingId)),
    },
    campaigns: {
      preview: on.campaigns.preview.handler(({ input }) => campaigns.preview(input)),
      audience: on.campaigns.audience.handler(({ input, signal }) => campaigns.audience(input, signal ?? forever)),
      create: on.campaigns.create.handler(async ({ input }) => ({ campaignId: await campaigns.create(input) })),
      get: on.campaigns.get.handler(({ input }) => campaigns.detail(input.campaignId)),
      rows: on.campaigns.rows.handler(({ input }) => campaigns.rows(input)),
      failures: on.campaigns.failures.handler(({ input }) => campaigns.failures(input.campaignId)),
      setPace: on.campaigns.setPace.handler(({ input }) => campaigns.setPace(input.campaignId, input.pace)),
      decide: on.campaigns.decide.handler(async ({ input }) => ({ decided: await campaigns.decide(input) })),
      test: on.campaigns.test.handler(({ input, signal }) => engine.sendTest(input, signal ?? forever)),
    },
    jobs: {
      list: on.jobs.list.handler(() => [...snapshots.list()]),
      get: on.jobs.get.handler(({ input }) => snapshot(input.job)),
      pause: on.jobs.pause.handler(async ({ input }) => {
        await jobs.pause(input.job);
        return snapshot(input.job);
      }),
      resume: on.jobs.resume.handler(async ({ input }) => {
        await jobs.resume(input.job);
        return snapshot(input.job);
      }),
      cancel: on.jobs.cancel.handler(async ({ input }) => {
        await jobs.cancel(input.job);
        return snapshot(input.job);
      }),
      retry: on.jobs.retry.handler(async ({ input }) => ({ retried: await jobs.retry(input.job) })),
    },
    optouts: {
      list: on.optouts.list.handler(({ input }) => optouts.page(input.offset, input.limit, input.accountId)),
      add: on.optouts.add.handler(({ input }) => optouts.add(input.number, input.accountId)),
      remove: on.optouts.remove.handler(({ input }) => optouts.remove(input.number, input.accountId)),
    },
    reports: {
      write: on.reports.write.handler(({ input, signal }) => engine.writeReport(input, signal ?? forever)),
      problems: on.reports.problems.handler(({ input, signal }) => engine.writeProblems(input, signal ?? forever)),
    },
    review: {
      history: on.review.history.handler(({ input }) => review.history(input.importId)),
      edit: on.review.edit.handler(async ({ input }) => ({ changes: await review.edit(input) })),
      count: on.review.count.handler(async ({ input }) => ({ cells: await review.count(input) })),
      replace: on.review.replace.handler(async ({ input }) => ({ changes: await review.replace(input) })),
      include: on.review.include.handler(async ({ input }) => ({ changes: await review.include(input) })),
      undo: on.review.undo.handler(async ({ input }) => ({ changes: await review.undo(input.importId) })),
      redo: on.review.redo.handler(async ({ input }) => ({ changes: await review.redo(input.importId) })),
    },
    settings: {
      get: on.settings.get.handler(() => settings.read()),
      set: on.settings.set.handler(({ input }) => settings.write(input)),
    },
    undos: {
      get: on.undos.get.handler(({ input }) => undos.detail(input.importId)),
      look: on.undos.look.handler(({ input }) => undos.look(input.importId)),
      start: on.undos.start.handler(({ input }) => undos.start(input.importId)),
    },
    system: {
      watch: on.system.watch.handler(({ signal }) => engine.watch(signal ?? forever)),
      doctor: on.system.doctor.handler(() => engine.doctor()),
      samples: on.system.samples.handler(() => [...engine.samples()]),
    },
  });
}
