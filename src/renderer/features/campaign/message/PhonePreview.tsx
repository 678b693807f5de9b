import { ActionIcon } from '@mantine/core';
import { IconChecks, IconChevronLeft, IconChevronRight } from '@tabler/icons-react';
import { useQuery } from '@tanstack/react-query';
import { type KeyboardEvent, type ReactNode, useState } from 'react';
import { useFormat } from '../../../texts/use-format.ts';
import { useTexts } from '../../../texts/use-texts.ts';
import { ErrorText } from '../../../ui/ErrorText.tsx';
import { MessageBubble } from '../../../ui/message/MessageBubble.tsx';
import { ProblemText } from '../../../ui/ProblemText.tsx';
import { campaignQueries } from '../queries.ts';
import './PhonePreview.css';

/** The message on the phone of one recipient after the other: what is shown here is what is sent. */
export function PhonePreview(props: {
  readonly importId: number;
  /** Null where there is nothing that could be sent. */
  readonly template: string | null;
  readonly isBlank: boolean;
}) {
  const say = useTexts('campaign');
  const format = useFormat();
  const [wanted, setWanted] = useState(0);
  const query = useQuery(campaignQueries.preview(props.importId, props.template, wanted));
  const shown = props.template === null ? undefined : query.data;
  const total = shown?.total ?? 0;
  const position = Math.min(wanted, Math.max(0, total - 1));
  const recipient = shown?.recipient ?? null;

  const go = (to: number) => setWanted(Math.min(Math.max(0, to), Math.max(0, total - 1)));
  const onKeyDown = (event: KeyboardEvent) => {
    const to = { ArrowLeft: position - 1, ArrowRight: position + 1, Home: 0, End: total - 1 }[event.key];
    if (to === undefined) return;
    event.preventDefault();
    go(to);
  };
  const chat = (): ReactNode => {
    if (props.template === null)
      return <p className="phone-quiet">{say(props.isBlank ? 'preview.empty' : 'preview.broken')}</p>;
    if (query.isError) return <ErrorText error={query.error} />;
    if (shown === undefined) return null;
    if (recipient === null) return <p className="phone-quiet">{say('preview.nobody')}</p>;
    if (recipient.problem)
      return (
        <div className="phone-out">
          <p className="phone-quiet">{say('preview.skipped')}</p>
          <ProblemText problem={recipient.problem} tone="warn" />
        </div>
      );
    return (
      <MessageBubble
        text={recipient.text}
        foot={
          <>
            {format.time(Date.now())}
            <IconChecks size={16} stroke={1.75} aria-hidden />
          </>
        }
      />
    );
  };
  return (
    <section className="phone" aria-label={say('preview.title')} onKeyDown={onKeyDown}>
      <div className="phone-top">
        <span className="phone-face" aria-hidden>
          {recipient?.name.trim().charAt(0).toUpperCase() ?? ''}
        </span>
        <div className="phone-who">
          <span className="phone-name">
            {recipient ? recipient.name || say('preview.noName') : say('preview.title')}
          </span>
          <span className="phone-line num">
            {recipient && `${format.phone(recipient.phone)} · ${say('preview.line', { line: recipient.line })}`}
          </span>
        </div>
      </div>
      {/* biome-ignore lint/a11y/noNoninteractiveTabindex: a long message is scrolled with the keys */}
      <div className="phone-chat" tabIndex={0} aria-busy={query.isFetching}>
        {chat()}
      </div>
      <div className="phone-pager">
        <ActionIcon aria-label={say('preview.previous')} disabled={position <= 0} onClick={() => go(position - 1)}>
          <IconChevronLeft size={18} aria-hidden />
        </ActionIcon>
        <span className="num" role="status">
          {total > 0 && say('preview.position', { position: position + 1, total })}
        </span>
        <ActionIcon aria-label={say('preview.next')} disabled={position >= total - 1} onClick={() => go(position + 1)}>
          <IconChevronRight size={18} aria-hidden />
        </ActionIcon>
      </div>
    </section>
  );
}
