import { useQuery } from '@tanstack/react-query';
import { useTexts } from '../../../texts/use-texts.ts';
import { LinesSkeleton } from '../../../ui/LinesSkeleton.tsx';
import { Loaded } from '../../../ui/Loaded.tsx';
import { MessageBubble } from '../../../ui/message/MessageBubble.tsx';
import { ProblemText } from '../../../ui/ProblemText.tsx';
import { campaignQueries } from '../queries.ts';
import './Samples.css';

/** The first, the middle and the last recipient: what is wrong with a sheet seldom shows in its first line. */
export function Samples(props: { readonly importId: number; readonly template: string }) {
  const first = useQuery(campaignQueries.preview(props.importId, props.template, 0));
  return (
    <Loaded query={first} skeleton={<LinesSkeleton lines={3} />}>
      {({ total }) => (
        <div className="samples">
          {[...new Set([0, Math.floor((total - 1) / 2), total - 1])]
            .filter((offset) => offset >= 0)
            .map((offset) => (
              <Sample key={offset} {...props} offset={offset} />
            ))}
        </div>
      )}
    </Loaded>
  );
}

function Sample(props: { readonly importId: number; readonly template: string; readonly offset: number }) {
  const say = useTexts('campaign');
  const query = useQuery(campaignQueries.preview(props.importId, props.template, props.offset));
  return (
    <Loaded query={query}>
      {({ recipient }) =>
        recipient && (
          <section
            className="sample"
            aria-label={say('review.sampleOf', { name: recipient.name, line: recipient.line })}
          >
            <p className="sample-who">
              {recipient.name || say('preview.noName')}
              <span className="sample-line num">{say('preview.line', { line: recipient.line })}</span>
            </p>
            {recipient.problem ? (
              <ProblemText problem={recipient.problem} tone="warn" />
            ) : (
              <MessageBubble text={recipient.text} />
            )}
          </section>
        )
      }
    </Loaded>
  );
}
