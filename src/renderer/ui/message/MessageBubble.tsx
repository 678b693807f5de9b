import type { ReactNode } from 'react';
import { MessageText } from './MessageText.tsx';
import './MessageBubble.css';

/** A message as the phone of its recipient shows it. `foot` stands where the phone has the time. */
export function MessageBubble(props: { readonly text: string; readonly foot?: ReactNode }) {
  return (
    <div className="message-bubble">
      <div className="message-words">
        <MessageText text={props.text} />
      </div>
      {props.foot !== undefined && <div className="message-foot num">{props.foot}</div>}
    </div>
  );
}
