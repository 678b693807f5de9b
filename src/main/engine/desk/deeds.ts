import type { Failure } from '#main/digisac/failure.ts';
import type { Store } from '#main/store/store.ts';
import type { Clock } from '#shared/clock.ts';
import { type Problem, ProblemError } from '#shared/problem.ts';
import type { Result } from '#shared/result.ts';
import type { Deed } from '#shared/rpc/desk.ts';

/** What a lost answer turned out to have done; null: nobody knows. */
export type Found<T> = { readonly value: T } | 'notDone' | null;

/**
 * Law 1 for what a person does to the account itself: the intent is committed before anything leaves. It is never done
 * again by itself: a lost answer is read back once, and where that does not tell, the person sees that nobody knows.
 */
export function createDeeds({ store, clock }: { readonly store: Store; readonly clock: Clock }) {
  const end = (id: number, problem: Problem | null) => store.transact(() => store.deeds.end(id, problem, clock.now()));

  return {
    /** Problems: those of the request. */
    async do<T>(
      ask: { readonly accountId: number; readonly deed: Deed['deed']; readonly subject: string },
      request: () => Promise<Result<T, Failure>>,
      lookBack: () => Promise<Found<T>>,
    ): Promise<T> {
      const id = store.transact(() => store.deeds.begin({ ...ask, nowMs: clock.now() }));
      const answer = await request();
      if (answer.ok) {
        end(id, null);
        return answer.value;
      }
      const { problem, effect } = answer.error;
      const found = effect === 'unknown' ? await lookBack() : 'notDone';
      if (found !== null && found !== 'notDone') {
        end(id, null);
        return found.value;
      }
      if (found === 'notDone') end(id, problem);
      throw new ProblemError(problem);
    },
  };
}

export type Deeds = ReturnType<typeof createDeeds>;
