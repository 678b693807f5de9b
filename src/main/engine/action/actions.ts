import type { Store } from '#main/store/store.ts';
import type { ActionState } from '#shared/actions/state.ts';
import type { ActionSource, ActionTarget } from '#shared/actions/target.ts';
import type { Wish } from '#shared/actions/wish.ts';
import type { Clock } from '#shared/clock.ts';
import { ProblemError } from '#shared/problem.ts';
import type { ActionDetail, ActionItem } from '#shared/rpc/actions.ts';
import { jobIdOf } from '#shared/rpc/errors.ts';
import type { Sessions } from '../account/sessions.ts';
import type { Events } from '../events.ts';
import type { Jobs } from '../jobs.ts';
import { inSlices } from '../slice.ts';
import { refuseIfUndone } from '../undo/undone.ts';
import type { Work } from '../work.ts';

const itemsAtOnce = 250;

/** What a bulk action is and does when somebody asks; the work itself is the job's. */
export function createActionVerbs(deps: {
  readonly store: Store;
  readonly clock: Clock;
  readonly events: Events;
  readonly sessions: Sessions;
  readonly work: Work;
  readonly jobs: Jobs;
}) {
  const { store, clock, events, sessions, work, jobs } = deps;

  function known(actionId: number) {
    const action = store.actions.find(actionId);
    if (action === null) throw new ProblemError({ kind: 'jobUnknown', job: jobIdOf.action(actionId) });
    return action;
  }

  const countOf = (actionId: number, states: readonly ActionState[]): number =>
    store.actions
      .counts(actionId)
      .reduce((sum, { state, count }) => (states.length === 0 || states.includes(state) ? sum + count : sum), 0);

  /** Where the contacts come from; whether they can be taken from there. */
  function sourceOf(target: ActionTarget, accountId: number): ActionSource {
    if (target.kind !== 'import') return { kind: target.kind };
    const { importId } = target;
    const job = jobIdOf.import(importId);
    const source = store.imports.find(importId);
    if (source === null) throw new ProblemError({ kind: 'jobUnknown', job });
    if (source.options.accountId !== accountId) throw new ProblemError({ kind: 'nobodyChosen' });
    if (source.phase !== 'done' && source.status !== 'cancelled')
      throw new ProblemError({ kind: 'importNotReady', job });
    refuseIfUndone(store, importId);
    return { kind: 'import', importId, name: source.fileName };
  }

  return {
    async choices(accountId: number) {
      if (store.accounts.find(accountId) === null) throw new ProblemError({ kind: 'noAccount' });
      const opened = await sessions.open(accountId);
      if (!opened.ok) throw new ProblemError(opened.error);
      const session = opened.value;
      const [users, topics] = await Promise.all([
        session.askOnce(() => session.digisac.users()),
        session.askOnce(() => session.digisac.ticketTopics()),
      ]);
      return {
        users: users.map(({ id, name }) => ({ id, name })),
        topics: topics.map(({ id, name }) => ({ id, name })),
      };
    },

    async create(draft: {
      readonly accountId: number;
      readonly name: string;
      readonly wish: Wish;
      readonly target: ActionTarget;
      readonly perMinute: number;
    }): Promise<number> {
      const { accountId, target } = draft;
      if (store.accounts.find(accountId) === null) throw new ProblemError({ kind: 'noAccount' });
      if (target.kind === 'numbers' && target.text.trim() === '') throw new ProblemError({ kind: 'nobodyChosen' });
      const source = sourceOf(target, accountId);
      const opened = await sessions.open(accountId);
      if (!opened.ok) throw new ProblemError(opened.error);
      const actionId = store.transact(() => store.actions.create({ ...draft, source, nowMs: clock.now() }));
      jobs.start(jobIdOf.action(actionId));
      return actionId;
    },

    detail(actionId: number): ActionDetail {
      const { accountId, name, wish, source, phase, savedAt, perMinute } = known(actionId);
      const counts = [...store.actions.counts(actionId)];
      return { actionId, accountId, name, wish, from: source, phase, counts, savedAt, perMinute };
    },

    rows(ask: {
      readonly actionId: number;
      readonly states: readonly ActionState[];
      readonly offset: number;
      readonly limit: number;
    }): { total: number; rows: ActionItem[] } {
      known(ask.actionId);
      const rows = store.actions.page(ask).map(({ itemNo, name, phone, contactId, state, problem }) => ({
        ...{ itemNo, name, contactId, state, problem },
        phone: phone ?? '',
      }));
      return { total: countOf(ask.actionId, ask.states), rows };
    },

    async start(actionId: number, confirm: number): Promise<void> {
      const job = jobIdOf.action(actionId);
      const { phase, status } = known(actionId);
      if (phase !== 'review' || status !== 'waiting')
        throw new ProblemError({ kind: 'jobWrongState', job, state: status });
      const planned = countOf(actionId, ['planned']);
      if (confirm !== planned) throw new ProblemError({ kind: 'confirmWrong', count: planned });
      await work.stop(job);
      store.actions.move(actionId, { phase: 'act', status: 'running', reason: null, finishedAt: null });
      events.changed(job);
      jobs.start(job);
    },

    async decide(actionId: number, as: 'done' | 'again'): Promise<number> {
      const job = jobIdOf.action(actionId);
      const { status } = known(actionId);
      if (status === 'cancelled' && as === 'again')
        throw new ProblemError({ kind: 'jobWrongState', job, state: status });
      await work.stop(job);
      let decided = 0;
      await inSlices(deps, {
        signal: new AbortController().signal,
        step: () => {
          const items = store.actions.inState(actionId, 'held', itemsAtOnce);
          if (items.length === 0) return 'done';
          store.transact(() =>
            store.actions.apply(
              actionId,
              items.map((item) => ({ item, to: as === 'done' ? 'done' : 'planned' })),
            ),
          );
          decided += items.length;
          return 'more';
        },
      });
      const goesOn = status === 'running' || (as === 'again' && decided > 0 && status === 'done');
      if (goesOn) {
        store.actions.move(actionId, { phase: 'act', status: 'running', reason: null, finishedAt: null });
        jobs.start(job);
      }
      events.changed(job);
      return decided;
    },

    async discard(actionId: number): Promise<void> {
      const job = jobIdOf.action(actionId);
      const { status } = known(actionId);
      const isDraft = (): boolean => ['find', 'review'].includes(known(actionId).phase);
      if (!isDraft()) throw new ProblemError({ kind: 'jobWrongState', job, state: status });
      await work.stop(job);
      if (!isDraft() || !store.transact(() => store.actions.remove(actionId)))
        throw new ProblemError({ kind: 'jobWrongState', job, state: status });
      events.changed(job);
    },
  };
}
