import { Button } from '@mantine/core';
import { IconArrowRight } from '@tabler/icons-react';
import { useRef } from 'react';
import { Link, useLocation } from 'wouter';
import { useFormat } from '../../../texts/use-format.ts';
import { useTexts } from '../../../texts/use-texts.ts';
import { Words } from '../../../texts/Words.tsx';
import { CountChips } from '../../../ui/CountChips.tsx';
import { JobBar } from '../../../ui/JobBar.tsx';
import { Notice } from '../../../ui/Notice.tsx';
import { Page } from '../../../ui/Page.tsx';
import { Panel } from '../../../ui/Panel.tsx';
import { StepFooter } from '../../../ui/StepFooter.tsx';
import { useShortcut } from '../../../ui/shortcuts.tsx';
import { goodCount } from '../situations.ts';
import type { StepProps } from '../step-props.ts';
import { isOpen } from '../steps.ts';
import { useSituationLabel } from '../use-situation-label.ts';
import { AreaCode } from './AreaCode.tsx';
import { CheckNumbers } from './CheckNumbers.tsx';
import { filterFrom, filtersOf } from './filters.ts';
import { ReviewTable } from './ReviewTable.tsx';
import './ReviewStep.css';

/** All rows of the sheet by what is right or wrong with them, and what mends many of them at once. */
export function ReviewStep({ source, job, rail, filter: wanted }: StepProps & { readonly filter: string | undefined }) {
  const say = useTexts('import');
  const label = useSituationLabel();
  const format = useFormat();
  const [, navigate] = useLocation();
  const chips = useRef<HTMLDivElement>(null);
  useShortcut('mod+F', useTexts('common')('keys.filter'), () =>
    chips.current?.querySelector<HTMLElement>('[aria-pressed="true"]')?.focus(),
  );
  const { counts, phase, rows } = source;
  const filters = filtersOf(counts, rows);
  const chosen = filterFrom(filters, wanted);
  const labelOf = (key: string) =>
    key === 'all' ? say('review.all') : key === 'good' ? say('review.good') : label(key);
  const choose = (key: string) =>
    navigate(`/importar/${source.id}/revisar${key === 'all' ? '' : `/${key}`}`, { replace: true });
  const canChange = isOpen(phase) && job.status !== 'cancelled';
  const isWorking = phase === 'stage' || phase === 'normalise';
  const good = goodCount(counts);
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
        {canChange && (
          <div className="review-bars">
            {phase === 'normalise' && (
              <div className="review-bar">
                <div className="review-bar-words">
                  <JobBar job={job} more={<span />} />
                </div>
              </div>
            )}
            {!isWorking && <AreaCode source={source} />}
            <CheckNumbers source={source} job={job} />
          </div>
        )}
        <div ref={chips}>
          <CountChips
            label={say('review.filters')}
            chips={filters.map(({ key, tone, count }) => ({ key, label: labelOf(key), count, tone }))}
            chosen={chosen.key}
            onChoose={choose}
          />
        </div>
      </div>
      <div className="review-table">
        <Panel flush>
          <ReviewTable source={source} filter={chosen.filter} onShowAll={() => choose('all')} />
        </Panel>
      </div>
    </Page>
  );
}
