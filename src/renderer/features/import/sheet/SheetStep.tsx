import { Button } from '@mantine/core';
import { IconArrowRight } from '@tabler/icons-react';
import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { Link } from 'wouter';
import type { Dialect } from '#shared/tabular/table.ts';
import { queries } from '../../../rpc/queries.ts';
import { useJobActions } from '../../../rpc/use-job-actions.ts';
import { useTexts } from '../../../texts/use-texts.ts';
import { ConfirmDialog } from '../../../ui/ConfirmDialog.tsx';
import { ErrorText } from '../../../ui/ErrorText.tsx';
import { Notice } from '../../../ui/Notice.tsx';
import { useOpenSheet } from '../../../ui/open-sheet/open-sheet.tsx';
import { Page } from '../../../ui/Page.tsx';
import { Panel } from '../../../ui/Panel.tsx';
import { ProblemText } from '../../../ui/ProblemText.tsx';
import { PlanLacks } from '../../../ui/plan/PlanLacks.tsx';
import { StepFooter } from '../../../ui/StepFooter.tsx';
import { CorrectionsNotice } from '../problems/CorrectionsNotice.tsx';
import type { StepProps } from '../step-props.ts';
import { isOpen } from '../steps.ts';
import { useRestage } from '../use-import.ts';
import { Findings } from './Findings.tsx';
import { HeadTable } from './HeadTable.tsx';
import './SheetStep.css';

/** What was found in the file, each finding to be changed on the spot, and its first rows as they are read. */
export function SheetStep({ source, job, rail }: StepProps) {
  const say = useTexts('import');
  const { restage, error, isBusy } = useRestage(source.id);
  const hasEdits = useQuery(queries.editHistory(source.id)).data?.undo != null;
  /** Another way to read the sheet that would cost what was put right in its rows. */
  const [asked, setAsked] = useState<Dialect | null>(null);
  const change = (dialect: Dialect) => (hasEdits ? setAsked(dialect) : restage(dialect));
  const canChange = isOpen(source.phase) && job.status !== 'cancelled';
  const { findings } = source;
  return (
    <Page
      title={say('sheet.title')}
      description={say('sheet.description')}
      above={rail}
      below={
        <StepFooter>
          <Button
            component={Link}
            href={`/importar/${source.id}/colunas`}
            rightSection={<IconArrowRight size={16} aria-hidden />}
          >
            {say('sheet.next')}
          </Button>
        </StepFooter>
      }
    >
      {job.status === 'failed' && job.reason && <Stopped job={job} />}
      {!canChange && <Notice tone="calm">{say('closed')}</Notice>}
      <CorrectionsNotice source={source} />
      <PlanLacks importId={source.id} step="sheet" />
      {findings && (
        <>
          <Findings source={source} findings={findings} isBusy={isBusy} onChange={canChange ? change : null} />
          <ErrorText error={error} />
          <ConfirmDialog
            opened={asked !== null}
            title={say('sheet.loseEdits.title')}
            action={say('sheet.loseEdits.action')}
            tone="bad"
            busy={isBusy}
            onClose={() => setAsked(null)}
            onConfirm={() => {
              if (asked) restage(asked);
              setAsked(null);
            }}
          >
            {say('sheet.loseEdits.text')}
          </ConfirmDialog>
          <Panel title={say('sheet.first')} flush>
            <HeadTable findings={findings} isBusy={isBusy} />
          </Panel>
        </>
      )}
    </Page>
  );
}

/** The file could not be read to its end: what was read counts, and it may be mended and read again. */
function Stopped({ job }: Pick<StepProps, 'job'>) {
  const say = useTexts('import');
  const { choose } = useOpenSheet();
  const { move, busy, error } = useJobActions(job.job);
  return (
    <>
      {job.reason && (
        <ProblemText
          problem={job.reason}
          action={
            <span className="sheet-stopped">
              <Button variant="default" loading={busy === 'resume'} onClick={() => move('resume')}>
                {say('sheet.again')}
              </Button>
              <Button variant="default" onClick={choose}>
                {say('sheet.another')}
              </Button>
            </span>
          }
        />
      )}
      <ErrorText error={error} />
    </>
  );
}
