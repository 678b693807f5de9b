import { Button } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { Link, Redirect } from 'wouter';
import { jobIdOf } from '#shared/rpc/errors.ts';
import type { ImportDetail } from '#shared/rpc/imports.ts';
import type { JobSnapshot } from '#shared/rpc/jobs.ts';
import { problemOf } from '../../rpc/problem.ts';
import { queries } from '../../rpc/queries.ts';
import { useFormat } from '../../texts/use-format.ts';
import { useTexts } from '../../texts/use-texts.ts';
import { EmptyState } from '../../ui/EmptyState.tsx';
import { ErrorState } from '../../ui/ErrorState.tsx';
import { shareOf } from '../../ui/job-words.ts';
import { Page } from '../../ui/Page.tsx';
import { PageSkeleton } from '../../ui/PageSkeleton.tsx';
import { PictureNoRows } from '../../ui/pictures/PictureNoRows.tsx';
import { PlanStrip } from '../../ui/plan/PlanStrip.tsx';
import { StepRail } from '../../ui/StepRail.tsx';
import { ColumnsStep } from './columns/ColumnsStep.tsx';
import { CreateStep } from './create/CreateStep.tsx';
import { ReviewStep } from './review/ReviewStep.tsx';
import { SheetStep } from './sheet/SheetStep.tsx';
import { railOf, type StepKey, stepFrom, stepOfPhase } from './steps.ts';

/** An import at one of its four steps. All of its state is the engine's, so an address is enough to come back to it. */
export function ImportScreen(props: {
  readonly importId: number;
  readonly step: string | undefined;
  readonly filter: string | undefined;
}) {
  const { importId } = props;
  const detail = useQuery(queries.import(importId));
  const snapshot = useQuery(queries.job(jobIdOf.import(importId)));
  const [source, job] = [detail.data, snapshot.data];
  if (source === undefined || job === undefined) {
    const error = detail.error ?? snapshot.error;
    if (error === null) return <PageSkeleton />;
    if (problemOf(error)?.kind === 'jobUnknown') return <Missing />;
    return (
      <main>
        <ErrorState
          error={error}
          onRetry={() => {
            void detail.refetch();
            void snapshot.refetch();
          }}
        />
      </main>
    );
  }
  const step = stepFrom(props.step, source);
  if (step === null) return <Redirect to={`/importar/${importId}/${stepOfPhase(source.phase)}`} replace />;
  const rail = (
    <>
      <Rail source={source} job={job} step={step} />
      <PlanStrip importId={importId} />
    </>
  );
  const own = { source, job, rail };
  switch (step) {
    case 'planilha':
      return <SheetStep {...own} />;
    case 'colunas':
      return <ColumnsStep {...own} />;
    case 'revisar':
      return <ReviewStep {...own} filter={props.filter} />;
    case 'criar':
      return <CreateStep {...own} />;
  }
}

function Rail(props: { readonly source: ImportDetail; readonly job: JobSnapshot; readonly step: StepKey }) {
  const say = useTexts('import');
  const format = useFormat();
  const { source, job, step } = props;
  const isReading = source.phase === 'stage' && job.status === 'running';
  const rows = say('rows', { count: job.total });
  const hint = isReading ? `${rows} · ${say('reading', { share: format.percent(shareOf(job) ?? 0) })}` : rows;
  return (
    <StepRail
      label={say('rail')}
      title={source.fileName}
      hint={hint}
      steps={railOf(source, step, (key) => say(`steps.${key}`))}
    />
  );
}

function Missing() {
  const say = useTexts('import');
  return (
    <Page title={say('missingImport')} width="reading">
      <EmptyState
        picture={<PictureNoRows />}
        title={say('missingImport')}
        text={say('missingImportText')}
        action={
          <Button component={Link} href="/">
            {say('home')}
          </Button>
        }
      />
    </Page>
  );
}
