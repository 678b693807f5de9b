import type { Problem } from '#shared/problem.ts';
import type { DeliveryState } from '#shared/recipient/delivery.ts';
import { isAfterAcceptance } from '#shared/recipient/refusal.ts';

/** Deliveries with one kind of problem, as the engine groups them. */
interface Failure {
  readonly state: DeliveryState;
  readonly problem: Problem;
  readonly count: number;
}

export interface Cause {
  readonly state: DeliveryState;
  readonly kind: Problem['kind'];
  readonly count: number;
  /** The most frequent one, whose facts its sentence tells. */
  readonly example: Problem;
  /** Others of the kind have other facts (another line, another reason). */
  readonly hasOthers: boolean;
  /** The one thing to do about it, besides what the sentence says. */
  readonly remedy: 'decide' | 'retry' | 'none';
}

/** What waits for a person comes first, then what failed, then what was never to be sent. */
const urgency: Partial<Record<DeliveryState, number>> = { held: 0, failed: 1, inDoubt: 2, skipped: 3, cancelled: 4 };

/** The causes behind failed, held and skipped deliveries: one per state and kind of problem. */
export function causesOf(failures: readonly Failure[]): readonly Cause[] {
  const causes = new Map<string, Cause & { largest: number }>();
  for (const { state, problem, count } of failures) {
    const key = `${state} ${problem.kind}`;
    const known = causes.get(key);
    const isLargest = known === undefined || count > known.largest;
    causes.set(key, {
      state,
      kind: problem.kind,
      count: (known?.count ?? 0) + count,
      example: isLargest ? problem : known.example,
      hasOthers: known !== undefined,
      remedy: remedyOf(state, problem),
      largest: isLargest ? count : known.largest,
    });
  }
  return [...causes.values()]
    .map(({ largest: _, ...cause }) => cause)
    .sort((a, b) => (urgency[a.state] ?? 9) - (urgency[b.state] ?? 9) || b.count - a.count);
}

function remedyOf(state: DeliveryState, problem: Problem): Cause['remedy'] {
  if (state === 'held') return 'decide';
  return state === 'failed' && !isAfterAcceptance(problem.kind) ? 'retry' : 'none';
}
