import type { Store } from '#main/store/store.ts';
import type { Clock, Random } from '#shared/clock.ts';
import type { Session } from '../account/session.ts';

/** What sending and settling have in common. */
export interface SendDeps {
  readonly store: Store;
  readonly clock: Clock;
  readonly random: Random;
}

export interface SendOptions {
  readonly campaignId: number;
  readonly session: Session;
  readonly serviceName: string;
  /** Nobody can have sent anything of it yet: it was enlisted a moment ago, by this process. */
  readonly isFresh: boolean;
  readonly signal: AbortSignal;
  /** Recipients that came to an end, or changed their state. */
  readonly onRows: (count: number) => void;
  /** The account took a message: its receipt is to be asked for. */
  readonly onAccepted: () => void;
}
