import type { Digisac } from '#main/digisac/digisac.ts';
import type { Store } from '#main/store/store.ts';
import { type ServicePhase, type Turn, type TurnState, turnState } from '#shared/accounts/connection.ts';
import type { Clock } from '#shared/clock.ts';
import { ProblemError } from '#shared/problem.ts';
import { unreachable } from '#shared/result.ts';
import type { Connection, Deed, TurnStep } from '#shared/rpc/desk.ts';
import type { Session } from '../account/session.ts';
import type { Events } from '../events.ts';
import type { Deeds } from './deeds.ts';

/** Between two looks at a connection that is on its way. */
const lookEveryMs = 2_000;

const deedOf = (turn: Turn): Deed['deed'] => {
  switch (turn) {
    case 'start':
      return 'startConnection';
    case 'restart':
      return 'restartConnection';
    case 'shutdown':
      return 'shutdownConnection';
    default:
      return unreachable(turn);
  }
};

function order(digisac: Digisac, turn: Turn, serviceId: string): ReturnType<Digisac['startService']> {
  switch (turn) {
    case 'start':
      return digisac.startService(serviceId);
    case 'restart':
      return digisac.restartService(serviceId);
    case 'shutdown':
      return digisac.shutdownService(serviceId);
    default:
      return unreachable(turn);
  }
}

/** Connections of an account: how they are, and what is done to them. */
export function createConnections(deps: {
  readonly store: Store;
  readonly clock: Clock;
  readonly events: Events;
  readonly deeds: Deeds;
  readonly sessionOf: (accountId: number) => Promise<Session>;
}) {
  const { store, clock, events, deeds, sessionOf } = deps;

  async function list(accountId: number): Promise<Connection[]> {
    const session = await sessionOf(accountId);
    const services = await session.askOnce(() => session.digisac.services());
    const phases = new Map<string, ServicePhase>();
    for (const { id } of services) {
      phases.set(id, (await session.askOnce(() => session.digisac.servicePhase(id))) ?? 'unknown');
    }
    store.transact(() => store.accounts.saveServices(accountId, [...services]));
    events.changed('accounts');
    return services.map((service) => ({ ...service, phase: phases.get(service.id) ?? 'unknown' }));
  }

  return {
    list,

    /** Doing it twice is doing it once, so a lost answer is followed by a look all the same. */
    async *turn(
      { accountId, serviceId, turn }: { accountId: number; serviceId: string; turn: Turn },
      signal: AbortSignal,
    ): AsyncGenerator<TurnStep, void> {
      const session = await sessionOf(accountId);
      const service = store.accounts.get(accountId).services.find(({ id }) => id === serviceId);
      await deeds.do(
        { accountId, deed: deedOf(turn), subject: service?.name ?? serviceId },
        () => session.write(() => order(session.digisac, turn, serviceId)),
        async () => ({ value: null }),
      );
      const sinceMs = clock.monotonic();
      let state: TurnState = 'waiting';
      let wasAway = false;
      yield { phase: 'unknown', state, waitedMs: 0 };
      while (state === 'waiting') {
        await clock.sleep(lookEveryMs, signal);
        if (signal.aborted) return;
        const phase = await phaseOf(session, serviceId);
        wasAway ||= phase !== null && phase !== 'connected';
        const waitedMs = clock.monotonic() - sinceMs;
        state = turnState({ turn, phase: phase ?? 'unknown', waitedMs, wasAway });
        yield { phase: phase ?? 'unknown', state, waitedMs };
      }
      await list(accountId);
    },
  };

  /** Null where the account does not answer this time: it is looked at again. */
  async function phaseOf(session: Session, serviceId: string): Promise<ServicePhase | null> {
    try {
      return (await session.askOnce(() => session.digisac.servicePhase(serviceId))) ?? 'unknown';
    } catch (error) {
      if (!(error instanceof ProblemError)) throw error;
      if (!['serverTrouble', 'serverAway', 'slowedDown'].includes(error.problem.kind)) throw error;
      return null;
    }
  }
}
