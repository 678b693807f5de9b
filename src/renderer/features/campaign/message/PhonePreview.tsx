import { ActionIcon, SegmentedControl } from '@mantine/core';
import { IconChecks, IconChevronLeft, IconChevronRight } from '@tabler/icons-react';
import { useQuery } from '@tanstack/react-query';
import { type KeyboardEvent, type ReactNode, useMemo, useState } from 'react';
import type { Content } from '#shared/campaign/content.ts';
import type { ApprovedTemplate } from '#shared/rpc/messages.ts';
import { useFormat } from '../../../texts/use-format.ts';
import { useTexts } from '../../../texts/use-texts.ts';
import { ErrorText } from '../../../ui/ErrorText.tsx';
import { ProblemText } from '../../../ui/ProblemText.tsx';
import type { Composed } from '../draft.ts';
import { campaignQueries } from '../queries.ts';
import { ContentBubble } from './ContentBubble.tsx';
import type { ContentFault } from './check.ts';
import { letterOf, onlyVersion } from './content-edit.ts';
import './PhonePreview.css';

/** The message on the phone of one recipient after the other: what is shown here is what is sent. */
export function PhonePreview(props: {
  readonly importId: number;
  /** Null where there is nothing that could be sent. */
  readonly composed: Composed | null;
  /** Something was changed since, and is shown in a moment. */
  readonly isOld: boolean;
  readonly content: Content;
  readonly template: ApprovedTemplate | undefined;
  readonly fault: ContentFault | null;
}) {
  const { composed, content, template, fault } = props;
  const say = useTexts('campaign');
  const format = useFormat();
  const [wanted, setWanted] = useState(0);
  const versions = content.kind === 'approved' ? 1 : content.versions.length;
  const [picked, setPicked] = useState<number | null>(null);
  const seen = picked !== null && picked < versions && versions > 1 ? picked : null;
  const asked = useMemo(
    () => (composed === null ? null : { ...composed, content: onlyVersion(composed.content, seen) }),
    [composed, seen],
  );
  const query = useQuery(campaignQueries.preview(props.importId, asked, wanted));
  const shown = asked === null ? undefined : query.data;
  const total = shown?.total ?? 0;
  const position = Math.min(wanted, Math.max(0, total - 1));
  const recipient = shown?.recipient ?? null;

  const go = (to: number) => setWanted(Math.min(Math.max(0, to), Math.max(0, total - 1)));
  const onKeyDown = (event: KeyboardEvent) => {
    const to = { ArrowLeft: position - 1, ArrowRight: position + 1, Home: 0, End: total - 1 }[event.key];
    // Among the versions the arrows are theirs.
    if (to === undefined || event.target instanceof HTMLInputElement) return;
    event.preventDefault();
    go(to);
  };
  const chat = (): ReactNode => {
    if (asked === null) {
      if (content.kind === 'approved' && content.hsmId !== '') {
        return <ContentBubble content={content} template={template} text={content.body} />;
      }
      return <p className="phone-quiet">{say(quiet[fault ?? 'empty'])}</p>;
    }
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
      <>
        <ContentBubble
          content={content}
          template={template}
          text={recipient.text}
          foot={
            <>
              {format.time(Date.now())}
              {content.kind !== 'comment' && <IconChecks size={16} stroke={1.75} aria-hidden />}
            </>
          }
        />
        {versions > 1 && seen === null && (
          <p className="phone-version">{say('preview.version', { letter: letterOf(recipient.version) })}</p>
        )}
      </>
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
      {versions > 1 && (
        <div className="phone-versions">
          <SegmentedControl
            aria-label={say('preview.versions')}
            size="xs"
            fullWidth
            value={seen === null ? 'drawn' : String(seen)}
            data={[
              { value: 'drawn', label: say('preview.drawn') },
              ...Array.from({ length: versions }, (_, index) => ({
                value: String(index),
                label: say('version.name', { letter: letterOf(index) }),
              })),
            ]}
            onChange={(value) => setPicked(value === 'drawn' ? null : Number(value))}
          />
        </div>
      )}
      {/* biome-ignore lint/a11y/noNoninteractiveTabindex: a long message is scrolled with the keys */}
      <div className="phone-chat" tabIndex={0} aria-busy={props.isOld || query.isFetching}>
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

const quiet = {
  empty: 'preview.empty',
  notChosen: 'preview.notChosen',
  blank: 'preview.broken',
  broken: 'preview.broken',
  shape: 'preview.broken',
} as const satisfies Record<ContentFault, string>;
