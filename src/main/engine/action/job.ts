import type { StoredAction } from '#main/store/actions.ts';
import type { Store } from '#main/store/store.ts';
import type { ActionPhase } from '#shared/actions/state.ts';
import type { Wish } from '#shared/actions/wish.ts';
import type { Clock } from '#shared/clock.ts';
import { variableKey } from '#shared/mapping/key.ts';
import { ok, type Result, unreachable } from '#shared/result.ts';
import { jobIdOf } from '#shared/rpc/errors.ts';
import type { JobStatus } from '#shared/rpc/jobs.ts';
import type { Language } from '#shared/sentences/languages.ts';
import { type Session, valueOrEnd } from '../account/session.ts';
import type { Sessions } from '../account/sessions.ts';
import type { Events } from '../events.ts';
import { createTagLabels } from '../import/labels.ts';
import type { LanePace } from '../pacer.ts';
import type { Snapshots } from '../snapshots.ts';
import { blocked, type StageEnd } from '../work.ts';
import { act } from './act.ts';
import { findContacts } from './find.ts';
import { groupOf } from './group.ts';
import { saveContacts } from './save.ts';
import { methodOf } from './verbs.ts';

interface ActionJobDeps {
  readonly store: Store;
  readonly clock: Clock;
  readonly sessions: Sessions;
  readonly events: Events;
  readonly snapshots: Snapshots;
  /** Of the sheet with what is deleted. */
  readonly language: () => Language;
}

/** What an action has to do by itself now; `review` waits for a person. */
type WorkingPhase = Extract<ActionPhase, 'find' | 'act'>;
const isWorking = (phase: ActionPhase): phase is WorkingPhase => phase === 'find' || phase === 'act';

/** Spread evenly: nobody waits for the first ones. */
const paceOf = ({ perMinute }: StoredAction): LanePace => ({
  rate: { count: perMinute, windowMs: 60_000 },
  jitter: 0,
  concurrency: 4,
});

/** Works on an action until a person is needed, it is done, or it is told to stop. */
export async function runAction(deps: ActionJobDeps, actionId: number, signal: AbortSignal): Promise<void> {
  const { store, clock, events } = deps;
  const action = store.actions.get(actionId);
  const { phase, status } = action;
  if (status !== 'running' || !isWorking(phase)) return;
  const end = await runPhase(deps, action, phase, signal);
  switch (end.kind) {
    case 'stopped':
      return;
    case 'blocked':
      store.actions.move(actionId, { phase, status: 'paused', reason: end.problem, finishedAt: null });
      return;
    case 'finished': {
      const next = phaseAfter(store, actionId, phase);
      const finishedAt = next.phase === 'done' ? clock.now() : null;
      store.actions.move(actionId, { ...next, reason: null, finishedAt });
      events.changed(jobIdOf.action(actionId));
      return;
    }
    default:
      unreachable(end);
  }
}

/** Where there is nothing to do, nobody has to say yes to it. */
function phaseAfter(
  store: Store,
  actionId: number,
  phase: WorkingPhase,
): { readonly phase: ActionPhase; readonly status: JobStatus } {
  const isPlanned = store.actions.counts(actionId).some(({ state }) => state === 'planned');
  return phase === 'find' && isPlanned ? { phase: 'review', status: 'waiting' } : { phase: 'done', status: 'done' };
}

async function runPhase(
  deps: ActionJobDeps,
  action: StoredAction,
  phase: WorkingPhase,
  signal: AbortSignal,
): Promise<StageEnd> {
  const { store, clock, sessions } = deps;
  const { id: actionId, accountId, wish } = action;
  const job = jobIdOf.action(actionId);
  const opened = await sessions.open(accountId);
  if (!opened.ok) return blocked(opened.error);
  const session = opened.value;
  const onItems = (count: number) => {
    deps.snapshots.meterOf(job).add(count, clock.monotonic());
    deps.events.changed(job);
  };
  const tag = await tagOf(deps, { session, accountId, wish, phase, signal });
  if (!tag.ok) return tag.error;
  const options = { actionId, accountId, wish, tagId: tag.value, session, signal, onItems };
  if (phase === 'find') return findContacts(deps, options);
  if (wish.verb === 'delete' && action.savedAt === null) {
    const saved = await saveContacts(deps, { ...options, language: deps.language() });
    if (!saved.ok) return saved.error;
    store.transact(() => store.actions.savedAt(actionId, saved.value));
    deps.events.changed(job);
  }
  session.actions.setPace(job, paceOf(action));
  try {
    const group = await groupOf(deps, options);
    if (!group.ok) return group.error;
    const method = methodOf(session, wish, { tagId: tag.value, groupId: group.value });
    return await act(deps, { ...options, method });
  } finally {
    session.actions.setPace(job, null);
  }
}

/** The tag that it is about; null where the account has none of that name, and none is to be made yet. */
async function tagOf(
  deps: ActionJobDeps,
  options: {
    readonly session: Session;
    readonly accountId: number;
    readonly wish: Wish;
    readonly phase: WorkingPhase;
    readonly signal: AbortSignal;
  },
): Promise<Result<string | null, StageEnd>> {
  const { session, accountId, wish, phase, signal } = options;
  if (wish.verb !== 'tag' && wish.verb !== 'untag') return ok(null);
  if (wish.verb === 'tag' && phase === 'act') {
    const made = await createTagLabels(deps, { accountId, importId: null, session, signal }).ensure(wish.label);
    return made.ok ? ok(made.value.id) : made;
  }
  const listed = valueOrEnd(await session.read((s) => session.digisac.tags(s), signal));
  if (!listed.ok) return listed;
  const key = variableKey(wish.label);
  return ok(listed.value.find(({ label }) => variableKey(label) === key)?.id ?? null);
}
