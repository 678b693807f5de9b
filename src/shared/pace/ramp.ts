import type { RampUp } from './limits.ts';

/**
 * How many messages a new number may send on one day: `earlierDays` is on how many days before it has sent. Days without a
 * message do not count: a number does not warm up by lying idle.
 */
export const rampLimit = (rampUp: RampUp, earlierDays: number): number =>
  Math.max(1, Math.min(Number.MAX_SAFE_INTEGER, Math.floor(rampUp.first * rampUp.growth ** earlierDays)));
