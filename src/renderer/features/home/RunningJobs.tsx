import { Button } from '@mantine/core';
import { IconArrowRight } from '@tabler/icons-react';
import { useQuery } from '@tanstack/react-query';
import { Link } from 'wouter';
import type { JobSnapshot } from '#shared/rpc/jobs.ts';
import { queries } from '../../rpc/queries.ts';
import { useTexts } from '../../texts/use-texts.ts';
import { JobBar } from '../../ui/JobBar.tsx';
import { hrefOf } from '../../ui/job-words.ts';
import { Panel } from '../../ui/Panel.tsx';
import './RunningJobs.css';

export const isUnderWay = ({ status }: JobSnapshot): boolean => status === 'running' || status === 'paused';

/** What works now or rests half-way, with its bar. Nothing where nothing does. */
export function RunningJobs() {
  const say = useTexts('home');
  const jobs = (useQuery(queries.jobs()).data ?? []).filter(isUnderWay);
  if (jobs.length === 0) return null;
  return (
    <Panel title={say('running')}>
      <ul className="running-jobs">
        {jobs.map((job) => (
          <li key={job.job} className="running-job">
            <JobBar
              job={job}
              title={job.name}
              more={
                <Button
                  component={Link}
                  href={hrefOf(job)}
                  variant="subtle"
                  rightSection={<IconArrowRight size={16} aria-hidden />}
                  aria-label={`${say('open')}: ${job.name}`}
                >
                  {say('open')}
                </Button>
              }
            />
          </li>
        ))}
      </ul>
    </Panel>
  );
}
