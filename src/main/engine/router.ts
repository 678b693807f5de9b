import { implement, ORPCError } from '@orpc/server';
import { ProblemError } from '#shared/problem.ts';
import { contract } from '#shared/rpc/contract.ts';
import type { Engine } from './engine.ts';

const forever = new AbortController().signal;

const isStream = (output: unknown): output is AsyncIterable<unknown> =>
  typeof output === 'object' && output !== null && Symbol.asyncIterator in output;

/** The same stream; what breaks it comes out as `told`. */
async function* telling(stream: AsyncIterable<unknown>, told: (error: unknown) => unknown): AsyncGenerator<unknown> {
  try {
    yield* stream;
  } catch (error) {
    throw told(error);
  }
}

/**
 * The contract, answered: each procedure is one line to the engine. An expected problem becomes the declared error;
 * whatever else is thrown reaches the face without its text, and the log without its message (law 7).
 */
export function createRouter(engine: Engine) {
  const {
    audiences,
    blockLists,
    accounts,
    actions,
    imports,
    campaigns,
    desk,
    contacts,
    exportJobs,
    jobs,
    optouts,
    plans,
    privacy,
    review,
    routines,
    snapshots,
    settings,
    log,
    tickets,
    undos,
  } = engine;
  const on = implement(contract).use(async ({ next, path }) => {
    const told = (error: unknown): unknown => {
      if (error instanceof ProblemError) {
        return new ORPCError('PROBLEM', { defined: true, data: error.problem, message: error.problem.kind });
      }
      if (!(error instanceof ORPCError)) log.crash(`router.${path.join('.')}`, error);
      return error;
    };
    try {
      const result = await next();
      if (!isStream(result.output)) return result;
      // What goes wrong in a stream goes wrong after its procedure has answered.
      return { ...result, output: telling(result.output, told) };
    } catch (error) {
      throw told(error);
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
      signIn: on.accounts.signIn.handler(({ input }) => accounts.signIn(input)),
      setColor: on.accounts.setColor.handler(({ input }) => accounts.setColor(input.accountId, input.color)),
      practice: on.accounts.practice.handler(() => accounts.practice()),
      probe: on.accounts.probe.handler(({ input }) => accounts.probe(input.accountId)),
      forget: on.accounts.forget.handler(({ input }) => accounts.forget(input.accountId)),
      customFields: on.accounts.customFields.handler(({ input }) => accounts.customFields(input.accountId)),
      tags: on.accounts.tags.handler(({ input }) => accounts.tags(input.accountId)),
      departments: on.accounts.departments.handler(({ input }) => accounts.departments(input.accountId)),
    },
    actions: {
      choices: on.actions.choices.handler(({ input }) => actions.choices(input.accountId)),
      create: on.actions.create.handler(async ({ input }) => ({ actionId: await actions.create(input) })),
      get: on.actions.get.handler(({ input }) => actions.detail(input.actionId)),
      rows: on.actions.rows.handler(({ input }) => actions.rows(input)),
      start: on.actions.start.handler(({ input }) => actions.start(input.actionId, input.confirm)),
      decide: on.actions.decide.handler(async ({ input }) => ({
        decided: await actions.decide(input.actionId, input.as),
      })),
      discard: on.actions.discard.handler(({ input }) => actions.discard(input.actionId)),
    },
    audiences: {
      sources: on.audiences.sources.handler(({ input }) => audiences.sources(input)),
      directory: on.audiences.directory.handler(({ input }) => audiences.directory(input.accountId)),
      count: on.audiences.count.handler(({ input, signal }) => audiences.count(input, signal ?? forever)),
      make: on.audiences.make.handler(({ input, signal }) => audiences.make(input, signal ?? forever)),
      leftOut: on.audiences.leftOut.handler(({ input }) => audiences.leftOut(input)),
      refusals: on.audiences.refusals.handler(({ input, signal }) =>
        audiences.refusals(input.importId, signal ?? forever),
      ),
      saved: on.audiences.saved.handler(() => audiences.saved()),
      save: on.audiences.save.handler(({ input }) => ({ id: audiences.save(input) })),
      remove: on.audiences.remove.handler(({ input }) => audiences.remove(input.id)),
    },
    blockLists: {
      list: on.blockLists.list.handler(() => blockLists.list()),
      load: on.blockLists.load.handler(({ input, signal }) => blockLists.load(input, signal ?? forever)),
      remove: on.blockLists.remove.handler(({ input }) => blockLists.remove(input.listId)),
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
    calendar: {
      days: on.calendar.days.handler(({ input, signal }) => engine.calendarDays(input, signal ?? forever)),
    },
    mappings: {
      list: on.mappings.list.handler(({ input }) => engine.mappings.list(input.importId)),
      save: on.mappings.save.handler(({ input }) => engine.mappings.save(input)),
      apply: on.mappings.apply.handler(({ input }) => engine.mappings.apply(input)),
      remove: on.mappings.remove.handler(({ input }) => engine.mappings.remove(input.mappingId)),
    },
    messages: {
      approved: on.messages.approved.handler(({ input }) => engine.messages.approved(input.importId)),
      quickReplies: on.messages.quickReplies.handler(({ input }) => engine.messages.quickReplies(input.accountId)),
      saved: on.messages.saved.handler(() => engine.messages.saved()),
      save: on.messages.save.handler(({ input }) => engine.messages.save(input)),
      forget: on.messages.forget.handler(({ input }) => engine.messages.forget(input.id)),
      attach: on.messages.attach.handler(({ input }) => engine.messages.attach(input)),
      receipt: on.messages.receipt.handler(({ input }) => engine.messages.receipt(input.importId, input.messageId)),
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
    contacts: {
      page: on.contacts.page.handler(({ input, signal }) => contacts.page(input, signal ?? forever)),
      ids: on.contacts.ids.handler(({ input, signal }) => contacts.ids(input, signal ?? forever)),
    },
    exports: {
      create: on.exports.create.handler(async ({ input }) => ({ exportId: await exportJobs.create(input) })),
      get: on.exports.get.handler(({ input }) => exportJobs.detail(input.exportId)),
    },
    desk: {
      connections: on.desk.connections.handler(({ input }) => desk.connections.list(input.accountId)),
      turn: on.desk.turn.handler(({ input, signal }) => desk.connections.turn(input, signal ?? forever)),
      now: on.desk.now.handler(({ input }) => desk.now(input.accountId)),
      statistics: on.desk.statistics.handler(({ input }) => desk.statistics(input)),
      users: on.desk.users.handler(({ input }) => desk.users(input.accountId)),
      integrations: on.desk.integrations.handler(({ input }) => desk.integrations(input.accountId)),
      refused: on.desk.refused.handler(({ input }) => desk.refused(input.accountId)),
      tryAgain: on.desk.tryAgain.handler(({ input }) => desk.tryAgain(input)),
      deeds: on.desk.deeds.handler(({ input }) => desk.deeds(input.accountId)),
      tokens: on.desk.tokens.handler(({ input }) => desk.tokens(input.accountId)),
      keepSignedIn: on.desk.keepSignedIn.handler(({ input }) => desk.keepSignedIn(input)),
      removeToken: on.desk.removeToken.handler(({ input }) => desk.removeToken(input)),
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
      list: on.optouts.list.handler(({ input }) => optouts.page(input)),
      add: on.optouts.add.handler(({ input }) => optouts.add(input.number, input.accountId)),
      remove: on.optouts.remove.handler(({ input }) => optouts.remove(input.number, input.accountId)),
      takeIn: on.optouts.takeIn.handler(({ input, signal }) => optouts.takeIn(input, signal ?? forever)),
      export: on.optouts.export.handler(({ input, signal }) => optouts.write(input, signal ?? forever)),
    },
    privacy: {
      person: on.privacy.person.handler(({ input, signal }) => privacy.person(input.number, signal ?? forever)),
      writePerson: on.privacy.writePerson.handler(({ input, signal }) => privacy.write(input, signal ?? forever)),
      erase: on.privacy.erase.handler(({ input, signal }) => privacy.erase(input.number, signal ?? forever)),
      erasures: on.privacy.erasures.handler(() => privacy.erasures()),
      retention: on.privacy.retention.handler(() => privacy.retention()),
      retain: on.privacy.retain.handler(({ signal }) => privacy.retain(signal ?? forever)),
    },
    reports: {
      campaign: on.reports.campaign.handler(({ input }) => engine.reportCampaign(input.campaignId)),
      write: on.reports.write.handler(({ input, signal }) => engine.writeReport(input, signal ?? forever)),
      problems: on.reports.problems.handler(({ input, signal }) => engine.writeProblems(input, signal ?? forever)),
    },
    plans: {
      find: on.plans.find.handler(({ input }) => ({ importId: plans.find(input.key) })),
      begin: on.plans.begin.handler(({ input }) => plans.begin(input.key, input.importId)),
      open: on.plans.open.handler(({ input }) => plans.open(input)),
      stage: on.plans.stage.handler(({ input }) => plans.stage(input)),
      get: on.plans.get.handler(({ input }) => plans.get(input.importId)),
      campaign: on.plans.campaign.handler(({ input }) => plans.campaign(input.importId, input.timeZone)),
      retry: on.plans.retry.handler(({ input }) => plans.retry(input.importId)),
      heed: on.plans.heed.handler(({ input }) => plans.heed(input.importId, input.step)),
      letGo: on.plans.letGo.handler(({ input }) => plans.letGo(input.importId)),
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
    routines: {
      list: on.routines.list.handler(() => routines.list()),
      save: on.routines.save.handler(async ({ input }) => ({ routineId: await routines.save(input) })),
      pause: on.routines.pause.handler(({ input }) => routines.pause(input.routineId)),
      resume: on.routines.resume.handler(({ input }) => routines.resume(input.routineId)),
      remove: on.routines.remove.handler(({ input }) => routines.remove(input.routineId)),
      runNow: on.routines.runNow.handler(({ input }) => ({ runId: routines.runNow(input.routineId) })),
      answer: on.routines.answer.handler(({ input }) => routines.answer(input.runId, input.goes)),
      history: on.routines.history.handler(({ input }) => routines.history(input.routineId, input.limit)),
    },
    settings: {
      get: on.settings.get.handler(() => settings.read()),
      set: on.settings.set.handler(({ input }) => settings.write(input)),
    },
    tickets: {
      page: on.tickets.page.handler(({ input, signal }) => tickets.page(input, signal ?? forever)),
      of: on.tickets.of.handler(({ input, signal }) => tickets.of(input, signal ?? forever)),
      get: on.tickets.get.handler(({ input, signal }) => tickets.get(input, signal ?? forever)),
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
    webhooks: {
      list: on.webhooks.list.handler(({ input }) => desk.webhooks.list(input.accountId)),
      add: on.webhooks.add.handler(({ input }) => desk.webhooks.add(input)),
      setActive: on.webhooks.setActive.handler(({ input }) => desk.webhooks.setActive(input)),
      test: on.webhooks.test.handler(({ input }) => desk.webhooks.test(input)),
      remove: on.webhooks.remove.handler(({ input }) => desk.webhooks.remove(input)),
      secret: on.webhooks.secret.handler(({ input }) => engine.receiver.secret(input)),
      receive: on.webhooks.receive.handler(({ input }) => engine.receiver.receive(input)),
    },
  });
}
