/** How far back the speed of a job looks. */
const windowMs = 60_000;

/**
 * Counts what a job gets done, to say how fast it goes. Kept in slots of a second, so that a million rows cost
 * sixty numbers.
 */
export function createMeter() {
  let slots: { second: number; count: number }[] = [];
  let startedMs: number | null = null;
  /** What was done when the measure began: all of it before, none of it within. */
  let doneAtStart = 0;

  const forget = (nowMs: number) => {
    const oldest = Math.floor((nowMs - windowMs) / 1_000);
    slots = slots.filter((slot) => slot.second > oldest);
  };

  return {
    add(count: number, nowMs: number): void {
      if (startedMs === null) {
        startedMs = nowMs;
        doneAtStart = count;
      }
      const second = Math.floor(nowMs / 1_000);
      const last = slots.at(-1);
      if (last?.second === second) last.count += count;
      else slots.push({ second, count });
      if (slots.length > 120) forget(nowMs);
    },

    /** Things done per minute over the last minute, or since the start if that is shorter; null before there is enough. */
    perMinute(nowMs: number): number | null {
      forget(nowMs);
      if (startedMs === null || nowMs - startedMs < 2_000) return null;
      const sinceStartMs = nowMs - startedMs;
      const done = slots.reduce((sum, slot) => sum + slot.count, 0);
      // The slot of the start is about to be forgotten.
      if (sinceStartMs > windowMs - 1_000) return (done * 60_000) / Math.min(windowMs, sinceStartMs);
      return done === doneAtStart ? null : ((done - doneAtStart) * 60_000) / sinceStartMs;
    },

    /** A pause is not slowness: after it the measure starts anew. */
    reset(): void {
      slots = [];
      startedMs = null;
    },
  };
}

export type Meter = ReturnType<typeof createMeter>;
