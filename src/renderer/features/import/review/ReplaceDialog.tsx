import { Button, Checkbox, Modal, Select, TextInput } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import type { ImportDetail } from '#shared/rpc/imports.ts';
import { engine } from '../../../rpc/engine.ts';
import { keys } from '../../../rpc/queries.ts';
import { useTexts } from '../../../texts/use-texts.ts';
import { ErrorText } from '../../../ui/ErrorText.tsx';
import type { Review } from './use-review.ts';

interface Wish {
  readonly column: number;
  readonly text: string;
  readonly replacement: string;
  readonly isWhole: boolean;
}

/** Finds a text in one column and replaces it in all its cells: how many there are stands on the button. */
export function ReplaceDialog(props: {
  readonly source: ImportDetail;
  readonly review: Review;
  readonly opened: boolean;
  readonly onClose: () => void;
}) {
  const say = useTexts('import');
  const close = useTexts('common')('close');
  return (
    <Modal
      opened={props.opened}
      onClose={props.onClose}
      title={say('review.replace.title')}
      closeButtonProps={{ 'aria-label': close }}
    >
      <ReplaceForm {...props} />
    </Modal>
  );
}

function ReplaceForm(props: { readonly source: ImportDetail; readonly review: Review; readonly onClose: () => void }) {
  const say = useTexts('import');
  const { source, review, onClose } = props;
  const header = source.findings?.header ?? [];
  const [wish, setWish] = useState<Wish>(() => ({
    column: Math.max(
      0,
      source.mapping.findIndex(({ kind }) => kind === 'number'),
    ),
    text: '',
    replacement: '',
    isWhole: false,
  }));
  const set = (change: Partial<Wish>) => setWish((before) => ({ ...before, ...change }));
  const find = { text: wish.text, match: wish.isWhole ? ('whole' as const) : ('part' as const) };
  const isAsked = wish.text !== '' || wish.isWhole;
  const found = useQuery({
    queryKey: [...keys.rowsOf(source.id), 'count', wish.column, find],
    queryFn: ({ signal }) => engine.review.count({ importId: source.id, column: wish.column, find }, { signal }),
    enabled: isAsked,
    placeholderData: (before) => before,
  });
  const count = isAsked ? (found.data?.cells ?? null) : null;
  const replace = () =>
    review.edit(
      { what: 'replace', column: wish.column, find, replacement: wish.replacement, kind: 'replace' },
      { onSuccess: onClose },
    );
  return (
    <form
      className="review-replace"
      onSubmit={(event) => {
        event.preventDefault();
        if (count) replace();
      }}
    >
      <Select
        label={say('review.replace.column')}
        data={header.map((name, i) => ({
          value: String(i),
          label: name || say('review.unnamed', { position: i + 1 }),
        }))}
        value={String(wish.column)}
        allowDeselect={false}
        searchable
        onChange={(value) => value !== null && set({ column: Number(value) })}
      />
      <TextInput
        data-autofocus
        label={say('review.replace.find')}
        value={wish.text}
        onChange={({ currentTarget }) => set({ text: currentTarget.value })}
      />
      <TextInput
        label={say('review.replace.with')}
        placeholder={say('review.replace.nothing')}
        value={wish.replacement}
        onChange={({ currentTarget }) => set({ replacement: currentTarget.value })}
      />
      <Checkbox
        label={say('review.replace.whole')}
        checked={wish.isWhole}
        onChange={({ currentTarget }) => set({ isWhole: currentTarget.checked })}
      />
      <p className="review-replace-found num" aria-live="polite">
        {count === null ? say('review.replace.case') : say('review.replace.found', { count })}
      </p>
      <ErrorText error={review.error ?? found.error} />
      <div className="review-replace-actions">
        <Button variant="default" onClick={onClose}>
          {say('review.replace.cancel')}
        </Button>
        <Button type="submit" disabled={!count} loading={review.isBusy}>
          {count ? say('review.replace.run', { count }) : say('review.replace.runNone')}
        </Button>
      </div>
    </form>
  );
}
