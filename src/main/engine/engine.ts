import { existsSync } from 'node:fs';
import { join } from 'node:path';
import type { Store } from '#main/store/store.ts';
import type { TabularDeps } from '#main/tabular/sheet.ts';
import type { Content } from '#shared/campaign/content.ts';
import type { Clock, Random } from '#shared/clock.ts';
import type { Copy } from '#shared/copies.ts';
import { type Problem, ProblemError } from '#shared/problem.ts';
import { type JobId, jobIdOf } from '#shared/rpc/errors.ts';
import type { ReportFormat, SheetFormat } from '#shared/rpc/reports.ts';
import { defaultRespect, type Settings } from '#shared/rpc/settings.ts';
import type { Language } from '#shared/sentences/languages.ts';
import { createAccounts, type ParseAddress } from './account/accounts.ts';
import { type ConnectDigisac, createSessions, type HostServices, type OpenSignIn } from './account/sessions.ts';
import { createActionVerbs } from './action/actions.ts';
import { runAction } from './action/job.ts';
import { createAudiences } from './audience/audiences.ts';
import { createBlockListVerbs } from './audience/block-lists.ts';
import { createCampaigns } from './campaign/campaigns.ts';
import { createInbox, createListener } from './campaign/inbox.ts';
import { runCampaign } from './campaign/job.ts';
import { createMessageVerbs } from './campaign/message-verbs.ts';
import { createReceipts, type Receipts } from './campaign/receipts.ts';
import { sendTestMessage } from './campaign/test-message.ts';
import { watchTheClock } from './clock-watch.ts';
import { createDesk } from './desk/desk.ts';
import { createPostWatch, createReceiver, type ReadWebhookPost } from './desk/receiver.ts';
import { createEvents } from './events.ts';
import { createExportVerbs } from './export/exports.ts';
import { runExport } from './export/job.ts';
import { diskParts, type Parts } from './export/parts.ts';
import { createComparer } from './import/compare.ts';
import { createImports } from './import/imports.ts';
import { runImport } from './import/job.ts';
import { planCreation } from './import/plan.ts';
import { createReview } from './import/review.ts';
import { createSavedMappingVerbs } from './import/saved-mappings.ts';
import { createViews } from './import/views.ts';
import { createJobs } from './jobs.ts';
import type { Log } from './log.ts';
import { createContactLookup } from './lookup/contacts.ts';
import { createTicketLookup } from './lookup/tickets.ts';
import { createHeed } from './optout/heed.ts';
import { createRegister } from './optout/register.ts';
import { createTeller } from './optout/tell.ts';
import { createPacer } from './pacer.ts';
import { createPlanVerbs } from './plan/plans.ts';
import { createPrivacyVerbs } from './privacy/privacy.ts';
import { createRetention } from './privacy/retention.ts';
import { forgetLongAgo, recover } from './recover.ts';
import { reportCampaign } from './report/campaign-report.ts';
import { createReportReader } from './report/reader.ts';
import { writeJobReport } from './report/write-job-report.ts';
import { writeProblems } from './report/write-problems.ts';
import { calendarDays } from './routine/calendar.ts';
import { diskFolder, type Folder } from './routine/folder.ts';
import { createRoutineVerbs } from './routine/routines.ts';
import { createRuns } from './routine/runs.ts';
import { createSnapshots } from './snapshots.ts';
import { runUndo } from './undo/job.ts';
import { createUndos } from './undo/undos.ts';
import { watchEngine } from './watch.ts';
import { createWork } from './work.ts';

export interface EngineDeps {
  readonly store: Store;
  readonly clock: Clock;
  readonly random: Random;
  readonly log: Log;
  readonly tabular: TabularDeps;
  readonly host: HostServices;
  readonly connectDigisac: ConnectDigisac;
  readonly openSignIn: OpenSignIn;
  readonly readWebhookPost: ReadWebhookPost;
  /** Nobody can guess it; fit for an address. */
  readonly makeSecret: () => string;
  readonly parseAddress: ParseAddress;
  /** Absolute: where the sample sheets are. */
  readonly resources: string;
  readonly versions: { readonly malote: string; readonly node: string };
  /** The language until somebody chooses one. */
  readonly language: Language;
  /** The expected problem behind an error of the system, such as a full disk; null where nobody expected it. */
  readonly problemOf: (error: unknown) => Problem | null;
  /** Of the database, newest first. */
  readonly copies: () => readonly Copy[];
  /** Where routines find sheets; left out: the disk. */
  readonly folder?: Folder;
  /** Where exports are written; left out: the disk. */
  readonly parts?: Parts;
  /** Hears of what nobody expected: the thread must not go on as if nothing had happened. */
  readonly onCrash: (error: unknown) => void;
}

/** How long a request under way is waited for when Malote ends. Shorter than a host's own patience. */
const quitPatienceMs = 8_000;

/** Between two attempts to write to a full disk. */
const tryAgainMs = 5_000;

const sampleNames = ['clientes.csv', 'clientes-baguncada.csv', 'clientes-baguncada.xlsx'] as const;

/** Wires the parts together. What each does stands in its own file; nothing starts before `start`. */
export function createEngine(deps: EngineDeps) {
  const { store, clock, random, log, tabular, resources, folder = diskFolder } = deps;
  const parts = deps.parts ?? diskParts(tabular.platform);
  const events = createEvents({ clock });
  const pacer = createPacer({ store, clock, random });
  const sessions = createSessions({ ...deps, pacer, events });
  const snapshots = createSnapshots({ store, clock, troubleOf: sessions.troubleOf });
  const work = createWork({
    log,
    events,
    onCrash: (job, error) => {
      const problem = deps.problemOf(error);
      if (problem === null) deps.onCrash(error);
      else if (problem.kind === 'databaseBusy') void goOnWhenItIsFree(job).catch(deps.onCrash);
      else void standAsSoonAsPossible(job, problem).catch(deps.onCrash);
    },
  });
  const settings = createSettings();
  const teller = createTeller({
    store,
    clock,
    sessions,
    log,
    wishes: () => {
      const { optOutTag, optOutConfirmation } = settings.read();
      return { tag: optOutTag, confirmation: optOutConfirmation };
    },
  });
  const heed = createHeed({
    store,
    clock,
    log,
    words: () => {
      const { optOutWords, optInWords, optOutConfirmation } = settings.read();
      return { out: optOutWords, back: optInWords, confirms: optOutConfirmation !== '' };
    },
    onNews: teller.nudge,
  });
  const listener = createListener({ store, clock, events, heed });
  const posts = createPostWatch({ clock });
  const inbox = createInbox({ store, clock, sessions, log, listener, isTold: posts.comeLately });
  const ofMessages = createReceipts({
    store,
    clock,
    sessions,
    events,
    log,
    heed,
    listener,
    onSilence: (campaignId, count) => warn(campaignId, { kind: 'notDelivering', count }),
    onFailures: (campaignId, count) => warn(campaignId, { kind: 'failingInARow', count }),
    onRefusal: warn,
  });
  const receiver = createReceiver({
    ...{ store, clock, events, listener, host: deps.host, watch: posts },
    noteReceipts: ofMessages.told,
    readPost: deps.readWebhookPost,
    makeSecret: deps.makeSecret,
  });
  /** What became of messages, and what was answered. */
  const receipts: Receipts = {
    nudge(accountId) {
      ofMessages.nudge(accountId);
      inbox.start(accountId);
    },
    listen: inbox.nudge,
    async stopAll() {
      await Promise.all([ofMessages.stopAll(), inbox.stopAll()]);
    },
  };
  const shared = { store, clock, random, tabular, sessions, events, snapshots, receipts };
  const jobs = createJobs({
    ...shared,
    work,
    runImport: (importId, signal) => runImport(shared, importId, signal),
    runCampaign: (campaignId, signal) => runCampaign(shared, campaignId, signal),
    runUndo: (importId, signal) => runUndo(shared, importId, signal),
    runAction: (actionId, signal) =>
      runAction({ ...shared, language: () => settings.read().language }, actionId, signal),
    runExport: (exportId, signal) => runExport({ ...shared, parts }, exportId, signal),
    dropExport: (exportId) => exportJobs.drop(exportId),
  });
  const accounts = createAccounts({ ...deps, events, sessions, jobs, readSettings: settings.read });
  const desk = createDesk({ store, clock, events, sessions, goOnWith: accounts.goOnWith });
  const views = createViews({ store, clock });
  const imports = createImports({ store, clock, tabular, sessions, work, jobs, views });
  const review = createReview({ store, clock, events, work, jobs, views });
  const mappings = createSavedMappingVerbs({ store, clock, imports });
  const reports = createReportReader({ store, clock });
  const campaigns = createCampaigns({ store, clock, events, sessions, jobs, receipts, reports });
  const messages = createMessageVerbs({ store, clock, tabular, sessions });
  const plans = createPlanVerbs({ store, clock, tabular, folder, accounts, imports, messages });
  const undos = createUndos({ store, clock, events, sessions, work, jobs });
  const exportJobs = createExportVerbs({ store, clock, jobs, parts });
  const contacts = createContactLookup({ store, clock, sessions });
  const tickets = createTicketLookup({ store, clock, sessions });
  const actions = createActionVerbs({ store, clock, events, sessions, work, jobs });
  const optouts = createRegister({ store, clock, events, onNews: teller.nudge });
  const retention = createRetention({ store, clock, log, months: () => settings.read().retentionMonths });
  const privacy = createPrivacyVerbs({ store, clock, log, retention });
  const audiences = createAudiences({ store, clock, sessions });
  const blockLists = createBlockListVerbs({ store, clock, tabular });
  const compare = createComparer({ store, clock, sessions });
  const runs = createRuns({
    store,
    clock,
    folder,
    hands: {
      stage: imports.stage,
      configure: imports.configure,
      check: imports.check,
      createContacts: imports.create,
      async makeList(ask, signal) {
        for await (const news of audiences.make(ask, signal)) if (news.type === 'made') return news.importId;
        throw new ProblemError({ kind: 'audienceEmpty' });
      },
      tryOut: (ask) => campaigns.preview({ ...ask, offset: 0 }),
      createCampaign: campaigns.create,
    },
  });
  const lookAtRoutines = (): void => void runs.look().catch(onTidyingFailed);
  const routines = createRoutineVerbs({ store, clock, folder, runs, nudge: lookAtRoutines });
  const closing = new AbortController();
  let clockWatch: Promise<void> = Promise.resolve();
  let forgetting: Promise<void> = Promise.resolve();
  let retaining: Promise<void> = Promise.resolve();

  function createSettings() {
    const defaults: Settings = { language: deps.language, theme: 'system', welcomed: false, ...defaultRespect };
    return {
      read: (): Settings => store.settings.read(defaults),
      write(changes: { readonly [K in keyof Settings]?: Settings[K] | undefined }): Settings {
        store.settings.write(changes);
        events.changed('settings');
        return store.settings.read(defaults);
      },
    };
  }

  /** Where the disk is full, not even the reason can be written down: it is as soon as there is room. */
  const standAsSoonAsPossible = (job: JobId, reason: Problem): Promise<void> =>
    untilItWrites(job, () => {
      if (jobs.find(job).status === 'running') jobs.stand(job, reason);
    });

  /** Another program holds the database for a while, such as a backup: that passes, and nobody has to be asked. */
  async function goOnWhenItIsFree(job: JobId): Promise<void> {
    await clock.sleep(tryAgainMs, closing.signal);
    await untilItWrites(job, () => {
      store.transact(() => undefined);
      if (jobs.find(job).status === 'running') jobs.start(job);
    });
  }

  /** What could not be tidied up is at the next start. */
  function onTidyingFailed(error: unknown): void {
    if (deps.problemOf(error) === null) deps.onCrash(error);
  }

  /** Where nothing can be written down right now, there is another look in a moment. */
  function lookAtTheClock(): void {
    try {
      jobs.lookAtTheClock();
      lookAtRoutines();
    } catch (error) {
      if (deps.problemOf(error) === null) throw error;
    }
  }

  /** Again and again until it does not fail for an expected reason, or somebody makes the job go on. */
  async function untilItWrites(job: JobId, write: () => void): Promise<void> {
    for (let attempt = 1; !closing.signal.aborted; attempt += 1) {
      if (attempt > 1 && work.isRunning(job)) return;
      try {
        write();
        return;
      } catch (error) {
        if (deps.problemOf(error) === null) throw error;
      }
      await clock.sleep(tryAgainMs, closing.signal);
    }
  }

  /** A campaign that goes on while something is wrong with what it sends stops, and says so. */
  function warn(campaignId: number, reason: Problem): void {
    if (store.campaigns.get(campaignId).status === 'running') void stopFor(jobIdOf.campaign(campaignId), reason);
  }

  async function stopFor(job: JobId, reason: Problem): Promise<void> {
    await work.stop(job);
    if (jobs.find(job).status === 'running') jobs.stand(job, reason);
  }

  return {
    log,
    accounts,
    actions,
    audiences,
    blockLists,
    imports,
    mappings,
    messages,
    campaigns,
    desk,
    contacts,
    exportJobs,
    jobs,
    optouts,
    plans,
    privacy,
    receiver,
    review,
    routines,
    settings,
    snapshots,
    tickets,
    undos,

    /** Brings order into what the last process left; `goOn` says whether its jobs go on by themselves. */
    async start(options: { readonly goOn: boolean }): Promise<void> {
      recover({ store, clock });
      const watched = { clock, look: lookAtTheClock, onWake: sessions.wake };
      clockWatch = watchTheClock(watched, closing.signal).catch(deps.onCrash);
      forgetting = forgetLongAgo({ store, clock }, closing.signal).catch(onTidyingFailed);
      retaining = retention.keep(closing.signal).catch(onTidyingFailed);
      if (!options.goOn) return;
      runs.allow();
      jobs.expectHours();
      campaigns.expectReceipts();
      teller.expect();
      await jobs.resumeInterrupted();
    },

    /** The machine goes to sleep: nothing begins any more. For hosts that are told; without it, waking is noticed. */
    rest: (): void => sessions.rest(),

    wake(): void {
      sessions.wake();
      lookAtTheClock();
    },

    /**
     * Awaits what is under way, for a while: then its connections are closed, and what has no answer yet is in doubt.
     * Jobs stay as running in the log: the next start finds them.
     */
    async stop(): Promise<void> {
      closing.abort();
      const ended = new AbortController();
      const lost = clock.sleep(quitPatienceMs, ended.signal).then(() => sessions.close());
      await runs.close();
      await work.stopAll();
      await receipts.stopAll();
      await teller.stopAll();
      await clockWatch;
      await forgetting;
      await retaining;
      ended.abort();
      await lost;
    },

    plan: (importId: number, signal: AbortSignal) => {
      imports.get(importId);
      return planCreation({ store, clock, sessions }, importId, signal);
    },
    compare: (ask: { importId: number; rowNo: number }, signal: AbortSignal) => {
      imports.get(ask.importId);
      return compare(ask, signal);
    },
    sendTest: (ask: { importId: number; content: Content; seed: number; number: string }, signal: AbortSignal) => {
      imports.get(ask.importId);
      return sendTestMessage({ store, clock, sessions }, ask, signal);
    },
    reportCampaign: (campaignId: number) => reportCampaign({ store, reader: reports }, campaigns.get(campaignId)),
    async writeReport(
      ask: { job: JobId; format: ReportFormat; raw: boolean; path: string | null; language: Language },
      signal: AbortSignal,
    ) {
      const place = { dataFolder: store.folder, resources };
      const written = await writeJobReport({ store, clock, reader: reports, ...place }, { ...ask, signal });
      if (!written.ok) throw new ProblemError(written.error);
      return written.value;
    },
    async writeProblems(
      ask: { importId: number; format: SheetFormat; path: string | null; language: Language },
      signal: AbortSignal,
    ) {
      const written = await writeProblems({ store, clock, dataFolder: store.folder }, { ...ask, signal });
      if (!written.ok) throw new ProblemError(written.error);
      return written.value;
    },
    calendarDays: (
      ask: { from: string; days: number; timeZone: string; accountId: number | null },
      signal: AbortSignal,
    ) => calendarDays({ store, clock }, ask, signal),
    watch: (signal: AbortSignal) =>
      watchEngine({ store, events, snapshots }, AbortSignal.any([signal, closing.signal])),

    samples: () =>
      sampleNames
        .map((name) => ({ name, path: join(resources, 'samples', name) }))
        .filter(({ path }) => existsSync(path)),

    async doctor() {
      const { sqlite, databaseBytes } = store.about();
      const databaseProblem = (): Problem | null => {
        if (!store.isSound()) return { kind: 'databaseDamaged', path: store.path };
        const lacking = store.lacksForCopy();
        return lacking === 0 ? null : { kind: 'noRoomForCopy', megabytes: Math.ceil(lacking / 1_048_576) };
      };
      const reachable = await Promise.all(
        store.accounts.list().map(async ({ id, name }) => ({ name, problem: await problemOfProbe(id) })),
      );
      return {
        version: deps.versions.malote,
        node: deps.versions.node,
        sqlite,
        dataFolder: store.folder,
        databaseBytes,
        schema: store.schema,
        copies: [...deps.copies()],
        checks: [{ name: 'database', problem: databaseProblem() }, ...reachable],
      };
    },
  };

  async function problemOfProbe(accountId: number): Promise<Problem | null> {
    try {
      await accounts.probe(accountId);
      return null;
    } catch (error) {
      if (error instanceof ProblemError) return error.problem;
      throw error;
    }
  }
}

export type Engine = ReturnType<typeof createEngine>;
