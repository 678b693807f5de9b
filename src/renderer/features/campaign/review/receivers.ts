import type { Audience } from '#shared/rpc/campaigns.ts';

/** Recipients who will really be written to: those who lack a value that the message needs are left out. */
export const willReceive = (audience: Audience): number =>
  Math.max(0, audience.recipients - audience.missing.reduce((sum, { count }) => sum + count, 0));
