import { Fragment, type ReactNode } from 'react';
import { type Mark, readMarks } from './marks.ts';

/** A message with WhatsApp's marks applied: bold, italic, struck, code, links. Nothing in it can be clicked. */
export function MessageText(props: { readonly text: string }) {
  return <>{drawn(readMarks(props.text))}</>;
}

function drawn(marks: readonly Mark[]): ReactNode {
  return marks.map((mark, index) => (
    // biome-ignore lint/suspicious/noArrayIndexKey: the marks have no identity but their place
    <Fragment key={index}>{drawnOne(mark)}</Fragment>
  ));
}

function drawnOne(mark: Mark): ReactNode {
  switch (mark.kind) {
    case 'text':
      return mark.text;
    case 'code':
      return <code className="message-code">{mark.text}</code>;
    case 'link':
      return <span className="message-link">{mark.text}</span>;
    case 'bold':
      return <strong>{drawn(mark.children)}</strong>;
    case 'italic':
      return <em>{drawn(mark.children)}</em>;
    case 'strike':
      return <s>{drawn(mark.children)}</s>;
  }
}
