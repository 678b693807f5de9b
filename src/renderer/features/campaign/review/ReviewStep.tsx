import { Button } from '@mantine/core';
import { IconCheck } from '@tabler/icons-react';
import { useQuery } from '@tanstack/react-query';
import { Link } from 'wouter';
import { estimateSpan } from '#shared/pace/estimate.ts';
import type { Audience } from '#shared/rpc/campaigns.ts';
import type { ImportDetail } from '#shared/rpc/imports.ts';
import { queries } from '../../../rpc/queries.ts';
import { useFormat } from '../../../texts/use-format.ts';
import { useTexts } from '../../../texts/use-texts.ts';
import { Words } from '../../../texts/Words.tsx';
import { LinesSkeleton } from '../../../ui/LinesSkeleton.tsx';
import { Loaded } from '../../../ui/Loaded.tsx';
import { Notice } from '../../../ui/Notice.tsx';
import { Panel } from '../../../ui/Panel.tsx';
import { useNow } from '../../../ui/pace/use-now.ts';
import { usePaceWords } from '../../../ui/pace/use-pace-words.ts';
import { PlanLacks } from '../../../ui/plan/PlanLacks.tsx';
import { contactsToCome } from '../contacts.ts';
import type { Composed } from '../draft.ts';
import { campaignQueries } from '../queries.ts';
import { stepHref } from '../steps.ts';
import type { DraftInHand } from '../use-draft.ts';
import { LeftOut } from './LeftOut.tsx';
import { ReviewFigures } from './ReviewFigures.tsx';
import { Samples } from './Samples.tsx';
import { SavePlan } from './SavePlan.tsx';
import { SendPanel } from './SendPanel.tsx';
import './ReviewStep.css';

interface Reviewed {
  readonly source: ImportDetail;
  readonly inHand: DraftInHand;
  /** The content as it would leave. */
  readonly composed: Composed;
}

/** The last look: who, what, how fast, until when, and what will not happen; then the deliberate send. */
export function ReviewStep(props: Reviewed) {
  const { source, composed } = props;
  // Somebody may have opted out since the message was written.
  const audience = useQuery({ ...campaignQueries.audience(source.id, composed), refetchOnMount: 'always' });
  return (
    <Loaded query={audience} skeleton={<LinesSkeleton lines={6} />}>
      {(people) => <Review {...props} audience={people} />}
    </Loaded>
  );
}

const promises = ['twice', 'optedOut', 'ticket', 'pause'] as const;

function Review(props: Reviewed & { readonly audience: Audience }) {
  const { source, inHand, composed, audience } = props;
  const { draft } = inHand;
  const say = useTexts('campaign');
  const words = usePaceWords();
  const nowMs = useNow();
  const toCome = contactsToCome(source);
  const begins = toCome === 0 || draft.beginsEarly;
  const receivers = audience.recipients;
  const expected = receivers + (draft.beginsEarly ? toCome : 0);
  const span = expected > 0 ? estimateSpan({ pace: draft.pace, messages: expected, nowMs }) : null;
  const when = (atMs: number) => words.when(atMs, draft.pace.timeZone, nowMs);
  const name = draft.name.trim();
  return (
    <div className="review">
      <Earlier importId={source.id} />
      {composed.content.kind === 'comment' && <Notice tone="calm">{say('review.comment')}</Notice>}
      <PlanLacks importId={source.id} step="review" />
      {draft.openTicket && (
        <Notice
          tone="warn"
          action={
            <Button variant="default" size="xs" onClick={() => inHand.change({ openTicket: false })}>
              {say('review.noTicket')}
            </Button>
          }
        >
          {say('review.opensTicket')}
        </Notice>
      )}
      {draft.inDoubt === 'hold' && <Notice tone="calm">{say('review.holdsDoubt')}</Notice>}
      <Panel>
        <p className="review-sentence num">
          <Words
            area="campaign"
            text="review.sentence"
            facts={{ name, count: expected, pace: words.prose(draft.pace) }}
          />{' '}
          {span &&
            say('review.ends', {
              start: span.firstMs - nowMs < 60_000 ? say('review.startsNow') : when(span.firstMs),
              end: when(span.lastMs),
            })}
          {span === null && expected > 0 && say('review.endsNever')}
        </p>
        <ReviewFigures source={source} content={composed.content} audience={audience} toCome={toCome} />
      </Panel>
      <LeftOut leftOut={audience.leftOut} missing={audience.missing} />
      <Panel title={say('review.samples')}>
        <Samples importId={source.id} composed={composed} />
      </Panel>
      <div className="review-end">
        <Panel title={say('review.promises')} footer={<SavePlan source={source} draft={draft} />}>
          <ul className="review-promises">
            {promises
              .filter((promise) => promise !== 'ticket' || !draft.openTicket)
              .map((promise) => (
                <li key={promise}>
                  <IconCheck className="review-check" size={18} stroke={2} aria-hidden />
                  {say(`review.promise.${promise}`)}
                </li>
              ))}
          </ul>
        </Panel>
        {!begins && (
          <Notice tone="warn" action={<Link href={stepHref(source.id, 'pace')}>{say('review.toPace')}</Link>}>
            {say('review.creating')}
          </Notice>
        )}
        {begins && expected === 0 && <Notice tone="warn">{say('review.nobody')}</Notice>}
        {begins && expected > 0 && (
          <SendPanel importId={source.id} from={source.options} inHand={inHand} receivers={expected} />
        )}
      </div>
    </div>
  );
}

/** A second campaign to the same people is allowed, and never an accident. */
function Earlier(props: { readonly importId: number }) {
  const say = useTexts('campaign');
  const format = useFormat();
  const jobs = useQuery(queries.jobs()).data ?? [];
  const earlier = jobs.find(
    ({ kind, importId, status }) => kind === 'campaign' && importId === props.importId && status !== 'cancelled',
  );
  if (earlier === undefined) return null;
  return (
    <Notice tone="warn">{say('review.before', { name: earlier.name, when: format.moment(earlier.createdAt) })}</Notice>
  );
}
