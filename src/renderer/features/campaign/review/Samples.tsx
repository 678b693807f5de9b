import { useQuery } from '@tanstack/react-query';
import { useTexts } from '../../../texts/use-texts.ts';
import { LinesSkeleton } from '../../../ui/LinesSkeleton.tsx';
import { Loaded } from '../../../ui/Loaded.tsx';
import { MessageBubble } from '../../../ui/message/MessageBubble.tsx';
import { ProblemText } from '../../../ui/ProblemText.tsx';
import { campaignQueries } from '../queries.ts';
import type { Recipient } from './pick-samples.ts';
import './Samples.css';

/** Three messages from all over the sheet, each as it will leave. */
export function Samples(props: { readonly importId: number; readonly template: string }) {
  const samples = useQuery(campaignQueries.samples(props.importId, props.template));
  return (
    <Loaded query={samples} skeleton={<LinesSkeleton lines={3} />}>
      {(recipients) => (
        <div className="samples">
          {recipients.map((recipient) => (
            <Sample key={recipient.line} recipient={recipient} />
          ))}
        </div>
      )}
    </Loaded>
  );
}

function Sample(props: { readonly recipient: Recipient }) {
  const { name, line, text, problem } = props.recipient;
  const say = useTexts('campaign');
  return (
    <section className="sample" aria-label={say('review.sampleOf', { name, line })}>
      <p className="sample-who">
        {name || say('preview.noName')}
        <span className="sample-line num">{say('preview.line', { line })}</span>
      </p>
      {problem ? <ProblemText problem={problem} tone="warn" /> : <MessageBubble text={text} />}
    </section>
  );
}
