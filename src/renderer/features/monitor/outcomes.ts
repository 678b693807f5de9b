import type { DeliveryState } from '#shared/recipient/delivery.ts';
import { isAfterAcceptance } from '#shared/recipient/refusal.ts';

/**
 * The outcomes as people tell them apart. Each state is in one of them, so they add up to the recipients: what the
 * account took (`accepted`) is never counted as arrived (`delivered`).
 */
export const outcomes = [
  { key: 'read', states: ['read'] },
  { key: 'delivered', states: ['delivered'] },
  { key: 'accepted', states: ['accepted', 'sent'] },
  { key: 'inDoubt', states: ['inDoubt'] },
  { key: 'held', states: ['held'] },
  { key: 'failed', states: ['failed'] },
  { key: 'notSent', states: ['skipped', 'cancelled'] },
  { key: 'waiting', states: ['queued', 'sending'] },
] as const satisfies readonly { key: string; states: readonly DeliveryState[] }[];

export type Outcome = (typeof outcomes)[number]['key'];

/** How many deliveries stand where, by state; the counts of a job's snapshot have this shape. */
export type StateCounts = Readonly<Record<string, number>>;

export const statesOf = (outcome: Outcome): readonly DeliveryState[] =>
  outcomes.find(({ key }) => key === outcome)?.states ?? [];

export const outcomeOf = (state: DeliveryState): Outcome =>
  outcomes.find(({ states }) => states.some((one) => one === state))?.key ?? 'waiting';

export const countOf = (counts: StateCounts, states: readonly DeliveryState[]): number =>
  states.reduce((sum, state) => sum + (counts[state] ?? 0), 0);

/** What the account took and nothing refused since. */
export const takenOf = (counts: StateCounts): number => countOf(counts, ['accepted', 'sent', 'delivered', 'read']);

/** What the account took and WhatsApp refused afterwards: it was sent all the same, as the report counts it (law 8). */
export const refusedLater = (
  counts: readonly { readonly state: DeliveryState; readonly problem: string | null; readonly count: number }[],
): number =>
  counts
    .filter(({ state, problem }) => state === 'failed' && problem !== null && isAfterAcceptance(problem))
    .reduce((sum, { count }) => sum + count, 0);

/** What arrived at a phone. */
export const arrivedOf = (counts: StateCounts): number => countOf(counts, ['delivered', 'read']);
