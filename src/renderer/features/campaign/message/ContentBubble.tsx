import type { ReactNode } from 'react';
import type { Content } from '#shared/campaign/content.ts';
import type { ApprovedTemplate } from '#shared/rpc/messages.ts';
import { AttachmentView } from '../../../ui/message/AttachmentView.tsx';
import { MessageBubble } from '../../../ui/message/MessageBubble.tsx';
import { pictureOf } from './pictures.ts';

/** What one recipient gets of a content: `text` is theirs, the rest is the same for everybody. */
export function ContentBubble(props: {
  readonly content: Content;
  /** Of an approved content, for what it does not say itself. */
  readonly template?: ApprovedTemplate | undefined;
  readonly text: string;
  readonly foot?: ReactNode;
}) {
  const { content, template, text, foot } = props;
  switch (content.kind) {
    case 'comment':
      return <MessageBubble text={text} isNote foot={foot} />;
    case 'message': {
      const { attachment, buttons } = content;
      const picture = attachment === null ? null : pictureOf(attachment.hash);
      return (
        <MessageBubble
          // An audio has no caption.
          text={attachment?.kind === 'audio' ? '' : text}
          above={attachment !== null && <AttachmentView attachment={attachment} picture={picture} />}
          buttons={buttons.map((button) => button.text).filter((words) => words.trim() !== '')}
          foot={foot}
        />
      );
    }
    case 'approved': {
      const { header } = content;
      const footer = template?.footer ?? null;
      return (
        <MessageBubble
          text={text}
          above={
            header !== null && <AttachmentView attachment={{ kind: header.kind, name: header.link }} picture={null} />
          }
          {...(footer === null ? {} : { footnote: footer })}
          buttons={template?.buttons.map((button) => button.text) ?? []}
          foot={foot}
        />
      );
    }
  }
}
