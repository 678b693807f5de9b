import { IconCheck } from '@tabler/icons-react';
import { useQuery } from '@tanstack/react-query';
import { estimateSpan } from '#shared/pace/estimate.ts';
import type { Audience } from '#shared/rpc/campaigns.ts';
import type { ImportDetail } from '#shared/rpc/imports.ts';
import { mostCharacters } from '#shared/template/render.ts';
import { queries } from '../../../rpc/queries.ts';
import { useFormat } from '../../../texts/use-format.ts';
import { useTexts } from '../../../texts/use-texts.ts';
import { Words } from '../../../texts/Words.tsx';
import { Figure } from '../../../ui/Figure.tsx';
import { LinesSkeleton } from '../../../ui/LinesSkeleton.tsx';
import { Loaded } from '../../../ui/Loaded.tsx';
import { Notice } from '../../../ui/Notice.tsx';
import { Panel } from '../../../ui/Panel.tsx';
import { useNow } from '../../../ui/pace/use-now.ts';
import { usePaceWords } from '../../../ui/pace/use-pace-words.ts';
import { contactsOf } from '../contacts.ts';
import { campaignQueries } from '../queries.ts';
import type { DraftInHand } from '../use-draft.ts';
import { Samples } from './Samples.tsx';
import { SendPanel } from './SendPanel.tsx';
import './ReviewStep.css';

/** The last look: who, what, how fast, until when, and what will not happen; then the deliberate send. */
export function ReviewStep(props: { readonly source: ImportDetail; readonly inHand: DraftInHand }) {
  const { source, inHand } = props;
  const { template } = inHand.draft;
  // Somebody may have opted out since the message was written.
  const audience = useQuery({ ...campaignQueries.audience(source.id, template), refetchOnMount: 'always' });
  return (
    <Loaded query={audience} skeleton={<LinesSkeleton lines={6} />}>
      {(people) => <Review source={source} inHand={inHand} audience={people} />}
    </Loaded>
  );
}

const promises = ['twice', 'optedOut', 'ticket', 'pause'] as const;

function Review(props: { readonly source: ImportDetail; readonly inHand: DraftInHand; readonly audience: Audience }) {
  const { source, inHand, audience } = props;
  const { draft } = inHand;
  const say = useTexts('campaign');
  const format = useFormat();
  const words = usePaceWords();
  const nowMs = useNow();
  const receivers = audience.recipients;
  const lacking = audience.missing.filter(({ count }) => count > 0);
  const lackingCount = lacking.reduce((sum, { count }) => sum + count, 0);
  const contacts = contactsOf(source);
  // Whoever is in none of the other groups has a message that is too long; the engine counts no such group.
  const tooLong = Math.max(0, contacts - receivers - audience.optedOut - lackingCount);
  const span = receivers > 0 ? estimateSpan({ pace: draft.pace, messages: receivers, nowMs }) : null;
  const when = (atMs: number) => words.when(atMs, draft.pace.timeZone, nowMs);
  const name = draft.name.trim();
  return (
    <div className="review">
      <Earlier importId={source.id} />
      <Panel>
        <p className="review-sentence num">
          <Words
            area="campaign"
            text="review.sentence"
            facts={{ name, count: receivers, pace: words.prose(draft.pace) }}
          />{' '}
          {span &&
            say('review.ends', {
              start: span.firstMs - nowMs < 60_000 ? say('review.startsNow') : when(span.firstMs),
              end: when(span.lastMs),
            })}
          {span === null && receivers > 0 && say('review.endsNever')}
        </p>
        <div className="review-figures">
          <Figure
            label={say('review.receive')}
            value={format.number(receivers)}
            hint={say('review.receiveHint', { count: contacts })}
          />
          <Figure
            label={say('review.optedOut')}
            value={format.number(audience.optedOut)}
            hint={say('review.optedOutHint')}
          />
          <Figure
            label={say('review.missing')}
            value={format.number(lackingCount)}
            {...(lacking.length > 0 ? { tone: 'warn' as const } : {})}
            hint={
              lacking.length > 0
                ? say('review.missingHint', { names: lacking.map((one) => one.name).join(', ') })
                : say('review.missingNone')
            }
          />
          {audience.longest > mostCharacters && (
            <Figure
              label={say('review.tooLong')}
              value={format.number(tooLong)}
              tone="warn"
              hint={say('review.tooLongHint', { most: mostCharacters })}
            />
          )}
        </div>
      </Panel>
      <Panel title={say('review.samples')}>
        <Samples importId={source.id} template={draft.template} />
      </Panel>
      <div className="review-end">
        <Panel title={say('review.promises')}>
          <ul className="review-promises">
            {promises.map((promise) => (
              <li key={promise}>
                <IconCheck className="review-check" size={18} stroke={2} aria-hidden />
                {say(`review.promise.${promise}`)}
              </li>
            ))}
          </ul>
        </Panel>
        {receivers === 0 ? (
          <Notice tone="warn">{say('review.nobody')}</Notice>
        ) : (
          <SendPanel importId={source.id} inHand={inHand} receivers={receivers} />
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
