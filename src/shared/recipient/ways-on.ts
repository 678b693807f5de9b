import type { JobSnapshot } from '../rpc/jobs.ts';
import type { DeliveryState } from './delivery.ts';

/** Where a campaign that nobody works on can go on, each with how many recipients that concerns. */
export interface WaysOn {
  /** By resuming it. Null: it can be, and nobody knows yet with how many (its texts are still being made). */
  readonly queued: number | null;
  /** By putting back in the queue what failed without effect. */
  readonly failed: number;
  /** By a person's decision. */
  readonly held: number;
}

const toSend = ['queued', 'sending', 'inDoubt'] as const satisfies readonly DeliveryState[];

/** The same for every face (law 8). `toRetry` is what the engine would put back. */
export function waysOn(
  { status, phase, counts }: Pick<JobSnapshot, 'status' | 'phase' | 'counts'>,
  toRetry: number,
): WaysOn {
  const isResting = status === 'paused' || status === 'failed';
  const queued = toSend.reduce((sum, state) => sum + (counts[state] ?? 0), 0);
  return {
    queued: !isResting ? 0 : phase === 'enlist' || queued === 0 ? null : queued,
    failed: status === 'paused' || status === 'done' ? toRetry : 0,
    held: counts['held'] ?? 0,
  };
}
