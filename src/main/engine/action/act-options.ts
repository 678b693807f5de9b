import type { Wish } from '#shared/actions/wish.ts';
import type { Session } from '../account/session.ts';
import type { Method } from './verbs.ts';

/** What an action that is under way works with. */
export interface ActOptions {
  readonly actionId: number;
  readonly accountId: number;
  readonly wish: Wish;
  readonly tagId: string | null;
  readonly session: Session;
  readonly method: Method;
  readonly signal: AbortSignal;
  readonly onItems: (count: number) => void;
}
