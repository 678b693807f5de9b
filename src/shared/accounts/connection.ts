import { z } from 'zod';

/** How far a connection has come, or what it waits for, as far as the account tells. */
export const servicePhaseSchema = z.enum([
  'connected',
  'starting',
  'qrCode',
  'conflict',
  'phoneAway',
  'stopped',
  'unknown',
]);
export type ServicePhase = z.infer<typeof servicePhaseSchema>;

export const turnSchema = z.enum(['start', 'restart', 'shutdown']);
/** What is done to a connection. */
export type Turn = z.infer<typeof turnSchema>;

/** `wantsPerson`: somebody has to do something at the phone, or in Digisac; until then nothing more happens. */
export type TurnState = 'waiting' | 'done' | 'wantsPerson' | 'gaveUp';

/** An account may call a connection up for a while that is about to go down. */
const staleMs = 8_000;
/** What passes by itself while a connection starts. */
const passesMs = 15_000;
const stillStoppedMs = 45_000;
const mostMs = 180_000;

/** Where a connection is on its way. `wasAway`: it was seen not to be connected since it was told. */
export function turnState(seen: {
  readonly turn: Turn;
  readonly phase: ServicePhase;
  readonly waitedMs: number;
  readonly wasAway: boolean;
}): TurnState {
  const { turn, phase, waitedMs, wasAway } = seen;
  if (turn === 'shutdown') {
    if (phase === 'stopped' || (phase === 'unknown' && waitedMs >= staleMs)) return 'done';
    return waitedMs >= stillStoppedMs ? 'gaveUp' : 'waiting';
  }
  if (phase === 'connected' && (turn === 'start' || wasAway || waitedMs >= staleMs)) return 'done';
  if (phase === 'qrCode') return 'wantsPerson';
  if ((phase === 'conflict' || phase === 'phoneAway') && waitedMs >= passesMs) return 'wantsPerson';
  if (phase === 'stopped' && waitedMs >= stillStoppedMs) return 'gaveUp';
  return waitedMs >= mostMs ? 'gaveUp' : 'waiting';
}
