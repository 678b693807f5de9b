import type { Content } from '#shared/campaign/content.ts';
import { mostOf } from '#shared/campaign/shape.ts';
import type { Audience } from '#shared/rpc/campaigns.ts';
import type { ImportDetail } from '#shared/rpc/imports.ts';
import { mostCharacters } from '#shared/template/render.ts';
import { useFormat } from '../../../texts/use-format.ts';
import { useTexts } from '../../../texts/use-texts.ts';
import { Figure } from '../../../ui/Figure.tsx';
import { contactsOf } from '../contacts.ts';

/** How many get the campaign and how many do not: together they are everybody. Of the latter, for whom something is missing. */
export function ReviewFigures(props: {
  readonly source: ImportDetail;
  readonly content: Content;
  readonly audience: Audience;
  readonly toCome: number;
}) {
  const { audience, toCome } = props;
  const say = useTexts('campaign');
  const format = useFormat();
  const contacts = contactsOf(props.source);
  const most = mostOf(props.content, mostCharacters);
  const lacking = audience.missing.filter(({ count }) => count > 0);
  const lackingCount = lacking.reduce((sum, { count }) => sum + count, 0);
  const leftOut = audience.leftOut.reduce((sum, { count }) => sum + count, 0);
  // Whoever is in none of the other groups has a message that is too long; the engine counts no such group.
  const tooLong = Math.max(0, contacts - audience.recipients - leftOut - lackingCount);
  const without = leftOut + lackingCount + tooLong;
  return (
    <div className="review-figures">
      <Figure
        label={say('review.receive')}
        value={format.number(audience.recipients)}
        hint={say('review.receiveHint', { count: contacts })}
      />
      {toCome > 0 && (
        <Figure label={say('review.pending')} value={format.number(toCome)} hint={say('review.pendingHint')} />
      )}
      <Figure
        label={say('review.leftOut')}
        value={format.number(without)}
        hint={say(without > 0 ? 'review.leftOutHint' : 'review.leftOutNone')}
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
      {audience.longest > most && (
        <Figure
          label={say('review.tooLong')}
          value={format.number(tooLong)}
          tone="warn"
          hint={say('review.tooLongHint', { most })}
        />
      )}
    </div>
  );
}
