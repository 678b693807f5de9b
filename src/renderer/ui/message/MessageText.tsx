import { Fragment, type ReactNode } from 'react';
import { type Block, readBlocks } from './blocks.ts';
import { type Mark, readMarks } from './marks.ts';

/** A message with WhatsApp's marks applied: quotes, lists, bold, italic, struck, code, links. Nothing in it can be clicked. */
export function MessageText(props: { readonly text: string }) {
  return (
    <>
      {readBlocks(props.text).map((block, index) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: the blocks have no identity but their place
        <Fragment key={index}>{drawnBlock(block)}</Fragment>
      ))}
    </>
  );
}

function drawnBlock(block: Block): ReactNode {
  switch (block.kind) {
    case 'text':
      return <div>{drawn(readMarks(withLastLine(block.text)))}</div>;
    case 'quote':
      return <blockquote className="message-quote">{drawn(readMarks(block.text))}</blockquote>;
    case 'code':
      return <pre className="message-block">{block.text}</pre>;
    case 'bullets':
      return (
        <ul className="message-list">
          {block.items.map((item, index) => (
            // biome-ignore lint/suspicious/noArrayIndexKey: as the blocks
            <li key={index}>{drawn(readMarks(item))}</li>
          ))}
        </ul>
      );
    case 'numbers':
      return (
        <ol className="message-list">
          {block.items.map(({ number, text }, index) => (
            // biome-ignore lint/suspicious/noArrayIndexKey: as the blocks
            <li key={index} value={number}>
              {drawn(readMarks(text))}
            </li>
          ))}
        </ol>
      );
  }
}

/** A browser shows no empty line at the end of a block unless something follows it. */
const withLastLine = (text: string): string => (text === '' || text.endsWith('\n') ? `${text}\n` : text);

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
