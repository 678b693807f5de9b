import { Button } from '@mantine/core';
import { IconArrowRight } from '@tabler/icons-react';
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import type { ReactNode } from 'react';
import { Link } from 'wouter';
import { jobIdOf } from '#shared/rpc/errors.ts';
import { engine } from '../../../rpc/engine.ts';
import { keys, queries } from '../../../rpc/queries.ts';
import { useFormat } from '../../../texts/use-format.ts';
import { useTexts } from '../../../texts/use-texts.ts';
import { ErrorText } from '../../../ui/ErrorText.tsx';
import { Page } from '../../../ui/Page.tsx';
import { Panel } from '../../../ui/Panel.tsx';
import { StepFooter } from '../../../ui/StepFooter.tsx';
import { ProblemsFile } from '../problems/ProblemsFile.tsx';
import { countIn, situationsOf } from '../situations.ts';
import type { StepProps } from '../step-props.ts';
import { useSituationLabel } from '../use-situation-label.ts';
import './CreateStep.css';
import { useReport } from '../../../ui/report/use-report.ts';
import { ReportButton } from './ReportButton.tsx';
import { ReportState } from './ReportState.tsx';
import { ResultSum } from './ResultSum.tsx';
import { Undo } from './Undo.tsx';
import { isUndone } from './use-undo.ts';

/** What became of every row of the sheet, in numbers that add up, with the rows behind each; and what to do next. */
export function Result({ source, job, rail, notice }: StepProps & { readonly notice?: ReactNode }) {
  const say = useTexts('import');
  const label = useSituationLabel();
  const format = useFormat();
  const ready = countIn(source.counts, ['ready']);
  const failed = countIn(source.counts, ['failed', 'held']);
  const situations = situationsOf(source.counts);
  const total = situations.reduce((sum, { count }) => sum + count, 0);
  const report = useReport(jobIdOf.import(source.id));
  const undo = useQuery(queries.undo(source.id)).data ?? null;
  const isGone = undo !== null && isUndone(undo);
  const hasContacts = source.counts.some(({ origin, count }) => origin !== null && count > 0);
  const ended = ready === 0 ? say('create.result.titleNone') : say('create.result.title', { count: ready });
  return (
    <Page
      title={isGone ? say('undo.done') : ended}
      description={<span className="num">{say('create.result.text', { count: total })}</span>}
      actions={
        <>
          {failed > 0 && job.status === 'done' && !isGone && <RetryFailed importId={source.id} count={failed} />}
          <ReportButton report={report} />
        </>
      }
      above={rail}
      below={
        <StepFooter back={{ label: say('create.back'), href: `/importar/${source.id}/revisar` }}>
          {ready > 0 && job.status === 'done' && !isGone && (
            <Button
              component={Link}
              href={`/campanha/nova/${source.id}`}
              rightSection={<IconArrowRight size={16} aria-hidden />}
            >
              {say('create.result.campaign')}
            </Button>
          )}
        </StepFooter>
      }
    >
      {notice}
      <ReportState report={report} />
      <Panel flush>
        <ResultSum counts={source.counts} />
        <table className="result-table" aria-label={say('create.result.table')}>
          <thead>
            <tr>
              <th scope="col">{say('create.result.what')}</th>
              <th scope="col">{say('create.result.rows')}</th>
            </tr>
          </thead>
          <tbody>
            {situations.map(({ key, tone, count }) => (
              <tr key={key}>
                <th scope="row">
                  <Link
                    href={`/importar/${source.id}/revisar/${key}`}
                    className="result-link"
                    data-tone={tone}
                    aria-label={say('create.result.show', { what: label(key) })}
                  >
                    {label(key)}
                  </Link>
                </th>
                <td>{format.number(count)}</td>
              </tr>
            ))}
          </tbody>
          <tfoot>
            <tr>
              <th scope="row">{say('create.result.total')}</th>
              <td>{format.number(total)}</td>
            </tr>
          </tfoot>
        </table>
      </Panel>
      {hasContacts && <Undo importId={source.id} />}
      <ProblemsFile source={source} />
    </Page>
  );
}

function RetryFailed(props: { readonly importId: number; readonly count: number }) {
  const say = useTexts('import');
  const queryClient = useQueryClient();
  const job = jobIdOf.import(props.importId);
  const retry = useMutation({
    mutationFn: () => engine.jobs.retry({ job }),
    onSuccess: () => {
      void queryClient.invalidateQueries({ queryKey: keys.job(job) });
      void queryClient.invalidateQueries({ queryKey: keys.jobs });
    },
  });
  return (
    <>
      <Button variant="default" loading={retry.isPending} onClick={() => retry.mutate()}>
        {say('create.result.retry', { count: props.count })}
      </Button>
      <ErrorText error={retry.error} />
    </>
  );
}
