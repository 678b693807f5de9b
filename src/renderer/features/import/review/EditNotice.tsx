import { Button } from '@mantine/core';
import { IconCheck } from '@tabler/icons-react';
import { useQuery } from '@tanstack/react-query';
import { queries } from '../../../rpc/queries.ts';
import { useTexts } from '../../../texts/use-texts.ts';
import type { Review } from './use-review.ts';

/** The cell that was put right last, by hand. */
export interface LastEdit {
  readonly line: number;
  readonly column: number;
  readonly before: string;
  readonly after: string;
}

/** Says what was done, and offers the same for all cells that are alike: it stays until the next edit. */
export function EditNotice(props: {
  readonly importId: number;
  readonly last: LastEdit;
  readonly columnName: string;
  readonly review: Review;
  readonly onDone: () => void;
}) {
  const say = useTexts('import');
  const { importId, last, columnName, review, onDone } = props;
  const { column, before, after, line } = last;
  const alike =
    useQuery({ ...queries.alike(importId, column, before), enabled: before.trim() !== '' }).data?.cells ?? 0;
  return (
    <div className="review-bar review-edited" aria-live="polite">
      <span className="review-bar-good">
        <IconCheck size={20} stroke={1.75} aria-hidden />
        <span className="num">{say('review.edited.done', { line, column: columnName })}</span>
      </span>
      <div className="review-bar-actions">
        {alike > 0 && (
          <Button
            variant="default"
            loading={review.isBusy}
            onClick={() =>
              review.edit(
                { what: 'replace', column, find: { text: before, match: 'whole' }, replacement: after, kind: 'alike' },
                { onSuccess: onDone },
              )
            }
          >
            {say('review.edited.alike', { count: alike })}
          </Button>
        )}
        <Button
          variant="subtle"
          disabled={review.isBusy}
          onClick={() => review.edit({ what: 'undo' }, { onSuccess: onDone })}
        >
          {say('review.edited.undo')}
        </Button>
      </div>
    </div>
  );
}
