import { Button } from '@mantine/core';
import { useDebouncedValue } from '@mantine/hooks';
import { useQuery } from '@tanstack/react-query';
import { type ReactNode, useMemo } from 'react';
import { Link, Redirect } from 'wouter';
import type { ImportDetail } from '#shared/rpc/imports.ts';
import type { PlannedCampaign } from '#shared/rpc/plans.ts';
import { useTexts } from '../../texts/use-texts.ts';
import { Notice } from '../../ui/Notice.tsx';
import { Page } from '../../ui/Page.tsx';
import { paceFault } from '../../ui/pace/tempo.ts';
import { PlanStrip } from '../../ui/plan/PlanStrip.tsx';
import { StepFooter } from '../../ui/StepFooter.tsx';
import { StepRail } from '../../ui/StepRail.tsx';
import { AudienceStep } from './audience/AudienceStep.tsx';
import { contactsOf, contactsToCome, variablesOf } from './contacts.ts';
import { sendable } from './draft.ts';
import { type ContentFault, contentFault } from './message/check.ts';
import { MessageStep } from './message/MessageStep.tsx';
import { PaceStep } from './pace/PaceStep.tsx';
import { PlanWants } from './plan/PlanWants.tsx';
import { campaignQueries } from './queries.ts';
import { ReviewStep } from './review/ReviewStep.tsx';
import { type StepKey, stepHref, stepKeys } from './steps.ts';
import type { DraftInHand } from './use-draft.ts';
import { wayBack } from './way-back.ts';
import './Composer.css';

/** The four steps around one draft. Whatever is behind can be gone back to; what is ahead waits for what it needs. */
export function Composer(props: {
  readonly source: ImportDetail;
  /** As the plan says it that the import follows; null where there is none. */
  readonly planned: PlannedCampaign | null;
  readonly isPractice: boolean;
  readonly inHand: DraftInHand;
  readonly step: StepKey;
}) {
  const { source, inHand, step } = props;
  const say = useTexts('campaign');
  const { draft } = inHand;
  const contacts = contactsOf(source);
  const toCome = contactsToCome(source);
  const variables = useMemo(() => variablesOf(source), [source]);
  const { content, exclusions, seed } = draft;
  const fault = useMemo(() => contentFault(content, variables), [content, variables]);
  const composed = useMemo(
    () => (fault === null ? { content: sendable(content), exclusions, seed } : null),
    [fault, content, exclusions, seed],
  );
  // The whole audience is rendered for an answer: not for every letter that is typed.
  const [settled] = useDebouncedValue(composed, 400);
  const audience = useQuery(campaignQueries.audience(source.id, settled));

  const messageNote = () => {
    if (draft.name.trim() === '') return say('foot.needsName');
    return fault === null ? null : say(needs[fault]);
  };
  const notes: Readonly<Record<StepKey, string | null>> = {
    message: messageNote(),
    audience: null,
    pace: paceFault(draft.pace) === null ? null : say('foot.needsPace'),
    review: null,
  };
  const firstOpen = stepKeys.findIndex((key) => notes[key] !== null);
  const isLocked = (key: StepKey) => firstOpen >= 0 && stepKeys.indexOf(key) > firstOpen;
  // A step that was asked for by its address, and has not what it needs.
  if (isLocked(step)) return <Redirect to={stepHref(source.id, stepKeys[firstOpen] ?? 'message')} replace />;

  const rail = (
    <>
      <StepRail
        label={say('rail')}
        title={draft.name.trim() || say('title')}
        hint={
          source.kind === 'list'
            ? say('audienceList', { count: contacts })
            : say('audience', { count: contacts, file: source.fileName })
        }
        steps={stepKeys.map((key) => ({
          key,
          label: say(`step.${key}`),
          href: stepHref(source.id, key),
          state: stateOf(key, step, isLocked(key)),
        }))}
      />
      <PlanStrip importId={source.id} />
    </>
  );
  const practice = props.isPractice && <Notice tone="calm">{say('practice')}</Notice>;
  switch (step) {
    case 'message':
      return (
        <Page
          key={step}
          title={say('message.title')}
          above={rail}
          below={
            <StepFooter back={wayBack(source, say)} note={notes.message}>
              <Onward href={stepHref(source.id, 'audience')} isOff={notes.message !== null}>
                {say('foot.nextAudience')}
              </Onward>
            </StepFooter>
          }
        >
          {practice}
          {props.planned !== null && <PlanWants planned={props.planned} inHand={inHand} />}
          <MessageStep
            source={source}
            inHand={inHand}
            fault={fault}
            composed={composed}
            settled={fault === null ? settled : null}
            variables={variables}
            audience={settled === composed && !audience.isPlaceholderData ? audience.data : undefined}
          />
        </Page>
      );
    case 'audience':
      return (
        <Page
          key={step}
          title={say('audienceTitle')}
          above={rail}
          below={
            <StepFooter back={{ label: say('foot.toMessage'), href: stepHref(source.id, 'message') }}>
              <Onward href={stepHref(source.id, 'pace')} isOff={false}>
                {say('foot.nextPace')}
              </Onward>
            </StepFooter>
          }
        >
          {practice}
          <AudienceStep source={source} inHand={inHand} />
        </Page>
      );
    case 'pace':
      return (
        <Page
          key={step}
          title={say('pace.title')}
          above={rail}
          below={
            <StepFooter
              back={{ label: say('foot.toAudience'), href: stepHref(source.id, 'audience') }}
              note={notes.pace}
            >
              <Onward href={stepHref(source.id, 'review')} isOff={notes.pace !== null}>
                {say('foot.nextReview')}
              </Onward>
            </StepFooter>
          }
        >
          {practice}
          <PaceStep
            inHand={inHand}
            isPractice={props.isPractice}
            recipients={(audience.data?.recipients ?? contacts) + (draft.beginsEarly ? toCome : 0)}
            toCome={toCome}
          />
        </Page>
      );
    case 'review':
      return (
        <Page
          key={step}
          title={say('review.title')}
          above={rail}
          below={<StepFooter back={{ label: say('foot.toPace'), href: stepHref(source.id, 'pace') }} />}
        >
          {practice}
          {composed !== null && <ReviewStep source={source} inHand={inHand} composed={composed} />}
        </Page>
      );
  }
}

const needs = {
  empty: 'foot.needsMessage',
  notChosen: 'foot.needsTemplate',
  blank: 'foot.needsBlank',
  broken: 'foot.needsFix',
  shape: 'foot.needsFix',
} as const satisfies Record<ContentFault, string>;

function stateOf(key: StepKey, current: StepKey, isLocked: boolean): 'done' | 'current' | 'todo' | 'locked' {
  if (key === current) return 'current';
  if (isLocked) return 'locked';
  return stepKeys.indexOf(key) < stepKeys.indexOf(current) ? 'done' : 'todo';
}

function Onward(props: { readonly href: string; readonly isOff: boolean; readonly children: ReactNode }) {
  if (props.isOff) return <Button disabled>{props.children}</Button>;
  return (
    <Button component={Link} href={props.href}>
      {props.children}
    </Button>
  );
}
