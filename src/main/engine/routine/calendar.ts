import type { Store } from '#main/store/store.ts';
import type { Clock } from '#shared/clock.ts';
import { dayAround, isTimeZone } from '#shared/pace/hours.ts';
import { opensAt } from '#shared/pace/opens-at.ts';
import { ProblemError } from '#shared/problem.ts';
import { runsBetween } from '#shared/routine/schedule.ts';
import type { CalendarDay, PlannedOnDay, SentOnDay } from '#shared/rpc/calendar.ts';
import { inSlices } from '../slice.ts';

/** One step of counting, so that a face that asks meanwhile is answered: a day may have a million messages. */
const stepMs = 3_600_000;
/** Of one routine in six weeks. */
const mostRuns = 42;

interface Span {
  readonly startMs: number;
  readonly endMs: number;
  readonly name: string;
}

/** What went out day by day, and what is planned. */
export async function calendarDays(
  deps: { readonly store: Store; readonly clock: Clock },
  ask: { readonly from: string; readonly days: number; readonly timeZone: string; readonly accountId: number | null },
  signal: AbortSignal,
): Promise<CalendarDay[]> {
  const { store, clock } = deps;
  if (!isTimeZone(ask.timeZone)) throw new ProblemError({ kind: 'timeZoneInvalid', value: ask.timeZone });
  const days = daysOf(ask);
  const isAsked = (accountId: number) => ask.accountId === null || ask.accountId === accountId;
  const campaigns = new Map(store.campaigns.list().map((campaign) => [campaign.id, campaign]));
  const accountIds = new Set([...campaigns.values()].map(({ accountId }) => accountId).filter(isAsked));
  const acceptedIn = ({ startMs: fromMs, endMs: toMs }: Span) =>
    [...accountIds].flatMap((accountId) => store.deliveries.acceptedOfCampaigns({ accountId, fromMs, toMs }));
  const sent = new Map<string, Map<number, SentOnDay>>();
  const steps = days.flatMap((day) => stepsOf(day));
  let done = 0;
  await inSlices(deps, {
    signal,
    step: () => {
      const part = steps[done];
      if (part === undefined) return 'done';
      done += 1;
      for (const { campaignId, count, firstAt } of acceptedIn(part)) {
        const campaign = campaigns.get(campaignId);
        if (!campaign) continue;
        const ofDay = sent.get(part.name) ?? new Map<number, SentOnDay>();
        const { name, accountId } = campaign;
        const before = ofDay.get(campaignId) ?? { campaignId, name, accountId, count: 0, firstAt };
        ofDay.set(campaignId, { ...before, count: before.count + count });
        sent.set(part.name, ofDay);
      }
      return 'more';
    },
  });
  const planned = plannedIn(store, { fromMs: clock.now(), toMs: days.at(-1)?.endMs ?? 0 }).filter(({ accountId }) =>
    isAsked(accountId),
  );
  return days.map(({ name, startMs, endMs }) => ({
    day: name,
    sent: [...(sent.get(name)?.values() ?? [])].sort((a, b) => a.firstAt - b.firstAt),
    planned: planned.filter(({ at }) => at >= startMs && at < endMs).sort((a, b) => a.at - b.at),
  }));
}

function daysOf({ from, days, timeZone }: { from: string; days: number; timeZone: string }): readonly Span[] {
  const all: Span[] = [];
  // Noon of Greenwich is on this day or a neighbour of it in every time zone.
  let day = dayAround(Date.parse(`${from}T12:00Z`), timeZone);
  while (day.name < from) day = dayAround(day.endMs, timeZone);
  while (day.name > from) day = dayAround(day.startMs - 1, timeZone);
  for (; all.length < days; day = dayAround(day.endMs, timeZone)) all.push(day);
  return all;
}

function stepsOf({ startMs, endMs, name }: Span): readonly Span[] {
  const steps: Span[] = [];
  for (let at = startMs; at < endMs; at += stepMs) {
    steps.push({ startMs: at, endMs: Math.min(endMs, at + stepMs), name });
  }
  return steps;
}

/** Campaigns that wait for an hour, and the runs of routines to come. */
function plannedIn(store: Store, span: { readonly fromMs: number; readonly toMs: number }): readonly PlannedOnDay[] {
  const waiting = store.campaigns.list().flatMap((campaign): readonly PlannedOnDay[] => {
    const at = campaign.status === 'paused' ? opensAt(campaign.reason) : null;
    if (at === null || at < span.fromMs || at >= span.toMs) return [];
    const { id, name, accountId } = campaign;
    const queued = store.deliveries.counts(id).filter(({ state }) => state === 'queued');
    return [{ kind: 'campaign', id, name, accountId, at, count: queued.reduce((sum, { count }) => sum + count, 0) }];
  });
  const routines = store.routines
    .list()
    .flatMap(({ id, name, accountId, schedule, isPaused }) =>
      isPaused
        ? []
        : runsBetween(schedule, { ...span, most: mostRuns }).map(
            (at): PlannedOnDay => ({ kind: 'routine', id, name, accountId, at, count: null }),
          ),
    );
  return [...waiting, ...routines];
}
