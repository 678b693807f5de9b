import type { DeliveryState } from '#shared/recipient/delivery.ts';

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

/** What the account took, whatever became of it since; failed later is not part of it. */
export const takenOf = (counts: StateCounts): number => countOf(counts, ['accepted', 'sent', 'delivered', 'read']);

/** What arrived at a phone. */
export const arrivedOf = (counts: StateCounts): number => countOf(counts, ['delivered', 'read']);
