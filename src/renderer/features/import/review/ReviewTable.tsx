import { Button } from '@mantine/core';
import { useMemo, useState } from 'react';
import type { ColumnTarget } from '#shared/mapping/mapping.ts';
import { phoneNotes } from '#shared/phone/phone.ts';
import type { ImportDetail, RowView } from '#shared/rpc/imports.ts';
import { importRowSource, type RowsView } from '../../../rpc/queries.ts';
import { useFormat } from '../../../texts/use-format.ts';
import { useSentences, useTexts } from '../../../texts/use-texts.ts';
import { EmptyState } from '../../../ui/EmptyState.tsx';
import { PictureNoRows } from '../../../ui/pictures/PictureNoRows.tsx';
import type { Order } from '../../../ui/table/HeadCell.tsx';
import { type CellEdit, type Column, VirtualTable } from '../../../ui/table/VirtualTable.tsx';
import { RowDetail } from './RowDetail.tsx';
import { RowSituation } from './RowSituation.tsx';
import type { Review } from './use-review.ts';

/** Nearly every number of a sheet lacks its country: that says nothing about a row. */
const notable = phoneNotes.filter((note) => note !== 'countryAdded');

/** Columns that decide what a row becomes stand before what is said of it, the others behind. */
const comesFirst = ({ kind }: ColumnTarget): boolean => kind === 'number' || kind === 'name';

/** The rows behind a filter and a search: each cell as it is now, what became of it, and what there is to say. */
export function ReviewTable(props: {
  readonly source: ImportDetail;
  readonly view: RowsView;
  readonly review: Review;
  readonly canEdit: boolean;
  readonly onEdit: (row: RowView, column: number, text: string) => void;
  readonly onOrder: (order: Order | null) => void;
  readonly onShowAll: () => void;
}) {
  const say = useTexts('import');
  const { say: sentence, problem } = useSentences();
  const format = useFormat();
  const { source, view, review, canEdit, onEdit, onOrder } = props;
  const [opened, setOpened] = useState<number | null>(null);
  const { id, mapping, findings } = source;
  const rows = useMemo(() => importRowSource(id, view), [id, view]);

  const columns = useMemo((): readonly Column<RowView>[] => {
    const nameOf = (column: number) => findings?.header[column] || say('review.unnamed', { position: column + 1 });
    const notesOf = (row: RowView) =>
      notable.filter((note) => row.notes.includes(note)).map((note) => sentence(`phone.note.${note}`));
    const cellColumn = (column: number): Column<RowView> => ({
      key: cellKey(column),
      label: nameOf(column),
      width: mapping[column]?.kind === 'name' ? 176 : 152,
      grow: mapping[column]?.kind === 'name' ? 1 : 0.4,
      sortsBy: column,
      cell: (row) => <Cell row={row} column={column} />,
      ...(canEdit ? { textToEdit: (row: RowView) => row.cells[column] ?? '' } : {}),
    });
    const shown = mapping.flatMap((target, column) => (target.kind === 'skip' ? [] : [{ target, column }]));
    const line: Column<RowView> = {
      key: 'line',
      label: say('review.columns.line'),
      width: 80,
      grow: 0,
      align: 'end',
      cell: (row) => format.number(row.line),
    };
    const situation: Column<RowView> = {
      key: 'situation',
      label: say('review.columns.situation'),
      width: 136,
      grow: 0,
      cell: (row) => <RowSituation row={row} />,
    };
    const number: Column<RowView> = {
      key: 'number',
      label: say('review.columns.number'),
      width: 168,
      grow: 0,
      cell: (row) => (row.phone === null ? '' : format.phone(row.phone)),
    };
    const reason: Column<RowView> = {
      key: 'reason',
      label: say('review.columns.reason'),
      width: 200,
      grow: 1.4,
      cell: (row) => {
        const text = row.problem ? problem(row.problem) : notesOf(row).join(' · ');
        return (
          <span className="review-reason" title={text}>
            {text}
          </span>
        );
      },
    };
    const of = (test: (target: ColumnTarget) => boolean) =>
      shown.filter(({ target }) => test(target)).map(({ column }) => cellColumn(column));
    return [
      line,
      situation,
      ...of(({ kind }) => kind === 'number'),
      number,
      ...of(({ kind }) => kind === 'name'),
      reason,
      ...of((target) => !comesFirst(target)),
    ];
  }, [say, sentence, problem, format, mapping, findings, canEdit]);

  const edit = ({ row, column, text }: CellEdit<RowView>) => {
    const at = columnOf(column);
    if (at !== null && text !== (row.cells[at] ?? '')) onEdit(row, at, text);
  };
  return (
    <>
      <VirtualTable
        label={say('review.table')}
        columns={columns}
        source={rows}
        onOpen={(_row, index) => setOpened(index)}
        onEdit={edit}
        editorLabel={(row, column) =>
          say('review.editor', { line: row.line, column: columns.find(({ key }) => key === column)?.label ?? '' })
        }
        sorting={{ order: view.order, onOrder }}
        empty={
          <EmptyState
            picture={<PictureNoRows />}
            title={say(view.search === '' ? 'review.noRows' : 'review.search.none')}
            text={say(view.search === '' ? 'review.noRowsText' : 'review.search.noneText')}
            action={
              <Button variant="default" onClick={props.onShowAll}>
                {say('review.showAll')}
              </Button>
            }
          />
        }
      />
      <RowDetail source={source} view={view} review={review} canEdit={canEdit} index={opened} onMove={setOpened} />
    </>
  );
}

const cellKey = (column: number): string => `cell-${column}`;
const columnOf = (key: string): number | null => (key.startsWith('cell-') ? Number(key.slice(5)) : null);

/** A cell as it is now; what was put right is marked, and says what came. */
function Cell({ row, column }: { readonly row: RowView; readonly column: number }) {
  const say = useTexts('import');
  const text = row.cells[column] ?? '';
  const written = row.written[String(column)];
  const isBlank = text.trim() === '';
  return (
    <span
      className={isBlank ? 'review-blank' : 'vtable-text'}
      data-edited={written !== undefined || undefined}
      title={
        written === undefined
          ? undefined
          : say('review.wasWritten', { text: written === '' ? say('review.blank') : written })
      }
    >
      {isBlank ? say('review.blank') : text}
    </span>
  );
}
