import { err, ok } from '#shared/result.ts';
import type { Digisac } from './digisac.ts';
import { exchange } from './exchange.ts';
import type { Failure } from './failure.ts';
import { createAgent, type HttpOptions } from './http.ts';

const wholeMs = 15_000;

/**
 * Source: API collection, "Teste Webhook". The collection sends the token along; it goes to somebody's own server here, so
 * it stays at home. No redirect is followed.
 */
export function createWebhookTest({
  version,
  dispatcher,
}: Pick<HttpOptions, 'version' | 'dispatcher'>): Pick<Digisac, 'testWebhook'> {
  return {
    testWebhook: async (url, signal) => {
      const target = URL.parse(url);
      if (target === null || !/^https?:$/.test(target.protocol)) return err(failureAt(url, 'none'));
      const agent = dispatcher ?? createAgent(target.hostname);
      const came = await exchange(agent, {
        ...{ origin: target.origin, path: `${target.pathname}${target.search}`, method: 'POST' },
        headers: {
          'content-type': 'application/json',
          'accept-encoding': 'identity',
          'user-agent': `Malote/${version} (webhook test; Node)`,
        },
        ...{ body: JSON.stringify({ teste: 'teste' }), signal, deadline: AbortSignal.timeout(wholeMs) },
        ...{ onStart: () => undefined, onHead: () => undefined },
      });
      if (dispatcher === undefined) await agent.destroy();
      if (came.kind === 'answered') return ok({ status: came.status });
      return err(failureAt(target.host, came.started ? 'unknown' : 'none'));
    },
  };
}

const failureAt = (host: string, effect: Failure['effect']): Failure => ({
  ...{ kind: 'away', effect, status: null, retryAfterMs: null },
  problem: { kind: 'webhookAway', host },
});
