import type { StoredRoutine, StoredRun } from '#main/store/routines.ts';
import type { Store } from '#main/store/store.ts';
import { headlineOf } from '#shared/campaign/content.ts';
import type { Clock } from '#shared/clock.ts';
import { columnsToSave } from '#shared/mapping/saved.ts';
import { isTimeZone } from '#shared/pace/hours.ts';
import { ProblemError } from '#shared/problem.ts';
import { nextRun, type Schedule } from '#shared/routine/schedule.ts';
import { jobIdOf } from '#shared/rpc/errors.ts';
import type { RoutineRun, RoutineSetup, RoutineView } from '#shared/rpc/routines.ts';
import type { Folder } from './folder.ts';
import type { Runs } from './runs.ts';

/** What faces ask of routines. What a run does stands in `runs.ts`. */
export function createRoutineVerbs(deps: {
  readonly store: Store;
  readonly clock: Pick<Clock, 'now'>;
  readonly folder: Pick<Folder, 'files'>;
  readonly runs: Runs;
  /** Looks at the runs, in the background. */
  readonly nudge: () => void;
}) {
  const { store, clock, folder, runs, nudge } = deps;

  function get(id: number): StoredRoutine {
    const found = store.routines.find(id);
    if (!found) throw new ProblemError({ kind: 'routineUnknown' });
    return found;
  }

  function nextOf(schedule: Schedule): number {
    const at = nextRun(schedule, clock.now());
    if (at === null) throw new ProblemError({ kind: 'dateInvalid', value: '' });
    return at;
  }

  function toRun(run: StoredRun): RoutineRun {
    const { id, dueAt, state, reason, fileName, importId, campaignId, endedAt } = run;
    return { id, dueAt, state, reason, fileName, importId, campaignId, endedAt, people: peopleOf(run) };
  }

  function peopleOf({ importId, campaignId }: StoredRun): number | null {
    if (campaignId !== null) {
      return store.deliveries.counts(campaignId).reduce((sum, { count }) => sum + count, 0);
    }
    if (importId === null) return null;
    return store.rows
      .counts(importId)
      .filter(({ state }) => reachable.has(state))
      .reduce((sum, { count }) => sum + count, 0);
  }

  function toView(routine: StoredRoutine): RoutineView {
    const { id, name, accountId, isPaused, nextAt, schedule, source, asks, what } = routine;
    const [latest] = store.routines.runsOf(id, 1);
    return {
      ...{ id, name, accountId, isPaused, nextAt, schedule, source, asks },
      accountName: store.accounts.find(accountId)?.name ?? '',
      headline: headlineOf(what.content).slice(0, 200),
      run: latest ? toRun(latest) : null,
    };
  }

  async function checkSetup({ schedule, source }: RoutineSetup, accountId: number): Promise<void> {
    if (!isTimeZone(schedule.timeZone)) throw new ProblemError({ kind: 'timeZoneInvalid', value: schedule.timeZone });
    if (source.kind === 'folder' && (await folder.files(source.path)) === null) {
      throw new ProblemError({ kind: 'folderNotFound', folder: source.path });
    }
    // An audience of another account has nobody that this one's campaign could be sent to.
    const audience = source.kind === 'audience' ? store.savedAudiences.find(source.audienceId) : undefined;
    if (audience !== undefined && audience?.definition.accountId !== accountId) {
      throw new ProblemError({ kind: 'audienceGone' });
    }
  }

  return {
    list: (): RoutineView[] => store.routines.list().map(toView),

    async save(
      ask: RoutineSetup & {
        readonly name: string;
        readonly of:
          | { readonly kind: 'new'; readonly campaignId: number }
          | { readonly kind: 'known'; readonly routineId: number };
      },
    ): Promise<number> {
      const { name, of, schedule, source, asks } = ask;
      const setup = { schedule, source, asks };
      if (of.kind === 'known') {
        await checkSetup(setup, get(of.routineId).accountId);
        const nextAt = nextOf(schedule);
        store.routines.change(of.routineId, { name, setup, nextAt });
        return of.routineId;
      }
      const campaign = store.campaigns.find(of.campaignId);
      if (!campaign) throw new ProblemError({ kind: 'jobUnknown', job: jobIdOf.campaign(of.campaignId) });
      const { importId, content, exclusions, inDoubt, openTicket, accountId, serviceId } = campaign;
      await checkSetup(setup, accountId);
      const nextAt = nextOf(schedule);
      const sheet = store.imports.get(importId);
      return store.routines.create({
        ...{ name, accountId, setup, nextAt, nowMs: clock.now() },
        what: {
          ...{ importId, content, exclusions, inDoubt, openTicket },
          columns: columnsToSave(sheet.findings?.header ?? [], sheet.mapping),
          options: { ...sheet.options, accountId, serviceId },
          // When it begins, and how many it was to send then, were of that one time.
          pace: { ...campaign.pace, startAt: null, max: null },
        },
      });
    },

    pause(id: number): void {
      store.routines.setPaused(id, true, get(id).nextAt);
    },
    /** What would have been due meanwhile is not made up for. */
    resume(id: number): void {
      store.routines.setPaused(id, false, nextOf(get(id).schedule));
    },
    remove(id: number): void {
      get(id);
      store.routines.remove(id);
    },

    runNow(id: number): number {
      get(id);
      const runId = runs.begin(id);
      nudge();
      return runId;
    },
    answer(runId: number, goes: boolean): void {
      runs.answer(runId, goes);
      nudge();
    },

    history(id: number, limit: number): RoutineRun[] {
      get(id);
      return store.routines.runsOf(id, limit).map(toRun);
    },
  };
}

const reachable: ReadonlySet<string> = new Set(['normalised', 'checked', 'created', 'linked', 'ready']);
