import type { Wish } from '#shared/actions/wish.ts';
import { err, ok, type Result } from '#shared/result.ts';
import { type Session, valueOrEnd } from '../account/session.ts';
import { marginMs } from '../campaign/settle.ts';
import { type CreationDeps, withIntent } from '../import/requests.ts';
import { blocked, type StageEnd, stopped } from '../work.ts';

/** How long a group may take to show after it was asked for. */
const settleDelayMs = 5_000;

interface GroupOptions {
  readonly actionId: number;
  readonly accountId: number;
  readonly wish: Wish;
  readonly session: Session;
  readonly signal: AbortSignal;
}

/**
 * The group that an action is about; null where it is about none. One that is to be made is made once: after a lost answer it is
 * looked for by its name among those made since, and where that does not tell, a person decides (law 2).
 * Problems: groupUnknown, groupInDoubt, those of the account.
 */
export async function groupOf(deps: CreationDeps, options: GroupOptions): Promise<Result<string | null, StageEnd>> {
  const { wish, session, signal } = options;
  if (wish.verb === 'createGroup') return ensureGroup(deps, { ...options, wish });
  if (wish.verb !== 'promote') return ok(null);
  const { serviceId, name } = wish;
  const found = valueOrEnd(await session.read((s) => session.digisac.groupsNamed({ serviceId, name }, s), signal));
  if (!found.ok) return found;
  const [newest] = found.value;
  return newest === undefined ? err(blocked({ kind: 'groupUnknown', group: name })) : ok(newest.id);
}

async function ensureGroup(
  deps: CreationDeps,
  options: GroupOptions & { readonly wish: Extract<Wish, { verb: 'createGroup' }> },
): Promise<Result<string | null, StageEnd>> {
  const { store, clock } = deps;
  const { actionId, accountId, wish, session, signal } = options;
  const { serviceId, name } = wish;
  while (!signal.aborted) {
    const { groupId, groupAskedAt } = store.actions.get(actionId);
    if (groupId !== null) return ok(groupId);
    if (groupAskedAt !== null) {
      const settled = await settle(groupAskedAt);
      if (!settled.ok) return settled;
      continue;
    }
    if (!(await session.ready(signal))) break;
    const askedAt = Math.round(clock.now() + session.skewMs());
    const made = await session.actions.run(signal, (enter) =>
      withIntent(deps, {
        ...{ accountId, importId: null, kind: 'createGroup', subject: { action: actionId } },
        before: () => store.actions.saveGroup(actionId, { askedAt, groupId: null }),
        send: async () => {
          const entry = enter();
          try {
            return await session.write(() => session.digisac.createGroup({ serviceId, name }));
          } finally {
            entry.leave();
          }
        },
        after: (answer) => {
          if (answer.ok) store.actions.saveGroup(actionId, { askedAt, groupId: answer.value.id });
          else if (answer.error.effect === 'none') store.actions.saveGroup(actionId, { askedAt: null, groupId: null });
        },
      }),
    );
    if (made === null) break;
    if (made.ok) continue;
    const { kind, problem } = made.error;
    if (kind === 'rejected' || kind === 'unusable' || kind === 'serviceDown') return err(blocked(problem));
  }
  return err(stopped);

  /** Whether a group whose answer was lost is there. */
  async function settle(askedAt: number): Promise<Result<null, StageEnd>> {
    const waitMs = askedAt + settleDelayMs - (clock.now() + session.skewMs());
    await clock.sleep(Math.min(settleDelayMs, Math.max(0, waitMs)), signal);
    const read = valueOrEnd(await session.read((s) => session.digisac.groupsNamed({ serviceId, name }, s), signal));
    if (!read.ok) return read;
    const since = read.value.filter(({ createdAtMs }) => createdAtMs === null || createdAtMs >= askedAt - marginMs);
    const [only, another] = since;
    if (another !== undefined || only?.createdAtMs === null) {
      return err(blocked({ kind: 'groupInDoubt', group: name }));
    }
    store.transact(() =>
      store.actions.saveGroup(
        actionId,
        only === undefined ? { askedAt: null, groupId: null } : { askedAt, groupId: only.id },
      ),
    );
    return ok(null);
  }
}
