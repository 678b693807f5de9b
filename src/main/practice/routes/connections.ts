import { notFound, okAnswer, refusal } from '../answer.ts';
import type { Ask, Route } from '../ask.ts';
import type { Effect } from '../effects.ts';

/** From being told to start until it is there. */
const startMs = 4_000;

const order = (effectOf: (ask: Ask) => Effect | null) => (ask: Ask) => {
  const service = ask.account.service(ask.id);
  if (!service) return notFound('Service');
  if (service.archivedAtMs !== null) return refusal(400, 'Service is archived');
  const effect = effectOf(ask);
  if (effect !== null) ask.account.commit(ask.at, [effect]);
  return okAnswer;
};

const begin = ({ id, at: { atMs }, startEnds }: Ask): Effect => ({
  ...{ kind: 'serviceStarted', id, untilMs: atMs + startMs, ends: startEnds },
});

/** What is connected, or on its way, stays as it is. */
export const startService: Route = order((ask) => {
  const service = ask.account.service(ask.id);
  return service?.isConnected || service?.starting ? null : begin(ask);
});
export const restartService: Route = order(begin);
export const shutdownService: Route = order(({ id }) => ({ kind: 'serviceShutDown', id }));
