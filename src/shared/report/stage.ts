import { z } from 'zod';
import { type DeliveryState, takenStates } from '../recipient/delivery.ts';

/**
 * How far a message came with its recipient. The first five are steps of one way: each holds everybody of the next.
 * `optedOut` stands beside them: a refusal that means an opt-out is no answer, and may come before anything arrived.
 */
export const stages = ['selected', 'sent', 'delivered', 'read', 'replied', 'optedOut'] as const;
export const stageSchema = z.enum(stages);
export type Stage = z.infer<typeof stageSchema>;

/** The steps of the way, in their order. */
export const steps = ['selected', 'sent', 'delivered', 'read', 'replied'] as const satisfies readonly Stage[];

export const funnelSchema = z.object({
  selected: z.int().nonnegative(),
  sent: z.int().nonnegative(),
  delivered: z.int().nonnegative(),
  read: z.int().nonnegative(),
  replied: z.int().nonnegative(),
  optedOut: z.int().nonnegative(),
});
/** How many came how far. */
export type Funnel = z.infer<typeof funnelSchema>;

/** What of one delivery a report counts. Times are Unix milliseconds, null where it did not come to that. */
export interface DeliveryFact {
  readonly rowNo: number;
  readonly state: DeliveryState;
  /** The kind of its problem. */
  readonly problem: string | null;
  readonly version: number;
  readonly acceptedAt: number | null;
  readonly deliveredAt: number | null;
  readonly readAt: number | null;
  readonly repliedAt: number | null;
  readonly optedOutAt: number | null;
  /** Of its row in the sheet. */
  readonly tags: readonly string[];
}

type Reach = Pick<DeliveryFact, 'state' | 'acceptedAt' | 'deliveredAt' | 'readAt' | 'repliedAt' | 'optedOutAt'>;

/** The account has it, and nothing refused it since. */
export const isTaken = (state: DeliveryState): boolean => takenStates.some((taken) => taken === state);

/**
 * The one rule behind every number of a report and the rows that it opens. Who answered has read, and who has read got it:
 * phones that hide the blue ticks would make a funnel grow downwards otherwise. What the account took counts as sent, also
 * where WhatsApp refused it afterwards.
 */
export function hasReached(fact: Reach, stage: Stage): boolean {
  switch (stage) {
    case 'selected':
      return true;
    case 'sent':
      return fact.acceptedAt !== null || isTaken(fact.state) || hasReached(fact, 'delivered');
    case 'delivered':
      return fact.deliveredAt !== null || fact.state === 'delivered' || hasReached(fact, 'read');
    case 'read':
      return fact.readAt !== null || fact.state === 'read' || hasReached(fact, 'replied');
    case 'replied':
      return fact.repliedAt !== null;
    case 'optedOut':
      return fact.optedOutAt !== null;
  }
}

export const emptyFunnel: Funnel = { selected: 0, sent: 0, delivered: 0, read: 0, replied: 0, optedOut: 0 };
