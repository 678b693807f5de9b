import { implement } from '@orpc/server';
import type { PlanLack, PlanStep } from '#shared/plan/follow.ts';
import type { Problem } from '#shared/problem.ts';
import type { CalendarDay } from '#shared/rpc/calendar.ts';
import { contract } from '#shared/rpc/contract.ts';
import type { FollowedPlan, OpenedPlan, PlannedCampaign } from '#shared/rpc/plans.ts';
import type { RoutineRun, RoutineView } from '#shared/rpc/routines.ts';

/** What goes out again and again, and what went out when. */
export interface FakeHabit {
  routines: RoutineView[];
  /** By routine, newest first. */
  readonly history: Map<number, RoutineRun[]>;
  /** Days with something in them; all others are empty. */
  days: CalendarDay[];
  /** Which import a plan began. */
  readonly plans: Map<string, number>;
  /** What opening a plan file gives, or why it cannot be opened. */
  opened: OpenedPlan | Problem | null;
  /** By import. */
  readonly followed: Map<number, FollowedPlan>;
  /** Of whatever plan is followed. */
  planned: PlannedCampaign | null;
  /** Where one goes on after the sheet of a plan is there, and what it lacks. */
  readonly onStage: { step: PlanStep; lacks: PlanLack[] };
}

export const noHabit = (): FakeHabit => ({
  routines: [],
  history: new Map(),
  days: [],
  plans: new Map(),
  opened: null,
  followed: new Map(),
  planned: null,
  onStage: { step: 'review', lacks: [] },
});

export const aRun = (more: Partial<RoutineRun> = {}): RoutineRun => ({
  id: 1,
  dueAt: Date.parse('2026-11-23T09:00-03:00'),
  state: 'done',
  reason: null,
  fileName: 'vendas-2026-11-23.csv',
  importId: 1,
  campaignId: 1,
  endedAt: Date.parse('2026-11-23T09:40-03:00'),
  people: 812,
  ...more,
});

export const aRoutine = (more: Partial<RoutineView> = {}): RoutineView => ({
  id: 1,
  name: 'Novidades da semana',
  accountId: 1,
  accountName: 'Conta da Loja',
  isPaused: false,
  headline: 'Olá {{nome}}, veja o que chegou esta semana.',
  nextAt: Date.parse('2026-11-30T09:00-03:00'),
  schedule: { every: 'week', days: ['mon'], minute: 540, timeZone: 'America/Sao_Paulo' },
  source: { kind: 'folder', path: '/dados/vendas', pattern: 'vendas*.csv' },
  asks: true,
  run: aRun(),
  ...more,
});

const nextDay = (day: string): string => new Date(Date.parse(`${day}T12:00Z`) + 86_400_000).toISOString().slice(0, 10);

/** The answers about plans, routines and the calendar, for a fake engine whose other answers stand elsewhere. */
export function fakeHabit(
  habit: FakeHabit,
  end: (problem: Problem) => never,
  hands: {
    readonly stage: (sheet: { readonly fileName: string; readonly accountId: number | null }) => number;
    readonly note: (path: string, input: unknown) => void;
  } = { stage: () => 1, note: () => undefined },
) {
  const on = implement(contract);
  const find = (id: number): RoutineView =>
    habit.routines.find((one) => one.id === id) ?? end({ kind: 'routineUnknown' });
  const change = (id: number, to: Partial<RoutineView>): void => {
    habit.routines = habit.routines.map((one) => (one.id === id ? { ...one, ...to } : one));
  };
  const isOfRun = (runId: number) => (one: RoutineView) => one.run?.id === runId;
  return {
    plans: {
      find: on.plans.find.handler(({ input }) => ({ importId: habit.plans.get(input.key) ?? null })),
      begin: on.plans.begin.handler(({ input }) => void habit.plans.set(input.key, input.importId)),
      open: on.plans.open.handler(({ input, errors }) => {
        const opened = habit.opened ?? ({ kind: 'planEmpty' } as const);
        if ('kind' in opened) throw errors.PROBLEM({ data: opened });
        return { ...opened, fileName: input.fileName };
      }),
      stage: on.plans.stage.handler(({ input }) => {
        hands.note('plans.stage', input);
        const importId = hands.stage(input);
        const { step, lacks } = habit.onStage;
        const { fileName, plan } = input.opened;
        habit.followed.set(importId, { fileName, lacks, hasCampaign: plan.campaign !== undefined });
        return { importId, step };
      }),
      get: on.plans.get.handler(({ input }) => habit.followed.get(input.importId) ?? null),
      campaign: on.plans.campaign.handler(({ input }) => (habit.followed.has(input.importId) ? habit.planned : null)),
      retry: on.plans.retry.handler(() => undefined),
      heed: on.plans.heed.handler(({ input }) => {
        const followed = habit.followed.get(input.importId);
        if (!followed) return;
        const lacks = followed.lacks.filter(({ step }) => step !== input.step);
        habit.followed.set(input.importId, { ...followed, lacks });
      }),
      letGo: on.plans.letGo.handler(({ input }) => void habit.followed.delete(input.importId)),
    },
    routines: {
      list: on.routines.list.handler(() => habit.routines),
      save: on.routines.save.handler(({ input: { of, ...setup } }) => {
        if (of.kind === 'known') {
          change(find(of.routineId).id, setup);
          return { routineId: of.routineId };
        }
        const id = Math.max(0, ...habit.routines.map((one) => one.id)) + 1;
        habit.routines = [...habit.routines, aRoutine({ id, ...setup, run: null })];
        return { routineId: id };
      }),
      pause: on.routines.pause.handler(({ input }) => change(find(input.routineId).id, { isPaused: true })),
      resume: on.routines.resume.handler(({ input }) => change(find(input.routineId).id, { isPaused: false })),
      remove: on.routines.remove.handler(({ input }) => {
        habit.routines = habit.routines.filter(({ id }) => id !== find(input.routineId).id);
      }),
      runNow: on.routines.runNow.handler(({ input }) => {
        const run = aRun({ id: 77, state: 'asking', campaignId: null, endedAt: null });
        change(find(input.routineId).id, { run });
        return { runId: run.id };
      }),
      answer: on.routines.answer.handler(({ input }) => {
        const routine = habit.routines.find(isOfRun(input.runId)) ?? end({ kind: 'routineUnknown' });
        const state = input.goes ? 'sending' : 'declined';
        if (routine.run) change(routine.id, { run: { ...routine.run, state, campaignId: input.goes ? 1 : null } });
      }),
      history: on.routines.history.handler(({ input }) => {
        const { run } = find(input.routineId);
        return habit.history.get(input.routineId) ?? (run ? [run] : []);
      }),
    },
    calendar: {
      days: on.calendar.days.handler(({ input }) => {
        const days: CalendarDay[] = [];
        for (let day = input.from; days.length < input.days; day = nextDay(day)) {
          days.push(habit.days.find((one) => one.day === day) ?? { day, sent: [], planned: [] });
        }
        return days;
      }),
    },
  };
}
