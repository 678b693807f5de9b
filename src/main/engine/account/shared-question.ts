import type { Clock } from '#shared/clock.ts';

/**
 * A question that several ask: one request for all who ask while it is under way, and its answer is good for `lastsMs`.
 * A failure is told to all who wait, and kept for nobody.
 */
export function sharedQuestion<T>(deps: {
  readonly clock: Clock;
  readonly lastsMs: number;
  readonly request: () => Promise<T>;
}) {
  const { clock, lastsMs, request } = deps;
  let asking: Promise<T> | null = null;
  let known: { readonly answer: T; readonly atMs: number } | null = null;

  function begin(): Promise<T> {
    const mine = request()
      .then((answer) => {
        if (asking === mine) known = { answer, atMs: clock.monotonic() };
        return answer;
      })
      .finally(() => {
        if (asking === mine) asking = null;
      });
    asking = mine;
    return mine;
  }

  return {
    async ask(): Promise<T> {
      if (known !== null && clock.monotonic() - known.atMs < lastsMs) return known.answer;
      return asking ?? begin();
    },
    /** What it is about may have changed: also an answer that is on its way is none any more. */
    forget(): void {
      known = null;
      asking = null;
    },
  };
}
