import { IconFileText, IconMicrophone, IconMovie, IconPhoto } from '@tabler/icons-react';
import type { Attachment } from '#shared/campaign/content.ts';
import { useFormat } from '../../texts/use-format.ts';
import './AttachmentView.css';

const icons = { image: IconPhoto, document: IconFileText, audio: IconMicrophone, video: IconMovie } as const;

/** A file as it comes on the phone: the picture itself where this window has it, its name and size otherwise. */
export function AttachmentView(props: {
  readonly attachment: Pick<Attachment, 'kind' | 'name'> & { readonly bytes?: number };
  readonly picture: string | null;
}) {
  const { attachment, picture } = props;
  const format = useFormat();
  const Icon = icons[attachment.kind];
  if (attachment.kind === 'image' && picture !== null) {
    return <img className="attachment-picture" src={picture} alt={attachment.name} />;
  }
  return (
    <div
      className="attachment-file"
      data-large={attachment.kind === 'image' || attachment.kind === 'video' || undefined}
    >
      <Icon className="attachment-icon" size={24} stroke={1.5} aria-hidden />
      <span className="attachment-words">
        <span className="attachment-name">{attachment.name}</span>
        {attachment.bytes !== undefined && (
          <span className="attachment-size num">{format.bytes(attachment.bytes)}</span>
        )}
      </span>
    </div>
  );
}
