import type { ActionChange, ListedItem, StoredActionItem } from '#main/store/actions.ts';
import { numbersIn, type WrittenNumber } from '#shared/actions/numbers.ts';
import { planOf } from '#shared/actions/plan.ts';
import type { ActionTarget } from '#shared/actions/target.ts';
import type { Wish } from '#shared/actions/wish.ts';
import { personKey } from '#shared/phone/person.ts';
import type { Problem } from '#shared/problem.ts';
import { err, ok, type Result, unreachable } from '#shared/result.ts';
import { type Session, valueOrEnd } from '../account/session.ts';
import type { CreationDeps } from '../import/requests.ts';
import { inParallel } from '../parallel.ts';
import { inSlices } from '../slice.ts';
import { finished, type StageEnd, stopped } from '../work.ts';
import { lookAt, lookedAtAtOnce } from './look.ts';

const enlistedAtOnce = 250;
const readsAtOnce = 4;

interface FindOptions {
  readonly actionId: number;
  readonly wish: Wish;
  readonly tagId: string | null;
  readonly session: Session;
  readonly signal: AbortSignal;
  readonly onItems: (count: number) => void;
}

/** Enlists whom an action is for, finds their contacts, and looks at each what there is to do: reads only. */
export async function findContacts(deps: CreationDeps, options: FindOptions): Promise<StageEnd> {
  const { store } = deps;
  const { actionId, session, wish, tagId, signal, onItems } = options;
  const target = store.actions.targetOf(actionId);
  if (target !== null && !(await enlist(deps, { actionId, target, signal }))) return stopped;
  while (!signal.aborted) {
    const queued = store.actions.inState(actionId, 'queued', lookedAtAtOnce);
    if (queued.length === 0) return finished;
    const found = await findAll(queued);
    if (!found.ok) return found.error;
    onItems(queued.length);
  }
  return stopped;

  async function findAll(queued: readonly StoredActionItem[]): Promise<Result<null, StageEnd>> {
    const named = await withContacts(deps, { ...options, queued });
    if (!named.ok) return named;
    const ids = named.value.flatMap(({ contactId }) => contactId ?? []);
    const looked = await lookAt(session, wish, ids, signal);
    if (!looked.ok) return looked;
    store.transact(() => {
      const firstAt = new Map<string, number>();
      const changes = named.value.flatMap((item): readonly ActionChange[] => {
        if (item.contactId === null) return [{ item, to: 'skipped', problem: { kind: 'notFoundHere' } }];
        const { contactId } = item;
        const first = firstAt.get(contactId) ?? store.actions.firstWith(actionId, contactId, item.itemNo);
        if (first !== null && first !== undefined)
          return [{ item, to: 'skipped', problem: { kind: 'chosenTwice', line: first } }];
        firstAt.set(contactId, item.itemNo);
        const seen = looked.value.get(contactId) ?? { contact: null, ticket: null };
        const { contact } = seen;
        const set = contact === null ? { contactId } : { contactId, name: contact.name, phone: contact.number };
        const plan = planOf(wish, seen, { tagId });
        switch (plan.kind) {
          case 'act':
            return [{ item, to: 'planned', set }];
          case 'unchanged':
            return [{ item, to: 'unchanged', set }];
          case 'skip':
            return [{ item, to: 'skipped', problem: plan.problem, set }];
          default:
            return unreachable(plan);
        }
      });
      store.actions.apply(actionId, changes);
    });
    return ok(null);
  }
}

/** The contact of each, looked up by its number on the connection where that is all there is: both forms are one person. */
async function withContacts(
  deps: CreationDeps,
  options: FindOptions & { readonly queued: readonly StoredActionItem[] },
): Promise<Result<readonly StoredActionItem[], StageEnd>> {
  const { session, signal, queued, actionId } = options;
  const serviceId = deps.store.actions.get(actionId).serviceId;
  const found = new Map<number, string>();
  let end: StageEnd | null = null;
  await inParallel(queued, readsAtOnce, async ({ itemNo, contactId, phone }) => {
    if (contactId !== null || phone === null || serviceId === null || end !== null || signal.aborted) return;
    const asked = await session.read((s) => session.digisac.contactsLike({ serviceId, number: phone }, s), signal);
    const like = valueOrEnd(asked);
    if (!like.ok) end = like.error;
    else {
      const same = like.value.filter(({ number }) => personKey(number) === personKey(phone));
      const one = same.find(({ number }) => number === phone) ?? same[0];
      if (one !== undefined) found.set(itemNo, one.id);
    }
  });
  if (end !== null) return err(end);
  if (signal.aborted) return err(stopped);
  return ok(queued.map((item) => ({ ...item, contactId: item.contactId ?? found.get(item.itemNo) ?? null })));
}

/** Everybody of the target, each once, piece by piece. False when it was told to stop; then it goes on where it was. */
async function enlist(
  deps: CreationDeps,
  {
    actionId,
    target,
    signal,
  }: { readonly actionId: number; readonly target: ActionTarget; readonly signal: AbortSignal },
): Promise<boolean> {
  const { store } = deps;
  const chosen = target.kind === 'import' ? null : listed(target);
  return inSlices(deps, {
    signal,
    step: () => {
      const { enlistedTo } = store.actions.get(actionId);
      const [items, to] =
        target.kind === 'import'
          ? rowsAfter(target.importId, enlistedTo)
          : [chosen?.slice(enlistedTo, enlistedTo + enlistedAtOnce) ?? [], enlistedTo + enlistedAtOnce];
      store.transact(() => {
        if (items.length > 0) store.actions.enlist(actionId, items, to);
        else store.actions.allEnlisted(actionId);
      });
      return items.length > 0 ? 'more' : 'done';
    },
  });

  function rowsAfter(importId: number, rowNo: number): readonly [readonly ListedItem[], number] {
    const rows = store.rows.after(importId, rowNo, enlistedAtOnce);
    const items = rows.map(({ contactId, phone, problem }): ListedItem => {
      const why: Problem | null = contactId !== null ? null : (problem ?? { kind: 'notFoundHere' });
      return { contactId, phone, name: '', problem: why };
    });
    return [items, rows.at(-1)?.rowNo ?? rowNo];
  }
}

function listed(target: Exclude<ActionTarget, { kind: 'import' }>): readonly ListedItem[] {
  if (target.kind === 'contacts') {
    return target.contactIds.map((contactId) => ({ contactId, phone: null, name: '', problem: null }));
  }
  return numbersIn(target.text, target).map(({ phone, written, problem }: WrittenNumber) => ({
    ...{ contactId: null, phone, name: written ?? '', problem },
  }));
}
