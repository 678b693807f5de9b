import type { ReactNode } from 'react';
import { MessageText } from './MessageText.tsx';
import './MessageBubble.css';

/**
 * A message as the phone of its recipient shows it. `above` is what leaves with the text (a picture, a document), `foot` stands
 * where the phone has the time. A note is for colleagues, and looks like none of it.
 */
export function MessageBubble(props: {
  readonly text: string;
  readonly isNote?: boolean;
  readonly above?: ReactNode;
  /** A smaller line under the text, as approved templates have it. */
  readonly footnote?: string;
  readonly foot?: ReactNode;
  readonly buttons?: readonly string[];
}) {
  const { text, buttons = [] } = props;
  return (
    <div className="message">
      <div className="message-bubble" data-note={props.isNote || undefined}>
        {props.above}
        {text !== '' && (
          <div className="message-words">
            <MessageText text={text} />
          </div>
        )}
        {props.footnote !== undefined && <div className="message-footnote">{props.footnote}</div>}
        {props.foot !== undefined && <div className="message-foot num">{props.foot}</div>}
      </div>
      {buttons.map((button, index) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: two may say the same while they are written
        <div key={index} className="message-button">
          {button}
        </div>
      ))}
    </div>
  );
}
