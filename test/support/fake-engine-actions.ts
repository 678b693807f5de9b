import { implement } from '@orpc/server';
import type { ActionPhase, ActionState } from '#shared/actions/state.ts';
import type { ActionTarget } from '#shared/actions/target.ts';
import type { Wish } from '#shared/actions/wish.ts';
import type { Problem } from '#shared/problem.ts';
import type { ActionItem } from '#shared/rpc/actions.ts';
import { contract } from '#shared/rpc/contract.ts';
import { jobIdOf } from '#shared/rpc/errors.ts';
import type { JobSnapshot, JobStatus } from '#shared/rpc/jobs.ts';

export interface FakeAction {
  readonly actionId: number;
  readonly accountId: number;
  readonly name: string;
  readonly wish: Wish;
  readonly target: ActionTarget;
  readonly perMinute: number;
  phase: ActionPhase;
  status: JobStatus;
  items: ActionItem[];
}

/** What the actions of a world are made of. */
export interface FakeActions {
  readonly all: Map<number, FakeAction>;
  /** Whom an action finds, whoever it is for. */
  found: readonly ActionItem[];
  /** What was asked for, by its name: only what changes something. */
  readonly asked: { readonly path: string; readonly input: unknown }[];
}

export const noActions = (): FakeActions => ({ all: new Map(), found: [], asked: [] });

/** Somebody in an action: Ana, who is to be acted on. */
export const anItem = (itemNo: number, more: Partial<ActionItem> = {}): ActionItem => ({
  itemNo,
  name: `Pessoa ${itemNo}`,
  phone: `551198765432${itemNo % 10}`,
  contactId: `contact-${itemNo}`,
  state: 'planned',
  problem: null,
  ...more,
});

export function actionSnapshot({
  actionId,
  accountId,
  name,
  phase,
  status,
  items,
  perMinute,
}: FakeAction): JobSnapshot {
  const counts: Record<string, number> = {};
  for (const { state } of items) counts[state] = (counts[state] ?? 0) + 1;
  const open = items.filter(({ state }) => state === 'planned' || state === 'queued').length;
  return {
    ...{ job: jobIdOf.action(actionId), kind: 'action', name, accountId, accountName: 'Loja Aurora' },
    ...{ importId: null, campaignId: null, status, phase, reason: null, total: items.length, counts },
    progress: { done: items.length - open, total: items.length },
    ...{ perMinute: null, allowedPerMinute: phase === 'act' ? perMinute : null, remainingMs: null },
    ...{ createdAt: 1_000, finishedAt: status === 'done' ? 2_000 : null },
  };
}

/** Actions without an account behind them: what is found is what the world says, and what is begun is done at once. */
export function fakeActions(
  world: FakeActions,
  tools: { readonly changed: (action: FakeAction) => void; readonly end: (problem: Problem) => never },
) {
  const on = implement(contract);
  const of = (actionId: number): FakeAction =>
    world.all.get(actionId) ?? tools.end({ kind: 'jobUnknown', job: jobIdOf.action(actionId) });
  const turn = (action: FakeAction, from: ActionState, to: ActionState): void => {
    action.items = action.items.map((item) => (item.state === from ? { ...item, state: to, problem: null } : item));
    action.phase = 'done';
    action.status = 'done';
    tools.changed(action);
  };
  return {
    actions: {
      choices: on.actions.choices.handler(() => ({
        users: [{ id: 'u1', name: 'Bruno' }],
        topics: [{ id: 't1', name: 'Resolvido' }],
      })),
      create: on.actions.create.handler(({ input }) => {
        world.asked.push({ path: 'create', input });
        const actionId = world.all.size + 1;
        const items = [...world.found];
        const isAny = items.some(({ state }) => state === 'planned');
        const where = isAny ? { phase: 'review', status: 'waiting' } : { phase: 'done', status: 'done' };
        const action: FakeAction = { ...input, actionId, items, phase: 'done', status: 'done' };
        Object.assign(action, where);
        world.all.set(actionId, action);
        tools.changed(action);
        return { actionId };
      }),
      get: on.actions.get.handler(({ input }) => {
        const { actionId, accountId, name, wish, target, phase, items, perMinute } = of(input.actionId);
        const counts = new Map<string, { state: ActionState; problem: string | null; count: number }>();
        for (const { state, problem } of items) {
          const key = `${state} ${problem?.kind}`;
          const known = counts.get(key) ?? { state, problem: problem?.kind ?? null, count: 0 };
          known.count += 1;
          counts.set(key, known);
        }
        return {
          ...{ actionId, accountId, name, wish, phase, perMinute, counts: [...counts.values()] },
          from:
            target.kind === 'import'
              ? { kind: target.kind, importId: target.importId, name: 'clientes.csv' }
              : { kind: target.kind },
          savedAt: wish.verb === 'delete' && phase === 'done' ? '/dados/reports/excluir-a1.csv' : null,
        };
      }),
      rows: on.actions.rows.handler(({ input: { actionId, states, offset, limit } }) => {
        const rows = of(actionId).items.filter(({ state }) => states.length === 0 || states.includes(state));
        return { total: rows.length, rows: rows.slice(offset, offset + limit) };
      }),
      start: on.actions.start.handler(({ input }) => {
        world.asked.push({ path: 'start', input });
        const action = of(input.actionId);
        const planned = action.items.filter(({ state }) => state === 'planned').length;
        if (planned !== input.confirm) tools.end({ kind: 'confirmWrong', count: planned });
        turn(action, 'planned', 'done');
      }),
      decide: on.actions.decide.handler(({ input }) => {
        world.asked.push({ path: 'decide', input });
        const action = of(input.actionId);
        const decided = action.items.filter(({ state }) => state === 'held').length;
        turn(action, 'held', 'done');
        return { decided };
      }),
      discard: on.actions.discard.handler(({ input }) => {
        world.asked.push({ path: 'discard', input });
        world.all.delete(input.actionId);
      }),
    },
  };
}
