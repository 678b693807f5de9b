import { useId, useState } from 'react';
import { mostOf } from '#shared/campaign/shape.ts';
import type { Audience } from '#shared/rpc/campaigns.ts';
import { mostCharacters } from '#shared/template/render.ts';
import { useTexts } from '../../../texts/use-texts.ts';
import { AbsenceList } from './AbsenceList.tsx';
import { checkMessage } from './check.ts';
import { letterOf, type Written, withText } from './content-edit.ts';
import { Editor } from './Editor.tsx';
import { VersionTabs } from './VersionTabs.tsx';

/** The text of a message, or the texts that are compared. */
export function TextFields(props: {
  readonly content: Written;
  readonly accountId: number | null;
  readonly variables: readonly string[];
  readonly audience: Audience | undefined;
  readonly onChange: (content: Written) => void;
}) {
  const { content, audience, variables, onChange } = props;
  const say = useTexts('campaign');
  const panel = useId();
  const [wanted, setActive] = useState(0);
  const active = Math.min(wanted, content.versions.length - 1);
  const text = content.versions[active]?.template ?? '';
  const isOne = content.versions.length === 1;
  const check = checkMessage(text, variables);
  const change = (template: string) => onChange(withText(content, active, template));
  return (
    <div className="message-texts">
      {(!isOne || text.trim() !== '') && (
        <VersionTabs
          content={content}
          active={active}
          recipients={audience?.recipients ?? null}
          panelId={panel}
          onActivate={setActive}
          onChange={onChange}
        />
      )}
      <div id={panel} className="message-text" {...(isOne ? {} : { role: 'tabpanel' })}>
        <Editor
          key={active}
          label={
            isOne
              ? say(content.kind === 'comment' ? 'message.note' : 'message.text')
              : say('version.name', { letter: letterOf(active) })
          }
          value={text}
          accountId={props.accountId}
          variables={variables}
          check={check}
          longest={audience?.longest ?? null}
          most={mostOf(content, mostCharacters)}
          mayBeSilent={content.kind === 'message' && content.attachment !== null}
          onChange={change}
        />
        {check.kind === 'fine' && (
          <AbsenceList template={check.template} missing={audience?.missing ?? null} onChange={change} />
        )}
      </div>
    </div>
  );
}
