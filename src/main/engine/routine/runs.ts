import { join } from 'node:path';
import type { RunChange, StoredRoutine, StoredRun } from '#main/store/routines.ts';
import type { Store } from '#main/store/store.ts';
import type { AudienceDefinition } from '#shared/audience/definition.ts';
import type { Content } from '#shared/campaign/content.ts';
import type { Exclusions } from '#shared/campaign/exclusions.ts';
import type { Clock } from '#shared/clock.ts';
import type { Mapping } from '#shared/mapping/mapping.ts';
import { withSaved } from '#shared/mapping/saved.ts';
import { isoInZone } from '#shared/pace/hours.ts';
import type { Pace } from '#shared/pace/limits.ts';
import { type Problem, ProblemError, type ProblemKind } from '#shared/problem.ts';
import { newestSheet } from '#shared/routine/newest-sheet.ts';
import { nextRun } from '#shared/routine/schedule.ts';
import type { ImportOptions } from '#shared/rpc/imports.ts';
import type { RunState } from '#shared/rpc/routines.ts';
import type { Folder } from './folder.ts';

/** Due by so much while nobody was there, it is not made up for without asking: as the start of a campaign. */
const missedAfterMs = 600_000;
/** How long a run waits for its sheet. */
const sheetPatienceMs = 3_600_000;
/** A sheet that has not changed for so long is written to its end. */
const stillMs = 10_000;
/** Between two looks while a step is under way; otherwise the engine's own look at the clock is soon enough. */
const againMs = 1_000;
/** States in which the engine works on a run. */
const busyStates: ReadonlySet<RunState> = new Set(['normalising', 'checking', 'creating']);

/** What a run works with: the verbs that a person would use, in the same order. */
export interface RunHands {
  readonly stage: (ask: { path: string; fileName: string; accountId: number }) => Promise<number>;
  readonly configure: (
    importId: number,
    change: { mapping: Mapping; options: Partial<ImportOptions> },
  ) => Promise<unknown>;
  readonly check: (importId: number) => Promise<void>;
  /** Makes a list of whoever is in the audience now, and returns its import. */
  readonly makeList: (
    ask: { readonly definition: AudienceDefinition; readonly name: string },
    signal: AbortSignal,
  ) => Promise<number>;
  readonly createContacts: (importId: number) => Promise<void>;
  /** Looks whether the message can be written with what this sheet has. Throws the problem. */
  readonly tryOut: (ask: { importId: number; content: Content; exclusions: Exclusions; seed: number }) => unknown;
  readonly createCampaign: (ask: {
    importId: number;
    name: string;
    content: Content;
    exclusions: Exclusions;
    seed: number;
    pace: Pace;
    inDoubt: 'settle' | 'hold';
    openTicket: boolean;
    beginsEarly: boolean;
    follows: number | null;
  }) => Promise<number>;
}

/** An end that waiting does not change; all else (the account is away, a connection is off) is tried again. */
const lasting =
  /^(file|workbook|template|column|target|sheet|encoding|noNumber|nobody|import|account|audience|contactsNotTold|service(Unknown|Ambiguous)|noService|department|attachment|approved)/;
const isLasting = (kind: ProblemKind): boolean => lasting.test(kind);

/**
 * Carries the runs of routines on, each a step at a time. Every step is decided by what stands in the store, and is noted
 * there after it is done; a step that was done and not noted (a kill) is found and not done again.
 */
export function createRuns(deps: {
  readonly store: Store;
  readonly clock: Clock;
  readonly folder: Folder;
  readonly hands: RunHands;
}) {
  const { store, clock, folder, hands } = deps;
  /** Sheets as they were at the look before: one that still grows is not read. */
  const seen = new Map<number, { readonly look: string; readonly sinceMs: number }>();
  /** Runs that were begun in this process by a person: they go on wherever routines do not. */
  const own = new Set<number>();
  const closing = new AbortController();
  let isAllowed = false;
  let working: Promise<void> | null = null;
  let isWantedAgain = false;

  const change = (run: StoredRun, to: RunChange): void => store.routines.changeRun(run.id, to);
  const end = (run: StoredRun, state: 'done' | 'declined' | 'nothing' | 'failed', reason: Problem | null): void =>
    change(run, { state, reason, endedAt: clock.now() });

  function beginDue(): void {
    const nowMs = clock.now();
    for (const routine of store.routines.list()) {
      if (routine.isPaused || routine.nextAt > nowMs) continue;
      const isBusy = store.routines.openRuns().some(({ routineId }) => routineId === routine.id);
      const isMissed = nowMs - routine.nextAt > missedAfterMs;
      store.transact(() => {
        const state = isBusy ? 'busy' : isMissed ? 'missed' : 'reading';
        const endedAt = isBusy ? nowMs : null;
        store.routines.beginRun({ routineId: routine.id, dueAt: routine.nextAt, state, nowMs, endedAt });
        store.routines.setNext(routine.id, nextRun(routine.schedule, nowMs) ?? Number.MAX_SAFE_INTEGER);
      });
    }
  }

  async function advance(run: StoredRun): Promise<'moved' | 'waits'> {
    const routine = store.routines.find(run.routineId);
    if (routine === null) return 'waits';
    switch (run.state) {
      case 'reading':
        return gatherPeople(run, routine);
      case 'normalising':
        return check(run);
      case 'checking':
        return look(run, routine);
      case 'creating':
        return send(run, routine);
      case 'sending':
        return follow(run);
      default:
        return 'waits';
    }
  }

  function gatherPeople(run: StoredRun, routine: StoredRoutine): 'moved' | Promise<'moved' | 'waits'> {
    switch (routine.source.kind) {
      case 'same':
        return again(run, routine);
      case 'audience':
        return list(run, routine, routine.source.audienceId);
      case 'folder':
        return read(run, routine, routine.source);
    }
  }

  /** A list that a kill left unnoted is forgotten with time; nobody was written to from it. */
  async function list(run: StoredRun, routine: StoredRoutine, audienceId: number): Promise<'moved'> {
    const saved = store.savedAudiences.find(audienceId);
    if (saved === null) throw new ProblemError({ kind: 'audienceGone' });
    const name = nameOf(run, routine);
    const importId = await hands.makeList({ definition: saved.definition, name }, closing.signal);
    const { content, exclusions } = routine.what;
    hands.tryOut({ importId, content, exclusions, seed: run.id });
    change(run, { importId, state: routine.asks ? 'asking' : 'creating', reason: null });
    return 'moved';
  }

  /** The contacts of before: there is nothing to read. */
  function again(run: StoredRun, routine: StoredRoutine): 'moved' {
    change(run, { importId: routine.what.importId, state: routine.asks ? 'asking' : 'creating', reason: null });
    return 'moved';
  }

  async function read(
    run: StoredRun,
    routine: StoredRoutine,
    source: { readonly path: string; readonly pattern: string },
  ): Promise<'moved' | 'waits'> {
    const adopted = run.fileName === null ? null : importAt(join(source.path, run.fileName), run.begunAt);
    if (adopted !== null) return configure(run, routine, adopted);
    const wait = (reason: Problem): 'waits' => {
      if (clock.now() - Math.max(run.dueAt, run.begunAt) > sheetPatienceMs) end(run, 'nothing', reason);
      else if (run.reason?.kind !== reason.kind) change(run, { reason });
      return 'waits';
    };
    const files = await folder.files(source.path);
    if (files === null) return wait({ kind: 'folderNotFound', folder: source.path });
    const newest = newestSheet(files, source.pattern);
    const nothing: Problem = { kind: 'routineNothingNew', folder: source.path };
    if (newest === null) return wait(nothing);
    // Whoever writes a large sheet takes a while, and its size tells.
    const look = `${newest.name} ${newest.bytes} ${newest.changedAtMs}`;
    const before = seen.get(run.id);
    if (before?.look !== look) seen.set(run.id, { look, sinceMs: clock.monotonic() });
    if (before?.look !== look || clock.monotonic() - before.sinceMs < stillMs) return 'waits';
    const path = join(source.path, newest.name);
    const fingerprint = await folder.fingerprint(path);
    if (fingerprint === null) return wait(nothing);
    const isUsed = store.routines.hasUsed(routine.id, fingerprint) && run.fingerprint !== fingerprint;
    if (isUsed) return wait(nothing);
    // First it is taken for ever, then it is read: a kill in between costs a run, and nobody a second message.
    change(run, { fingerprint, fileName: newest.name, reason: null });
    const importId = await hands.stage({ path, fileName: newest.name, accountId: routine.accountId });
    return configure(run, routine, importId);
  }

  /** An import that a run began before a kill and did not note. */
  const importAt = (path: string, sinceMs: number): number | null =>
    store.imports.list().find((one) => one.path === path && one.createdAt >= sinceMs)?.id ?? null;

  async function configure(run: StoredRun, routine: StoredRoutine, importId: number): Promise<'moved'> {
    const { columns, options } = routine.what;
    const sheet = store.imports.get(importId);
    const mapping = withSaved(sheet.mapping, sheet.findings?.header ?? [], columns);
    await hands.configure(importId, { mapping, options });
    change(run, { importId, state: 'normalising', reason: null });
    return 'moved';
  }

  async function check(run: StoredRun): Promise<'moved' | 'waits'> {
    const sheet = sheetOf(run);
    if (sheet === null) return gone(run);
    if (sheet.status === 'waiting' && sheet.phase === 'map') {
      end(run, 'failed', { kind: 'noNumberColumn' });
      return 'moved';
    }
    if (sheet.status !== 'waiting' || sheet.phase !== 'review') return 'waits';
    await hands.check(sheet.id);
    change(run, { state: 'checking', reason: null });
    return 'moved';
  }

  function look(run: StoredRun, routine: StoredRoutine): 'moved' | 'waits' {
    const sheet = sheetOf(run);
    if (sheet === null) return gone(run);
    if (sheet.status !== 'waiting' || sheet.phase !== 'review') return 'waits';
    const { content, exclusions } = routine.what;
    // Before contacts are created: a sheet that lacks a column of the message is not sent at all.
    hands.tryOut({ importId: sheet.id, content, exclusions, seed: run.id });
    change(run, { state: routine.asks ? 'asking' : 'creating', reason: null });
    return 'moved';
  }

  async function send(run: StoredRun, routine: StoredRoutine): Promise<'moved' | 'waits'> {
    const sheet = sheetOf(run);
    if (sheet === null) return gone(run);
    if (sheet.status === 'waiting' && sheet.phase === 'review') {
      await hands.createContacts(sheet.id);
      return 'moved';
    }
    if (sheet.status !== 'done') return 'waits';
    const { content, exclusions, pace, inDoubt, openTicket } = routine.what;
    const name = nameOf(run, routine);
    const known = store.campaigns
      .list()
      .find((one) => one.importId === sheet.id && one.name === name && one.createdAt >= run.begunAt);
    const campaignId =
      known?.id ??
      (await hands.createCampaign({
        ...{ importId: sheet.id, name, content, exclusions, pace, inDoubt, openTicket },
        ...{ seed: run.id, beginsEarly: false, follows: null },
      }));
    change(run, { campaignId, state: 'sending', reason: null });
    return 'moved';
  }

  const nameOf = (run: StoredRun, routine: StoredRoutine): string =>
    `${routine.name} ${isoInZone(run.dueAt, routine.schedule.timeZone).slice(0, 16).replace('T', ' ')}`;

  function follow(run: StoredRun): 'moved' | 'waits' {
    const campaign = run.campaignId === null ? null : store.campaigns.find(run.campaignId);
    const isOver = campaign === null || campaign.status === 'done' || campaign.status === 'cancelled';
    if (!isOver) return 'waits';
    end(run, 'done', null);
    return 'moved';
  }

  function sheetOf(run: StoredRun) {
    const sheet = run.importId === null ? null : store.imports.find(run.importId);
    return sheet === null || sheet.status === 'cancelled' ? null : sheet;
  }

  /** Its import was discarded or cancelled by a person: that was their word. */
  function gone(run: StoredRun): 'moved' {
    end(run, 'declined', null);
    return 'moved';
  }

  async function advanceAll(): Promise<void> {
    if (isAllowed) beginDue();
    for (const { id } of store.routines.openRuns()) {
      if (!isAllowed && !own.has(id)) continue;
      for (let moves = 0; moves < 10; moves += 1) {
        const run = store.routines.findRun(id);
        if (run === null || run.endedAt !== null) break;
        if ((await step(run)) === 'waits') break;
      }
    }
  }

  async function lookAgain(): Promise<void> {
    while (!closing.signal.aborted && (isWantedAgain || isBusy())) {
      if (!isWantedAgain) await clock.sleep(againMs, closing.signal);
      isWantedAgain = false;
      if (!closing.signal.aborted) await advanceAll();
    }
  }

  const isBusy = (): boolean =>
    store.routines.openRuns().some(({ id, state }) => busyStates.has(state) && (isAllowed || own.has(id)));

  /** A problem that passes is kept with the run and tried again; one that lasts ends it. */
  async function step(run: StoredRun): Promise<'moved' | 'waits'> {
    try {
      return await advance(run);
    } catch (error) {
      if (!(error instanceof ProblemError)) throw error;
      const { problem } = error;
      // Being closed is no news of the run.
      if (closing.signal.aborted) return 'waits';
      if (problem.kind === 'audienceEmpty') end(run, 'nothing', problem);
      else if (isLasting(problem.kind)) end(run, 'failed', problem);
      else change(run, { reason: problem });
      return 'waits';
    }
  }

  return {
    /** From now on what is due begins by itself. */
    allow(): void {
      isAllowed = true;
    },

    /** One look, never two at once; where the engine works on a run, again and again until that is over. */
    look(): Promise<void> {
      isWantedAgain = true;
      working ??= lookAgain().finally(() => {
        working = null;
      });
      return working;
    },

    async close(): Promise<void> {
      closing.abort();
      await working;
    },

    begin(routineId: number): number {
      const isBusy = store.routines.openRuns().some((run) => run.routineId === routineId);
      if (isBusy) throw new ProblemError({ kind: 'routineBusy' });
      const nowMs = clock.now();
      const id = store.transact(() =>
        store.routines.beginRun({ routineId, dueAt: nowMs, state: 'reading', nowMs, endedAt: null }),
      );
      own.add(id);
      return id;
    },

    answer(runId: number, goes: boolean): void {
      const run = store.routines.findRun(runId);
      if (run === null || run.endedAt !== null) throw new ProblemError({ kind: 'routineUnknown' });
      if (run.state !== 'missed' && run.state !== 'asking') throw new ProblemError({ kind: 'routineUnknown' });
      own.add(runId);
      if (!goes) end(run, 'declined', null);
      else change(run, { state: run.state === 'missed' ? 'reading' : 'creating', reason: null });
    },
  };
}

export type Runs = ReturnType<typeof createRuns>;
