import { Button } from '@mantine/core';
import { IconArrowRight } from '@tabler/icons-react';
import { useEffect, useMemo, useState } from 'react';
import { Link, useLocation } from 'wouter';
import type { RowView } from '#shared/rpc/imports.ts';
import { useFormat } from '../../../texts/use-format.ts';
import { useTexts } from '../../../texts/use-texts.ts';
import { Words } from '../../../texts/Words.tsx';
import { ErrorText } from '../../../ui/ErrorText.tsx';
import { JobBar } from '../../../ui/JobBar.tsx';
import { Notice } from '../../../ui/Notice.tsx';
import { Page } from '../../../ui/Page.tsx';
import { Panel } from '../../../ui/Panel.tsx';
import { PlanLacks } from '../../../ui/plan/PlanLacks.tsx';
import { StepFooter } from '../../../ui/StepFooter.tsx';
import type { Order } from '../../../ui/table/HeadCell.tsx';
import { CorrectionsNotice } from '../problems/CorrectionsNotice.tsx';
import { ProblemsFile } from '../problems/ProblemsFile.tsx';
import { goodCount } from '../situations.ts';
import type { StepProps } from '../step-props.ts';
import { isOpen } from '../steps.ts';
import { useSituationLabel } from '../use-situation-label.ts';
import { AreaCode } from './AreaCode.tsx';
import { CheckNumbers } from './CheckNumbers.tsx';
import { EditNotice, type LastEdit } from './EditNotice.tsx';
import { FilterChips } from './FilterChips.tsx';
import { filterFrom, filtersOf } from './filters.ts';
import { KeepChoice } from './KeepChoice.tsx';
import { ReviewTable } from './ReviewTable.tsx';
import { ReviewTools } from './ReviewTools.tsx';
import { useReview } from './use-review.ts';
import './ReviewStep.css';

/** All rows of the sheet by what is right or wrong with them, and what mends many of them at once. */
export function ReviewStep({ source, job, rail, filter: wanted }: StepProps & { readonly filter: string | undefined }) {
  const say = useTexts('import');
  const label = useSituationLabel();
  const format = useFormat();
  const [, navigate] = useLocation();
  const [search, setSearch] = useState('');
  const [order, setOrder] = useState<Order | null>(null);
  const [lastEdit, setLastEdit] = useState<LastEdit | null>(null);
  const review = useReview(source.id);
  const { counts, phase, rows } = source;
  const filters = filtersOf(counts, rows);
  const chosen = filterFrom(filters, wanted);
  const labelOf = (key: string) =>
    key === 'all' ? say('review.all') : key === 'good' ? say('review.good') : label(key);
  const choose = (key: string) => {
    setLastEdit(null);
    navigate(`/importar/${source.id}/revisar${key === 'all' ? '' : `/${key}`}`, { replace: true });
  };
  const canChange = isOpen(phase) && job.status !== 'cancelled';
  const isWorking = phase === 'stage' || phase === 'normalise';
  const good = goodCount(counts);
  const canEdit = canChange && (phase === 'review' || phase === 'check');
  const view = useMemo(() => ({ filter: chosen.filter, search, order }), [chosen.filter, search, order]);
  const showAll = () => {
    setSearch('');
    choose('all');
  };
  // What rows were, they are no more after all of them were made anew.
  useEffect(() => {
    if (!canEdit) setLastEdit(null);
  }, [canEdit]);
  const canLeaveOut = chosen.key !== 'all' && chosen.key !== 'excludedByUser' && search === '' && chosen.count > 0;
  const edit = (row: RowView, column: number, text: string) => {
    const before = row.cells[column] ?? '';
    review.edit(
      { what: 'edit', rowNo: row.rowNo, column, text },
      { onSuccess: () => setLastEdit({ line: row.line, column, before, after: text }) },
    );
  };
  /** What mends many rows stands where these rows are shown: the table is what this screen is for. */
  const isAbout = (...keys: readonly string[]) => keys.includes(chosen.key);
  const leaveOut = () =>
    review.edit({ what: 'include', rows: { filter: chosen.filter, search }, takesPart: false }, { onSuccess: showAll });
  return (
    <Page
      title={say('review.title')}
      description={say('review.description')}
      above={rail}
      width="full"
      layout="fill"
      below={
        <StepFooter
          back={{ label: say('review.back'), href: `/importar/${source.id}/colunas` }}
          note={
            canChange && !isWorking ? (
              <Words area="import" text="review.ready" facts={{ count: good, total: format.number(rows) }} />
            ) : null
          }
        >
          {isWorking ? (
            <Button disabled rightSection={<IconArrowRight size={16} aria-hidden />}>
              {say('review.next')}
            </Button>
          ) : (
            <Button
              component={Link}
              href={`/importar/${source.id}/criar`}
              rightSection={<IconArrowRight size={16} aria-hidden />}
            >
              {say('review.next')}
            </Button>
          )}
        </StepFooter>
      }
    >
      <div className="review-top">
        {phase === 'stage' && <Notice tone="calm">{say('review.staging')}</Notice>}
        {!canChange && <Notice tone="calm">{say(job.status === 'cancelled' ? 'cancelled' : 'closed')}</Notice>}
        <CorrectionsNotice source={source} />
        <PlanLacks importId={source.id} step="review" />
        {chosen.tone === 'bad' && <ProblemsFile source={source} />}
        {canChange && (
          <div className="review-bars">
            {phase === 'normalise' && (
              <div className="review-bar">
                <div className="review-bar-words">
                  <JobBar job={job} more={<span />} />
                </div>
              </div>
            )}
            {!isWorking && isAbout('all', 'areaCodeMissing') && <AreaCode source={source} />}
            {!isWorking && isAbout('duplicateInFile') && <KeepChoice source={source} />}
            {(isWorking || isAbout('all', 'good', 'unchecked')) && <CheckNumbers source={source} job={job} />}
            {lastEdit && canEdit && (
              <EditNotice
                importId={source.id}
                last={lastEdit}
                columnName={
                  source.findings?.header[lastEdit.column] || say('review.unnamed', { position: lastEdit.column + 1 })
                }
                review={review}
                onDone={() => setLastEdit(null)}
              />
            )}
          </div>
        )}
        <FilterChips
          chips={filters.map(({ key, tone, count }) => ({ key, label: labelOf(key), count, tone }))}
          chosen={chosen.key}
          onChoose={choose}
        />
        <ReviewTools
          source={source}
          review={review}
          search={search}
          onSearch={setSearch}
          canEdit={canEdit}
          leaveOut={canLeaveOut ? { count: chosen.count, run: leaveOut } : null}
        />
        <ErrorText error={review.error} />
      </div>
      <div className="review-table">
        <Panel flush>
          <ReviewTable
            source={source}
            view={view}
            review={review}
            canEdit={canEdit}
            onEdit={edit}
            onOrder={setOrder}
            onShowAll={showAll}
          />
        </Panel>
      </div>
    </Page>
  );
}
