import { ActionIcon, Menu } from '@mantine/core';
import {
  IconArrowBackUp,
  IconChecklist,
  IconDots,
  IconFileExport,
  IconSend,
  IconTable,
  IconTrash,
} from '@tabler/icons-react';
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { Link } from 'wouter';
import { importPhaseSchema } from '#shared/rpc/imports.ts';
import type { JobSnapshot } from '#shared/rpc/jobs.ts';
import { engine } from '../../rpc/engine.ts';
import { keys, queries } from '../../rpc/queries.ts';
import { useFormat } from '../../texts/use-format.ts';
import { useTexts } from '../../texts/use-texts.ts';
import { ConfirmDialog } from '../../ui/ConfirmDialog.tsx';
import { EmptyState } from '../../ui/EmptyState.tsx';
import { JobStatus } from '../../ui/JobStatus.tsx';
import { hrefOf } from '../../ui/job-words.ts';
import { Loaded } from '../../ui/Loaded.tsx';
import { Panel } from '../../ui/Panel.tsx';
import { PictureNothingYet } from '../../ui/pictures/PictureNothingYet.tsx';
import './RecentJobs.css';
import { isUnderWay } from './RunningJobs.tsx';
import { useOutcome } from './use-outcome.ts';

/** All that was done with this Malote, newest first. */
export function RecentJobs() {
  const say = useTexts('home');
  const jobs = useQuery(queries.jobs());
  // What is under way stands above, with its bar.
  const rest = (list: readonly JobSnapshot[]) => list.filter((job) => !isUnderWay(job));
  return (
    <Panel title={say('recent')} flush>
      <Loaded query={jobs}>
        {(list) =>
          rest(list).length === 0 ? (
            <EmptyState picture={<PictureNothingYet />} title={say('nothing')} text={say('nothingText')} />
          ) : (
            <ul className="recent-jobs">
              {rest(list).map((job) => (
                <RecentJob key={job.job} job={job} />
              ))}
            </ul>
          )
        }
      </Loaded>
    </Panel>
  );
}

const icons = {
  import: IconTable,
  campaign: IconSend,
  undo: IconArrowBackUp,
  action: IconChecklist,
  export: IconFileExport,
} as const;

function RecentJob({ job }: { readonly job: JobSnapshot }) {
  const say = useTexts('home');
  const format = useFormat();
  const outcome = useOutcome(job);
  const Icon = icons[job.kind];
  return (
    <li className="recent-job">
      <span className="recent-job-icon">
        <Icon size={18} stroke={1.75} aria-hidden />
      </span>
      <div className="recent-job-words">
        <Link href={hrefOf(job)} className="recent-job-name">
          {job.name}
        </Link>
        <span className="recent-job-text num">
          <span className="hidden-words">{say(`kind.${job.kind}`)}: </span>
          {outcome.join(' · ')}
        </span>
      </div>
      <JobStatus job={job} />
      <span className="recent-job-when num">{format.moment(job.createdAt)}</span>
      <div className="recent-job-more">{isOpen(job) && <Discard job={job} />}</div>
    </li>
  );
}

/** Nothing was done on the account yet. */
function isOpen(job: JobSnapshot): boolean {
  const phase = importPhaseSchema.safeParse(job.phase).data;
  return job.kind === 'import' && phase !== undefined && phase !== 'create' && phase !== 'done';
}

function Discard({ job }: { readonly job: JobSnapshot }) {
  const say = useTexts('home');
  const queryClient = useQueryClient();
  const [isAsking, setAsking] = useState(false);
  const discard = useMutation({
    mutationFn: () => engine.imports.discard({ importId: job.importId ?? 0 }),
    onSuccess: () => {
      setAsking(false);
      void queryClient.invalidateQueries({ queryKey: keys.jobs });
    },
  });
  return (
    <>
      <Menu position="bottom-end">
        <Menu.Target>
          <ActionIcon aria-label={say('discard.menu', { name: job.name })}>
            <IconDots size={18} aria-hidden />
          </ActionIcon>
        </Menu.Target>
        <Menu.Dropdown>
          <Menu.Item
            className="menu-bad"
            leftSection={<IconTrash size={16} aria-hidden />}
            onClick={() => setAsking(true)}
          >
            {say('discard.action')}
          </Menu.Item>
        </Menu.Dropdown>
      </Menu>
      <ConfirmDialog
        opened={isAsking}
        title={say('discard.title')}
        action={say('discard.action')}
        tone="bad"
        busy={discard.isPending}
        error={discard.error}
        onClose={() => setAsking(false)}
        onConfirm={() => discard.mutate()}
      >
        {say('discard.text', { count: job.total, name: job.name })}
      </ConfirmDialog>
    </>
  );
}
