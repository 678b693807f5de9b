import { ActionIcon, Button, Tooltip } from '@mantine/core';
import { IconPaperclip, IconX } from '@tabler/icons-react';
import { useRef } from 'react';
import type { Attachment } from '#shared/campaign/content.ts';
import { useFormat } from '../../../texts/use-format.ts';
import { useTexts } from '../../../texts/use-texts.ts';
import { ErrorText } from '../../../ui/ErrorText.tsx';
import { Notice } from '../../../ui/Notice.tsx';
import { useTakesDrops } from '../../../ui/open-sheet/open-sheet.tsx';
import { pictureOf } from './pictures.ts';
import { Interrupted, useAttach } from './use-attach.ts';
import './AttachmentField.css';

/** What the account takes: facts, section 6. The engine looks into the file itself. */
const accepted = 'image/*,video/*,audio/*,.pdf,.doc,.docx,.xls,.xlsx,.ppt,.pptx,.txt,.csv,.zip';

/** One file that goes with the message: chosen, or dropped anywhere on the window. */
export function AttachmentField(props: {
  readonly attachment: Attachment | null;
  readonly onChange: (attachment: Attachment | null) => void;
}) {
  const { attachment, onChange } = props;
  const say = useTexts('campaign');
  const format = useFormat();
  const input = useRef<HTMLInputElement>(null);
  const attach = useAttach(onChange);
  useTakesDrops(say('attachment.release'), attach.mutate);
  const picture = attachment === null ? null : pictureOf(attachment.hash);
  return (
    <div className="attach">
      {attachment !== null && (
        <div className="attached">
          {picture === null ? (
            <span className="attached-kind" aria-hidden>
              <IconPaperclip size={18} stroke={1.75} />
            </span>
          ) : (
            <img className="attached-picture" src={picture} alt="" />
          )}
          <span className="attached-words">
            <span className="attached-name" title={attachment.name}>
              {attachment.name}
            </span>
            <span className="attached-about num">
              {say(`attachment.kind.${attachment.kind}`)} · {format.bytes(attachment.bytes)}
            </span>
          </span>
          <Tooltip label={say('attachment.remove')}>
            <ActionIcon aria-label={say('attachment.remove')} onClick={() => onChange(null)}>
              <IconX size={18} stroke={1.75} aria-hidden />
            </ActionIcon>
          </Tooltip>
        </div>
      )}
      <div className="attach-line">
        <Button
          variant="default"
          size="xs"
          leftSection={<IconPaperclip size={16} aria-hidden />}
          loading={attach.isPending}
          onClick={() => input.current?.click()}
        >
          {say(attachment === null ? 'attachment.choose' : 'attachment.another')}
        </Button>
        {attachment === null && <span className="attach-about">{say('attachment.text')}</span>}
      </div>
      {attach.error instanceof Interrupted ? (
        <Notice tone="bad">{say('attachment.interrupted')}</Notice>
      ) : (
        <ErrorText error={attach.error} />
      )}
      <input
        ref={input}
        type="file"
        hidden
        aria-label={say('attachment.choose')}
        accept={accepted}
        onChange={(event) => {
          const file = event.currentTarget.files?.[0];
          event.currentTarget.value = '';
          if (file) attach.mutate(file);
        }}
      />
    </div>
  );
}
