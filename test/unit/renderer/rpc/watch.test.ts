import { setImmediate as turn } from 'node:timers/promises';
import { EventPublisher } from '@orpc/server';
import { QueryClient, QueryObserver } from '@tanstack/react-query';
import { describe, expect, it, onTestFinished } from 'vitest';
import { followEngine, merged } from '#renderer/rpc/watch.ts';
import type { JobSnapshot } from '#shared/rpc/jobs.ts';
import type { EngineEvent } from '#shared/rpc/system.ts';
import { aCampaignSnapshot } from '../../../support/fake-engine-world.ts';

const job = (more: Partial<JobSnapshot> = {}): JobSnapshot => aCampaignSnapshot({ job: 'c1', ...more });

/** A follower over an engine that says what the test lets it say. */
function aFollower() {
  const said = new EventPublisher<{ event: EngineEvent }>();
  const stop = new AbortController();
  const streams = { opened: 0 };
  let cut = new AbortController();
  const queryClient = new QueryClient({ defaultOptions: { queries: { retry: false } } });
  const pauses: (() => void)[] = [];
  const following = followEngine({
    queryClient,
    signal: stop.signal,
    pause: () => new Promise((end) => pauses.push(() => end())),
    watch: async () => {
      streams.opened += 1;
      return said.subscribe('event', { signal: AbortSignal.any([stop.signal, cut.signal]) });
    },
  });
  onTestFinished(async () => {
    stop.abort();
    for (const end of pauses) end();
    await following;
    queryClient.clear();
  });
  return {
    queryClient,
    streams,
    say: async (event: EngineEvent) => {
      said.publish('event', event);
      await turn();
      await turn();
    },
    cut: async () => {
      cut.abort();
      cut = new AbortController();
      await turn();
      for (const end of pauses.splice(0)) end();
      await turn();
    },
    /** A screen that looks at this question: how often it was asked. */
    look: async (queryKey: readonly unknown[], answer: () => Promise<unknown> = async () => 'answer') => {
      const asked = { times: 0 };
      const observer = new QueryObserver(queryClient, {
        queryKey,
        queryFn: () => {
          asked.times += 1;
          return answer();
        },
        staleTime: Number.POSITIVE_INFINITY,
      });
      onTestFinished(observer.subscribe(() => undefined));
      await turn();
      return asked;
    },
  };
}

describe('following the engine', () => {
  it('puts snapshots in place, in the list and by themselves, without asking', async () => {
    const { queryClient, say } = aFollower();
    queryClient.setQueryData(['jobs'], [job({ status: 'running' })]);
    await turn();

    await say({ type: 'jobs', jobs: [job({ status: 'paused' })] });

    expect(queryClient.getQueryData(['job', 'c1', 'snapshot'])).toMatchObject({ status: 'paused' });
    expect(queryClient.getQueryData(['jobs'])).toMatchObject([{ job: 'c1', status: 'paused' }]);
  });

  it('asks again what the screens show of a job that changed, and nothing of other jobs', async () => {
    const { say, look } = aFollower();
    const own = await look(['job', 'c1', 'rows']);
    const other = await look(['job', 'c2', 'rows']);

    await say({ type: 'jobs', jobs: [job()] });

    expect([own.times, other.times]).toEqual([2, 1]);
  });

  it('lets a slow answer come before it asks again, once for all events meanwhile', async () => {
    const { say, look } = aFollower();
    const answers: (() => void)[] = [];
    const slow = await look(['job', 'c1', 'rows'], () => new Promise((end) => answers.push(() => end('answer'))));
    answers.shift()?.();
    await turn();

    await say({ type: 'jobs', jobs: [job()] });
    await say({ type: 'jobs', jobs: [job()] });
    await say({ type: 'jobs', jobs: [job()] });
    expect(slow.times).toBe(2);
    answers.shift()?.();
    await turn();
    await turn();

    expect(slow.times).toBe(3);
  });

  it('asks for accounts and settings again when they changed', async () => {
    const { say, look } = aFollower();
    const accounts = await look(['accounts', 1, 'tags']);
    const settings = await look(['settings']);

    await say({ type: 'accounts' });
    await say({ type: 'settings' });

    expect([accounts.times, settings.times]).toEqual([2, 2]);
  });

  it('goes on over a new stream when the old one breaks, and asks for everything it may have missed', async () => {
    const { say, look, cut, streams } = aFollower();
    const shown = await look(['job', 'c9', 'detail']);

    await cut();
    await say({ type: 'jobs', jobs: [job({ job: 'c9' })] });

    expect(streams.opened).toBe(2);
    expect(shown.times).toBe(3);
  });
});

describe('a list of jobs with news', () => {
  it('has each job once, newest first', () => {
    const known = [job({ job: 'c2', createdAt: 20 }), job({ job: 'c1', createdAt: 10, status: 'running' })];

    const list = merged(known, [job({ job: 'c1', createdAt: 10, status: 'done' }), job({ job: 'i3', createdAt: 30 })]);

    expect(list.map(({ job: id, status }) => `${id} ${status}`)).toEqual(['i3 running', 'c2 running', 'c1 done']);
  });
});
