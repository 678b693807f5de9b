import { Button, Drawer } from '@mantine/core';
import { IconArrowsDiff, IconEye, IconEyeOff } from '@tabler/icons-react';
import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { phoneNotes } from '#shared/phone/phone.ts';
import type { ImportDetail, RowView } from '#shared/rpc/imports.ts';
import { queries, type RowsView } from '../../../rpc/queries.ts';
import { useFormat } from '../../../texts/use-format.ts';
import { useSentences, useTexts } from '../../../texts/use-texts.ts';
import { ErrorText } from '../../../ui/ErrorText.tsx';
import { Loaded } from '../../../ui/Loaded.tsx';
import { ProblemText } from '../../../ui/ProblemText.tsx';
import { CellField } from './CellField.tsx';
import { Conflict } from './Conflict.tsx';
import { RowSituation } from './RowSituation.tsx';
import type { Review } from './use-review.ts';

/** One row at length: every cell, to be put right here as well, what was made of it, and why. */
export function RowDetail(props: {
  readonly source: ImportDetail;
  readonly view: RowsView;
  readonly review: Review;
  readonly canEdit: boolean;
  /** Of the row, among those of the view; null: closed. */
  readonly index: number | null;
  readonly onMove: (index: number | null) => void;
}) {
  const say = useTexts('import');
  const close = useTexts('common')('close');
  const { source, view, review, canEdit, index, onMove } = props;
  const page = useQuery({
    ...queries.importRows(source.id, view, index ?? 0, 1),
    enabled: index !== null,
    placeholderData: (before) => before,
  });
  const [row] = page.data?.rows ?? [];
  const total = page.data?.total ?? 0;
  return (
    <Drawer
      opened={index !== null}
      onClose={() => onMove(null)}
      position="right"
      size={440}
      title={row ? say('review.detail.title', { line: row.line }) : ''}
      closeButtonProps={{ 'aria-label': close }}
    >
      <Loaded query={page}>
        {() =>
          row && (
            <div className="row-detail">
              <Situation row={row} />
              <Cells row={row} header={source.findings?.header ?? []} review={review} canEdit={canEdit} />
              <Outcome row={row} />
              {row.phone !== null && source.options.accountId !== null && (
                <Comparison key={row.rowNo} importId={source.id} rowNo={row.rowNo} />
              )}
              <ErrorText error={review.error} />
              <div className="row-detail-moves">
                <Button
                  variant="default"
                  disabled={index === null || index === 0}
                  onClick={() => index !== null && onMove(index - 1)}
                >
                  {say('review.detail.previous')}
                </Button>
                <Button
                  variant="default"
                  disabled={index === null || index >= total - 1}
                  onClick={() => index !== null && onMove(index + 1)}
                >
                  {say('review.detail.next')}
                </Button>
                {canEdit && <TakesPart row={row} review={review} />}
              </div>
            </div>
          )
        }
      </Loaded>
    </Drawer>
  );
}

/** Leaves the row out, or takes it in again. */
function TakesPart({ row, review }: { readonly row: RowView; readonly review: Review }) {
  const say = useTexts('import');
  const isOut = row.state === 'excluded';
  const Icon = isOut ? IconEye : IconEyeOff;
  return (
    <Button
      variant="subtle"
      leftSection={<Icon size={16} aria-hidden />}
      disabled={review.isBusy}
      onClick={() => review.edit({ what: 'include', rows: { rowNos: [row.rowNo] }, takesPart: isOut })}
    >
      {say(isOut ? 'review.detail.takeIn' : 'review.detail.leaveOut')}
    </Button>
  );
}

function Cells(props: {
  readonly row: RowView;
  readonly header: readonly string[];
  readonly review: Review;
  readonly canEdit: boolean;
}) {
  const say = useTexts('import');
  const { row, header, review, canEdit } = props;
  const names = Array.from(
    { length: Math.max(header.length, row.cells.length) },
    (_, column) => header[column] || say('review.unnamed', { position: column + 1 }),
  );
  return (
    <section>
      <h3>{say(canEdit ? 'review.detail.cells' : 'review.detail.asCame')}</h3>
      {canEdit ? (
        <div className="row-detail-fields">
          {names.map((name, column) => (
            <CellField
              // biome-ignore lint/suspicious/noArrayIndexKey: columns may have one name, and don't move
              key={`${row.rowNo}-${column}`}
              name={name}
              text={row.cells[column] ?? ''}
              written={row.written[String(column)] ?? null}
              onEdit={(text) => review.edit({ what: 'edit', rowNo: row.rowNo, column, text })}
            />
          ))}
        </div>
      ) : (
        <dl className="num">
          {names.map((name, column) => (
            // biome-ignore lint/suspicious/noArrayIndexKey: columns may have one name, and don't move
            <div key={column}>
              <dt>{name}</dt>
              <dd>{row.cells[column] || '—'}</dd>
            </div>
          ))}
        </dl>
      )}
    </section>
  );
}

function Situation({ row }: { readonly row: RowView }) {
  return (
    <>
      <div>
        <RowSituation row={row} />
      </div>
      {row.problem && (
        <ProblemText problem={row.problem} tone={row.state === 'invalid' || row.state === 'failed' ? 'bad' : 'warn'} />
      )}
    </>
  );
}

/** Asks the account only where somebody wants to know: going from row to row costs no requests. */
function Comparison(props: { readonly importId: number; readonly rowNo: number }) {
  const say = useTexts('import');
  const [isAsked, setAsked] = useState(false);
  if (isAsked) return <Conflict {...props} />;
  return (
    <Button variant="default" leftSection={<IconArrowsDiff size={16} aria-hidden />} onClick={() => setAsked(true)}>
      {say('review.conflict.show')}
    </Button>
  );
}

/** What was made of the cells. */
function Outcome({ row }: { readonly row: RowView }) {
  const say = useTexts('import');
  const { say: sentence } = useSentences();
  const format = useFormat();
  const notes = phoneNotes.filter((note) => row.notes.includes(note));
  return (
    <section>
      <h3>{say('review.detail.became')}</h3>
      <dl className="num">
        <div>
          <dt>{say('review.detail.number')}</dt>
          <dd>{row.phone === null ? '—' : format.phone(row.phone)}</dd>
        </div>
        {row.toldAt !== null && (
          <div>
            <dt>{say('review.detail.toldAt')}</dt>
            <dd>{format.moment(row.toldAt)}</dd>
          </div>
        )}
        <div>
          <dt>{say('review.detail.name')}</dt>
          <dd>{row.name || '—'}</dd>
        </div>
        <div>
          <dt>{say('review.detail.tags')}</dt>
          <dd>{row.tags.join(', ') || '—'}</dd>
        </div>
        {row.phone !== null && (
          <div>
            <dt>{say('review.detail.changes')}</dt>
            <dd>
              {notes.length === 0 ? (
                say('review.detail.noChanges')
              ) : (
                <ul>
                  {notes.map((note) => (
                    <li key={note}>{sentence(`phone.note.${note}`)}</li>
                  ))}
                </ul>
              )}
            </dd>
          </div>
        )}
      </dl>
    </section>
  );
}
