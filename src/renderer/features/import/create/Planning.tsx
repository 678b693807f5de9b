import { Button } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { hasRule } from '#shared/contacts/merge.ts';
import { queries } from '../../../rpc/queries.ts';
import { useTexts } from '../../../texts/use-texts.ts';
import { SendsFrom } from '../../../ui/account/SendsFrom.tsx';
import { ConfirmDialog } from '../../../ui/ConfirmDialog.tsx';
import { ErrorText } from '../../../ui/ErrorText.tsx';
import { LinesSkeleton } from '../../../ui/LinesSkeleton.tsx';
import { Page } from '../../../ui/Page.tsx';
import { Panel } from '../../../ui/Panel.tsx';
import { ProblemText } from '../../../ui/ProblemText.tsx';
import { PlanLacks } from '../../../ui/plan/PlanLacks.tsx';
import { StepFooter } from '../../../ui/StepFooter.tsx';
import { useFirstAnswers } from '../../../ui/use-first-answers.ts';
import { goodCount } from '../situations.ts';
import type { StepProps } from '../step-props.ts';
import { useConfigure, useStart } from '../use-import.ts';
import './CreateStep.css';
import { CreateOptions } from './CreateOptions.tsx';
import { LegalBasis } from './LegalBasis.tsx';
import { PlanWords } from './PlanWords.tsx';

/** What is about to happen, exactly, and the choices that change it. */
export function Planning({ source, job, rail }: StepProps) {
  const say = useTexts('import');
  const retry = useTexts('common')('error.retry');
  const { configure, error: notConfigured } = useConfigure(source.id);
  const { start, error, isBusy } = useStart(source.id, 'create');
  const [isAsking, setAsking] = useState(false);
  const [missing] = source.missing;
  const plan = useQuery({ ...queries.importPlan(source.id), enabled: missing === undefined });
  const accounts = useQuery(queries.accounts());
  // The plan is of any length: what stands below it comes with it, so as not to be pushed down.
  const hasAnswers = useFirstAnswers([accounts, ...(missing === undefined ? [plan] : [])]);
  const count = plan.data?.contacts ?? goodCount(source.counts);
  const isReady = source.phase === 'review' || source.phase === 'check';
  const canStart =
    missing === undefined && isReady && count > 0 && plan.data !== undefined && accounts.data !== undefined;
  const begin = () => {
    const { existing, tagRule } = source.options;
    if (hasRule(source.mapping, existing, 'overwrite') || tagRule === 'replace') setAsking(true);
    else start();
  };
  return (
    <Page
      title={say('create.title')}
      description={say('create.description')}
      above={rail}
      below={
        <StepFooter
          back={{ label: say('create.back'), href: `/importar/${source.id}/revisar` }}
          note={isReady ? null : say('create.notReady')}
        >
          <Button disabled={!canStart} loading={isBusy} onClick={begin}>
            {say('create.action', { count })}
          </Button>
        </StepFooter>
      }
    >
      <PlanLacks importId={source.id} step="create" />
      {missing && (
        <Panel title={say('create.missing')}>
          <ProblemText problem={missing} tone="warn" />
        </Panel>
      )}
      {!missing && (
        <Panel title={say('create.will')}>
          {plan.data && accounts.data ? (
            <>
              <SendsFrom accountId={source.options.accountId} serviceId={source.options.serviceId} />
              <PlanWords source={source} plan={plan.data} accounts={accounts.data} />
            </>
          ) : plan.isError ? (
            <ErrorText
              error={plan.error}
              action={
                <Button variant="default" size="xs" onClick={() => void plan.refetch()}>
                  {retry}
                </Button>
              }
            />
          ) : (
            <LinesSkeleton lines={3} />
          )}
        </Panel>
      )}
      <ErrorText error={error ?? notConfigured} />
      {hasAnswers && (
        <CreateOptions
          source={source}
          isBusy={job.status === 'running' && source.phase !== 'check'}
          onChoose={(options) => configure({ options })}
          onMap={(mapping) => configure({ mapping })}
        />
      )}
      {hasAnswers && <LegalBasis source={source} onChoose={(options) => configure({ options })} />}
      <ConfirmDialog
        opened={isAsking}
        title={say('create.overwriteTitle')}
        action={say('create.action', { count })}
        tone="bad"
        count={count}
        onClose={() => setAsking(false)}
        onConfirm={() => {
          setAsking(false);
          start();
        }}
      >
        {say('create.overwriteText', { count })}
      </ConfirmDialog>
    </Page>
  );
}
