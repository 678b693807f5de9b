import { useQuery } from '@tanstack/react-query';
import { useTexts } from '../../../texts/use-texts.ts';
import { LinesSkeleton } from '../../../ui/LinesSkeleton.tsx';
import { Loaded } from '../../../ui/Loaded.tsx';
import { ProblemText } from '../../../ui/ProblemText.tsx';
import type { Composed } from '../draft.ts';
import { ContentBubble } from '../message/ContentBubble.tsx';
import { letterOf } from '../message/content-edit.ts';
import { messageQueries } from '../message/message-queries.ts';
import { campaignQueries } from '../queries.ts';
import type { Recipient } from './pick-samples.ts';
import './Samples.css';

/** Three messages from all over the sheet, each as it will leave. */
export function Samples(props: { readonly importId: number; readonly composed: Composed }) {
  const { importId, composed } = props;
  const samples = useQuery(campaignQueries.samples(importId, composed));
  return (
    <Loaded query={samples} skeleton={<LinesSkeleton lines={3} />}>
      {(recipients) => (
        <div className="samples">
          {recipients.map((recipient) => (
            <Sample key={recipient.line} importId={importId} composed={composed} recipient={recipient} />
          ))}
        </div>
      )}
    </Loaded>
  );
}

function Sample(props: { readonly importId: number; readonly composed: Composed; readonly recipient: Recipient }) {
  const { content } = props.composed;
  const { name, line, text, version, problem } = props.recipient;
  const say = useTexts('campaign');
  const templates = useQuery({ ...messageQueries.approved(props.importId), enabled: content.kind === 'approved' }).data;
  const template = content.kind === 'approved' ? templates?.find(({ hsmId }) => hsmId === content.hsmId) : undefined;
  const isCompared = content.kind !== 'approved' && content.versions.length > 1;
  return (
    <section className="sample" aria-label={say('review.sampleOf', { name, line })}>
      <p className="sample-who">
        {name || say('preview.noName')}
        <span className="sample-line num">
          {say('preview.line', { line })}
          {isCompared && ` · ${say('version.name', { letter: letterOf(version) })}`}
        </span>
      </p>
      {problem ? (
        <ProblemText problem={problem} tone="warn" />
      ) : (
        // biome-ignore lint/a11y/noNoninteractiveTabindex: a long message is scrolled with the keys
        <div className="sample-message" tabIndex={0}>
          <ContentBubble content={content} template={template} text={text} />
        </div>
      )}
    </section>
  );
}
