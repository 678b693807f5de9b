import { describe, expect, it } from 'vitest';
import { createFollower, runningAmong, watchJobs } from '#main/hosts/job-watch.ts';
import type { JobSnapshot, JobStatus } from '#shared/rpc/jobs.ts';
import { aRunningEngine } from './fakes.ts';

const aJob = (job: string, status: JobStatus): JobSnapshot => ({
  job,
  kind: 'campaign',
  name: `Job ${job}`,
  accountId: 1,
  accountName: 'Loja',
  importId: 1,
  campaignId: 1,
  status,
  phase: 'send',
  reason: null,
  total: 1,
  counts: { queued: 1 },
  progress: { done: 0, total: 1 },
  perMinute: null,
  allowedPerMinute: null,
  remainingMs: null,
  createdAt: 0,
  finishedAt: null,
});

describe('what a host knows of the jobs', () => {
  it('is all that are not over, although each event tells the changed ones alone', () => {
    const seen: string[][] = [];
    const rested: string[] = [];
    const follow = createFollower({
      onJobs: (jobs) => void seen.push(runningAmong(jobs).map(({ job }) => job)),
      onRest: ({ job, status }) => void rested.push(`${job} ${status}`),
    });

    follow({ type: 'jobs', jobs: [aJob('i1', 'waiting'), aJob('c1', 'running')] });
    follow({ type: 'accounts' });
    follow({ type: 'jobs', jobs: [aJob('c2', 'running')] });
    follow({ type: 'jobs', jobs: [aJob('c1', 'paused')] });
    follow({ type: 'jobs', jobs: [aJob('c2', 'done'), aJob('c1', 'running')] });
    follow({ type: 'jobs', jobs: [aJob('c1', 'failed')] });
    // Over before anybody saw it run: nothing to tell.
    follow({ type: 'jobs', jobs: [aJob('i2', 'done')] });

    expect(seen).toEqual([['c1'], ['c1', 'c2'], ['c2'], ['c1'], [], []]);
    expect(rested).toEqual(['c1 paused', 'c2 done', 'c1 failed']);
  });

  it('goes on being true after the engine broke and came back', async () => {
    const { engine } = await aRunningEngine();
    const { client } = engine.client();
    const running = new Set<string>();
    let wake: () => void = () => undefined;
    const stop = new AbortController();
    let asked = 0;
    const watching = watchJobs(
      client,
      {
        onJobs: (jobs) => {
          for (const { job } of runningAmong(jobs)) running.add(job);
          wake();
        },
        onRest: () => undefined,
        onSettings: async () => {
          asked += 1;
          wake();
        },
      },
      stop.signal,
    );
    const until = (isSo: () => boolean) =>
      new Promise<void>((resolve) => {
        wake = () => isSo() && resolve();
        wake();
      });
    await client.jobs.resume({ job: 'c1' });
    await until(() => running.has('c1'));

    client.imports.discard({ importId: 1 }).catch(() => undefined);
    await until(() => asked >= 2);
    await client.jobs.resume({ job: 'c2' });

    await until(() => running.has('c2'));
    stop.abort();
    await watching;
  });
});
