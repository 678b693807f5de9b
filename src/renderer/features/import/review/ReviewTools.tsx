import { ActionIcon, Button, TextInput, Tooltip } from '@mantine/core';
import { IconArrowBackUp, IconArrowForwardUp, IconEyeOff, IconReplace, IconSearch, IconX } from '@tabler/icons-react';
import { useQuery } from '@tanstack/react-query';
import { useEffect, useRef, useState } from 'react';
import type { ImportDetail } from '#shared/rpc/imports.ts';
import type { EditHistory } from '#shared/rpc/review.ts';
import { queries } from '../../../rpc/queries.ts';
import { useTexts } from '../../../texts/use-texts.ts';
import { useShortcut } from '../../../ui/shortcuts.tsx';
import { ReplaceDialog } from './ReplaceDialog.tsx';
import type { Review } from './use-review.ts';

/** After the last letter of a search, before a million rows are gone through. */
const typingPauseMs = 250;

/** Searching, taking back, replacing, leaving out: what a person does to the rows below. */
export function ReviewTools(props: {
  readonly source: ImportDetail;
  readonly review: Review;
  readonly search: string;
  readonly onSearch: (search: string) => void;
  /** Rows may be changed now. */
  readonly canEdit: boolean;
  /** How many rows *leave these out* is about; null: not offered. */
  readonly leaveOut: { readonly count: number; readonly run: () => void } | null;
}) {
  const say = useTexts('import');
  const { source, review, canEdit, leaveOut } = props;
  const history = useQuery({ ...queries.editHistory(source.id), enabled: canEdit }).data;
  const [isReplacing, setReplacing] = useState(false);
  const openReplace = canEdit ? () => setReplacing(true) : null;
  useShortcut('mod+H', say('review.replace.open'), openReplace);
  return (
    <div className="review-tools">
      <Search search={props.search} onSearch={props.onSearch} />
      <div className="review-tools-actions">
        {leaveOut && canEdit && (
          <Button
            variant="subtle"
            leftSection={<IconEyeOff size={16} aria-hidden />}
            loading={review.isBusy}
            onClick={leaveOut.run}
          >
            {say('review.leaveOut.all', { count: leaveOut.count })}
          </Button>
        )}
        <Button
          variant="default"
          leftSection={<IconReplace size={16} aria-hidden />}
          disabled={!canEdit}
          onClick={() => setReplacing(true)}
        >
          {say('review.replace.open')}
        </Button>
        <History history={history} review={review} canEdit={canEdit} />
      </div>
      <ReplaceDialog source={source} review={review} opened={isReplacing} onClose={() => setReplacing(false)} />
    </div>
  );
}

function Search(props: { readonly search: string; readonly onSearch: (search: string) => void }) {
  const say = useTexts('import');
  const { search, onSearch } = props;
  const [text, setText] = useState(search);
  const input = useRef<HTMLInputElement>(null);
  useShortcut('mod+F', say('review.search.label'), () => input.current?.select());
  const latest = useRef(onSearch);
  latest.current = onSearch;
  useEffect(() => {
    if (text === search) return;
    const timer = setTimeout(() => latest.current(text), typingPauseMs);
    return () => clearTimeout(timer);
  }, [text, search]);
  const clear = () => {
    setText('');
    onSearch('');
    input.current?.focus();
  };
  return (
    <TextInput
      ref={input}
      className="review-search"
      type="search"
      aria-label={say('review.search.label')}
      placeholder={say('review.search.placeholder')}
      leftSection={<IconSearch size={16} aria-hidden />}
      rightSection={
        text === '' ? null : (
          <ActionIcon variant="subtle" color="gray" aria-label={say('review.search.clear')} onClick={clear}>
            <IconX size={16} aria-hidden />
          </ActionIcon>
        )
      }
      value={text}
      onChange={({ currentTarget }) => setText(currentTarget.value)}
      onKeyDown={(event) => {
        if (event.key === 'Escape' && text !== '') {
          event.preventDefault();
          clear();
        }
      }}
    />
  );
}

function History(props: {
  readonly history: EditHistory | undefined;
  readonly review: Review;
  readonly canEdit: boolean;
}) {
  const say = useTexts('import');
  const { history, review, canEdit } = props;
  const undo = canEdit && history?.undo ? history.undo : null;
  const redo = canEdit && history?.redo ? history.redo : null;
  const labelOf = (which: 'undo' | 'redo', step: EditHistory['undo']): string =>
    step === null
      ? say(`review.history.${which}`)
      : say(`review.history.${which}Step`, { what: say(`review.history.kinds.${step.kind}`, { count: step.changes }) });
  useShortcut('mod+Z', say('review.history.undo'), undo && (() => review.edit({ what: 'undo' })));
  useShortcut('mod+Y', say('review.history.redo'), redo && (() => review.edit({ what: 'redo' })));
  return (
    <div className="review-history">
      <Tooltip label={labelOf('undo', undo)}>
        <ActionIcon
          variant="default"
          size={36}
          aria-label={labelOf('undo', undo)}
          disabled={undo === null || review.isBusy}
          onClick={() => review.edit({ what: 'undo' })}
        >
          <IconArrowBackUp size={18} stroke={1.75} aria-hidden />
        </ActionIcon>
      </Tooltip>
      <Tooltip label={labelOf('redo', redo)}>
        <ActionIcon
          variant="default"
          size={36}
          aria-label={labelOf('redo', redo)}
          disabled={redo === null || review.isBusy}
          onClick={() => review.edit({ what: 'redo' })}
        >
          <IconArrowForwardUp size={18} stroke={1.75} aria-hidden />
        </ActionIcon>
      </Tooltip>
    </div>
  );
}
