import { TextInput } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { problemOfShape } from '#shared/campaign/shape.ts';
import type { Audience } from '#shared/rpc/campaigns.ts';
import type { ImportDetail } from '#shared/rpc/imports.ts';
import { useTexts } from '../../../texts/use-texts.ts';
import { Panel } from '../../../ui/Panel.tsx';
import { ProblemText } from '../../../ui/ProblemText.tsx';
import type { Composed } from '../draft.ts';
import type { DraftInHand } from '../use-draft.ts';
import { AdviceList } from './AdviceList.tsx';
import { ApprovedFields } from './ApprovedFields.tsx';
import { AttachmentField } from './AttachmentField.tsx';
import { adviceOn } from './advice.ts';
import { ButtonFields } from './ButtonFields.tsx';
import { type ContentFault, checkMessage } from './check.ts';
import { type Kind, type Message, toKind, type Written, withAttachment, withText } from './content-edit.ts';
import { KindChoice } from './KindChoice.tsx';
import { MissingNotice } from './MissingNotice.tsx';
import { messageQueries } from './message-queries.ts';
import { PhonePreview } from './PhonePreview.tsx';
import { TestSend } from './TestSend.tsx';
import { TextFields } from './TextFields.tsx';
import './MessageStep.css';

/** What to say, with each recipient's own words in it, and how it reads on their phones. */
export function MessageStep(props: {
  readonly source: ImportDetail;
  readonly inHand: DraftInHand;
  /** What keeps the content from being sent. */
  readonly fault: ContentFault | null;
  /** The content as it would leave now; null where it can't be sent. */
  readonly composed: Composed | null;
  /** The same as it was when the typing last paused. */
  readonly settled: Composed | null;
  readonly variables: readonly string[];
  /** Who would get this very content; undefined while it is being counted. */
  readonly audience: Audience | undefined;
}) {
  const { source, inHand, fault, composed, settled, variables, audience } = props;
  const say = useTexts('campaign');
  const { draft, change } = inHand;
  const { content } = draft;
  const templates = useQuery(messageQueries.approved(source.id)).data ?? [];
  const hasApproved = templates.length > 0 || content.kind === 'approved';
  const kinds: readonly Kind[] = hasApproved ? ['message', 'approved', 'comment'] : ['message', 'comment'];
  const template = content.kind === 'approved' ? templates.find(({ hsmId }) => hsmId === content.hsmId) : undefined;
  return (
    <div className="compose">
      <div className="message-column">
        <Panel>
          <div className="message-fields">
            <TextInput
              label={say('message.name')}
              value={draft.name}
              maxLength={200}
              onChange={(event) => change({ name: event.currentTarget.value })}
            />
            <KindChoice kinds={kinds} chosen={content.kind} onChoose={(kind) => change(toKind(draft, kind))} />
            {content.kind === 'approved' ? (
              <>
                <ApprovedFields
                  content={content}
                  templates={templates}
                  variables={variables}
                  onChange={(changed) => change({ content: changed })}
                />
                <MissingNotice missing={audience?.missing ?? []} />
              </>
            ) : (
              <TextFields
                key={content.kind}
                content={content}
                accountId={source.options.accountId}
                variables={variables}
                audience={audience}
                onChange={(changed) => change({ content: changed })}
              />
            )}
            {content.kind === 'message' && (
              <Extras content={content} onChange={(changed) => change({ content: changed })} />
            )}
          </div>
        </Panel>
        {content.kind === 'message' && fault === null && (
          <MessageAdvice
            content={content}
            buttons={content.buttons.map(({ text }) => text)}
            variables={variables}
            onChange={(changed) => change({ content: changed })}
          />
        )}
      </div>
      <div className="compose-side message-side">
        <PhonePreview
          importId={source.id}
          composed={settled}
          isOld={settled !== composed}
          content={content}
          template={template}
          fault={fault}
        />
        {content.kind !== 'comment' && <TestSend importId={source.id} composed={composed} />}
      </div>
    </div>
  );
}

/** A file or buttons: WhatsApp takes one of the two. */
function Extras(props: { readonly content: Message; readonly onChange: (content: Message) => void }) {
  const { content, onChange } = props;
  const problem = problemOfShape(content);
  return (
    <div className="message-extras">
      {(content.buttons.length === 0 || content.attachment !== null) && (
        <AttachmentField
          attachment={content.attachment}
          onChange={(attachment) => onChange(withAttachment(content, attachment))}
        />
      )}
      {(content.attachment === null || content.buttons.length > 0) && (
        <ButtonFields content={content} onChange={onChange} />
      )}
      {problem !== null && <ProblemText problem={problem} tone="warn" />}
    </div>
  );
}

function MessageAdvice(props: {
  readonly content: Written;
  readonly buttons: readonly string[];
  readonly variables: readonly string[];
  readonly onChange: (content: Written) => void;
}) {
  const { content, onChange } = props;
  const say = useTexts('campaign');
  const wayOut = say('advice.wayOut');
  const templates = content.versions.map(({ template }) => {
    const check = checkMessage(template, props.variables);
    return check.kind === 'fine' ? check.template : [];
  });
  return (
    <AdviceList
      advice={adviceOn(templates, props.buttons)}
      texts={templates.length}
      onAddWayOut={(versions) =>
        onChange(
          versions.reduce((changed, index) => {
            const text = changed.versions[index]?.template.trimEnd() ?? '';
            return withText(changed, index, text === '' ? wayOut : `${text}\n\n${wayOut}`);
          }, content),
        )
      }
    />
  );
}
