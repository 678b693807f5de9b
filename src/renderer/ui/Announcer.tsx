import { useQuery } from '@tanstack/react-query';
import { useRef } from 'react';
import { queries } from '../rpc/queries.ts';
import { useTexts } from '../texts/use-texts.ts';
import { shareOf, useJobWords } from './job-words.ts';

/** Tells a screen reader of running jobs, sparingly: when one changes its state, and at each quarter of its way. */
export function Announcer() {
  const say = useTexts('common');
  const words = useJobWords();
  const jobs = useQuery(queries.jobs()).data;
  const told = useRef(new Map<string, string>());
  const text = useRef('');
  for (const job of jobs ?? []) {
    const quarter = Math.floor((shareOf(job) ?? 0) * 4);
    const now = `${job.status} ${job.phase} ${job.status === 'running' ? quarter : ''}`;
    const before = told.current.get(job.job);
    told.current.set(job.job, now);
    // What was so when the window opened is no news.
    if (before === undefined || before === now) continue;
    text.current = say('job.announce', { name: job.name, doing: words.doing(job), share: quarter * 25 });
  }
  return (
    <div className="hidden-words" role="status">
      {text.current}
    </div>
  );
}
