import type { Failure } from '#main/digisac/failure.ts';
import type { ActionChange, StoredActionItem } from '#main/store/actions.ts';
import { planOf } from '#shared/actions/plan.ts';
import type { Problem } from '#shared/problem.ts';
import { err, ok, type Result, unreachable } from '#shared/result.ts';
import { type CreationDeps, withIntent } from '../import/requests.ts';
import { inParallel } from '../parallel.ts';
import { blocked, finished, type StageEnd, stopped } from '../work.ts';
import type { ActOptions } from './act-options.ts';
import { lookAt, lookedAtAtOnce, type Seen } from './look.ts';
import { createActionSettler } from './settle.ts';
import type { Target } from './verbs.ts';

const requestsAtOnce = 4;
/** So many refused in a row, and it is not the contacts: the action stops and says why. */
const mostRefused = 10;

type Step = Result<null, StageEnd>;
const goOn: Step = ok(null);

/** A contact that is to be acted on, as it was read, and what was seen of it a moment ago. */
interface Planned {
  readonly item: StoredActionItem;
  readonly target: Target;
}

/**
 * Does to each contact what is planned, after one more look at it. Every request has its committed intent (law 1); where the
 * account takes several contacts in one request they go together, and one that it refuses is halved until the culprit stands
 * alone. What has no answer is in doubt, and settled by looking (law 2).
 */
export async function act(deps: CreationDeps, options: ActOptions): Promise<StageEnd> {
  const { store, clock } = deps;
  const { actionId, accountId, wish, tagId, session, method, signal, onItems } = options;
  const settler = createActionSettler(deps, options);
  let refusedInARow = 0;

  function apply(changes: readonly ActionChange[]): void {
    store.actions.apply(actionId, changes);
    const over = changes.filter(({ to }) => to !== 'sending' && to !== 'inDoubt' && to !== 'planned');
    if (over.length > 0) onItems(over.length);
  }

  const taken = ({ item, target }: Planned, intentServerAt: number): StoredActionItem => ({
    ...item,
    state: 'sending',
    attempts: item.attempts + 1,
    intentServerAt,
    evidence: target.ticketId ?? item.evidence,
  });
  const givenBack = (item: StoredActionItem): StoredActionItem => ({
    ...item,
    state: 'planned',
    attempts: item.attempts - 1,
  });

  /** One request for these contacts. */
  async function request(planned: readonly Planned[]): Promise<Step> {
    if (!(await session.ready(signal))) return err(stopped);
    const intentServerAt = Math.round(clock.now() + session.skewMs());
    const items = planned.map((one) => taken(one, intentServerAt));
    const answer = await session.actions.run(signal, (enter) =>
      withIntent(deps, {
        ...{ accountId, importId: null, kind: method.kind },
        subject: { action: actionId, items: items.map(({ itemNo }) => itemNo) },
        before: () =>
          apply(
            planned.map(({ item, target }) => ({
              ...{ item, to: 'sending', attempts: 1 },
              set: { intentServerAt, evidence: target.ticketId ?? item.evidence },
            })),
          ),
        send: async () => {
          const entry = enter();
          try {
            return await session.write(() => method.send(planned.map(({ target }) => target)));
          } finally {
            entry.leave();
          }
        },
        after: (result) => {
          if (!result.ok) apply(afterFailure(items, result.error));
          else if (items.length === 1 || method.tellsOfEach) {
            apply(planned.map(({ target }, i) => doneBy(items[i] ?? nobody(), target, result.value)));
          }
        },
      }),
    );
    if (answer === null) return err(stopped);
    if (answer.ok) {
      refusedInARow = 0;
      return items.length === 1 || method.tellsOfEach ? goOn : settler.lookAfter(items);
    }
    if (answer.error.kind === 'rejected' && planned.length > 1) {
      return inHalves(planned.map(({ target }, i) => ({ item: givenBack(items[i] ?? nobody()), target })));
    }
    return standStill(answer.error);
  }

  const doneBy = (item: StoredActionItem, target: Target, messageId: string | null): ActionChange => {
    if (method.hasMore?.(target)) return { item, to: 'planned', attempts: -1, set: { evidence: halfWay } };
    return { item, to: 'done', ...(messageId === null ? {} : { set: { evidence: messageId } }) };
  };

  async function inHalves(planned: readonly Planned[]): Promise<Step> {
    const middle = Math.ceil(planned.length / 2);
    for (const half of [planned.slice(0, middle), planned.slice(middle)]) {
      const step = await request(half);
      if (!step.ok) return step;
    }
    return goOn;
  }

  /** Where a request that did not get through leaves its contacts. */
  function afterFailure(items: readonly StoredActionItem[], failure: Failure): readonly ActionChange[] {
    const { effect, kind } = failure;
    return items.map((item) => {
      if (effect === 'unknown') return { item, to: 'inDoubt' };
      if (kind === 'rejected' && items.length === 1) return { item, to: 'failed', problem: refusedBy(failure) };
      return { item, to: 'planned', attempts: -1 };
    });
  }

  /** A refused tag is named: the account does not. */
  const refusedBy = ({ problem, status }: Failure): Problem =>
    wish.verb === 'tag' || wish.verb === 'untag'
      ? { kind: 'tagRefused', tag: wish.label, detail: `HTTP ${status}` }
      : problem;

  /** What a failure of the account asks for before anything else is tried. */
  async function standStill(failure: Failure): Promise<Step> {
    switch (failure.kind) {
      case 'unusable':
      case 'serviceDown':
        return err(blocked(failure.problem));
      case 'rejected':
        refusedInARow += 1;
        if (refusedInARow >= mostRefused) return err(blocked({ kind: 'actionRefusedInARow', count: refusedInARow }));
        return goOn;
      case 'away':
      case 'slowDown':
      case 'trouble':
      case 'unexpected':
        return (await session.ready(signal)) ? goOn : err(stopped);
      default:
        return unreachable(failure.kind);
    }
  }

  /** Some that are planned, looked at once more: who needs nothing any more is done with. */
  async function doSome(items: readonly StoredActionItem[]): Promise<Step> {
    const looked = await lookAt(
      session,
      wish,
      items.flatMap(({ contactId }) => contactId ?? []),
      signal,
    );
    if (!looked.ok) return looked;
    const open: Planned[] = [];
    const over: ActionChange[] = [];
    for (const item of items) {
      const seen = looked.value.get(item.contactId ?? '') ?? gone;
      const plan = planOf(wish, seen, { tagId });
      if (plan.kind === 'act') open.push({ item, target: targetOf(item, seen) });
      else if (plan.kind === 'unchanged') over.push({ item, to: 'unchanged' });
      else over.push({ item, to: 'skipped', problem: plan.problem });
    }
    if (over.length > 0) store.transact(() => apply(over));
    // Whoever was among several and was left out of what came of it is asked for alone.
    const isLeft = ({ item }: Planned) => !method.tellsOfEach && item.attempts > 0;
    const together = open.filter((one) => !isLeft(one));
    const chunks = [
      ...chunksOf(
        together.filter(({ target }) => !target.isHalfWay),
        method.most,
      ),
      ...chunksOf(
        together.filter(({ target }) => target.isHalfWay),
        method.most,
      ),
      ...chunksOf(open.filter(isLeft), 1),
    ];
    let end: StageEnd | null = null;
    await inParallel(chunks, requestsAtOnce, async (some) => {
      if (end !== null || signal.aborted) return;
      const step = await request(some);
      if (!step.ok) end = step.error;
    });
    return end === null ? goOn : err(end);
  }

  // Nobody works on it but this: what stands as under way was left so by a process that died, or by a full disk.
  store.transact(() => store.actions.doubtSending(actionId));
  while (!signal.aborted) {
    if (!(await session.ready(signal))) return stopped;
    const doubtful = store.actions.inState(actionId, 'inDoubt', lookedAtAtOnce);
    const planned =
      doubtful.length > 0 ? [] : store.actions.inState(actionId, 'planned', Math.max(20, method.most * 2));
    if (doubtful.length === 0 && planned.length === 0) return finished;
    const step = doubtful.length > 0 ? await settler.settle(doubtful) : await doSome(planned);
    if (!step.ok) return step.error;
  }
  return stopped;
}

/** Noted as evidence where the first of two requests was answered. */
const halfWay = 'halfWay';

const gone: Seen = { contact: null, ticket: null };

function nobody(): never {
  throw new Error('an item of a request is missing');
}

const targetOf = (item: StoredActionItem, { contact, ticket }: Seen): Target => ({
  contactId: item.contactId ?? nobody(),
  serviceId: contact?.serviceId ?? null,
  ticketId: ticket?.id ?? null,
  phone: contact?.number ?? item.phone ?? '',
  isHalfWay: item.evidence === halfWay,
});

function chunksOf<T>(all: readonly T[], most: number): readonly (readonly T[])[] {
  return Array.from({ length: Math.ceil(all.length / most) }, (_, i) => all.slice(i * most, (i + 1) * most));
}
