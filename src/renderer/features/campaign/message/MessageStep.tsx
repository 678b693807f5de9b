import { TextInput } from '@mantine/core';
import type { Audience } from '#shared/rpc/campaigns.ts';
import { useTexts } from '../../../texts/use-texts.ts';
import { Panel } from '../../../ui/Panel.tsx';
import type { DraftInHand } from '../use-draft.ts';
import { AbsenceList } from './AbsenceList.tsx';
import { AdviceList } from './AdviceList.tsx';
import type { MessageCheck } from './check.ts';
import { Editor } from './Editor.tsx';
import { PhonePreview } from './PhonePreview.tsx';
import { TestSend } from './TestSend.tsx';
import './MessageStep.css';

/** What to say, with each recipient's own words in it, and how it reads on their phones. */
export function MessageStep(props: {
  readonly importId: number;
  readonly inHand: DraftInHand;
  readonly check: MessageCheck;
  /** The message as it was when the typing last paused; null where it can't be sent. */
  readonly settled: string | null;
  readonly variables: readonly string[];
  /** Who would get this very message; undefined while it is being counted. */
  readonly audience: Audience | undefined;
}) {
  const { inHand, check, audience } = props;
  const say = useTexts('campaign');
  const { draft, change } = inHand;
  return (
    <div className="compose">
      <div className="message-column">
        <Panel>
          <div className="message-fields">
            <TextInput
              label={say('message.name')}
              description={say('message.nameHint')}
              value={draft.name}
              maxLength={200}
              onChange={(event) => change({ name: event.currentTarget.value })}
            />
            <Editor
              value={draft.template}
              variables={props.variables}
              check={check}
              longest={audience?.longest ?? null}
              onChange={(template) => change({ template })}
            />
            {check.kind === 'fine' && (
              <AbsenceList
                template={check.template}
                missing={audience?.missing ?? null}
                onChange={(template) => change({ template })}
              />
            )}
          </div>
        </Panel>
        {check.kind === 'fine' && (
          <AdviceList
            template={check.template}
            onAddWayOut={() => change({ template: `${draft.template.trimEnd()}\n\n${say('advice.wayOut')}` })}
          />
        )}
      </div>
      <div className="compose-side message-side">
        <PhonePreview
          importId={props.importId}
          template={check.kind === 'fine' ? props.settled : null}
          isBlank={check.kind === 'faulty' && check.problem.kind === 'templateEmpty'}
        />
        <TestSend importId={props.importId} template={check.kind === 'fine' ? draft.template : null} />
      </div>
    </div>
  );
}
