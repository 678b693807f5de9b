import { Button } from '@mantine/core';
import { useMemo, useState } from 'react';
import { phoneNotes } from '#shared/phone/phone.ts';
import type { ImportDetail, RowFilter, RowView } from '#shared/rpc/imports.ts';
import { importRowSource } from '../../../rpc/queries.ts';
import { useFormat } from '../../../texts/use-format.ts';
import { useSentences, useTexts } from '../../../texts/use-texts.ts';
import { EmptyState } from '../../../ui/EmptyState.tsx';
import { PictureNoRows } from '../../../ui/pictures/PictureNoRows.tsx';
import { type Column, VirtualTable } from '../../../ui/table/VirtualTable.tsx';
import { RowDetail } from './RowDetail.tsx';
import { RowSituation } from './RowSituation.tsx';

/** Nearly every number of a sheet lacks its country: that says nothing about a row. */
const notable = phoneNotes.filter((note) => note !== 'countryAdded');

/** The rows behind a filter: the number as it came and as it became, and what there is to say about it. */
export function ReviewTable(props: {
  readonly source: ImportDetail;
  readonly filter: RowFilter;
  readonly onShowAll: () => void;
}) {
  const say = useTexts('import');
  const { say: sentence, problem } = useSentences();
  const format = useFormat();
  const { source, filter } = props;
  const [opened, setOpened] = useState<number | null>(null);
  const { id, mapping } = source;
  const rows = useMemo(() => importRowSource(id, filter), [id, filter]);
  const numberColumns = useMemo(() => mapping.flatMap(({ kind }, i) => (kind === 'number' ? [i] : [])), [mapping]);

  const columns = useMemo((): readonly Column<RowView>[] => {
    const cellOf = (row: RowView) => {
      const filled = numberColumns.find((column) => row.cells[column]?.trim());
      return filled === undefined ? '' : (row.cells[filled] ?? '');
    };
    const notesOf = (row: RowView) =>
      notable.filter((note) => row.notes.includes(note)).map((note) => sentence(`phone.note.${note}`));
    return [
      {
        key: 'line',
        label: say('review.columns.line'),
        width: 72,
        grow: 0,
        align: 'end',
        cell: (row) => format.number(row.line),
      },
      {
        key: 'situation',
        label: say('review.columns.situation'),
        width: 128,
        grow: 0.2,
        cell: (row) => <RowSituation row={row} />,
      },
      {
        key: 'original',
        label: say('review.columns.original'),
        width: 152,
        grow: 0.2,
        cell: (row) =>
          cellOf(row) === '' ? (
            <span className="review-blank">{say('review.blank')}</span>
          ) : (
            <span className="review-original">{cellOf(row)}</span>
          ),
      },
      {
        key: 'number',
        label: say('review.columns.number'),
        width: 168,
        grow: 0,
        cell: (row) => (row.phone === null ? '' : format.phone(row.phone)),
      },
      {
        key: 'name',
        label: say('review.columns.name'),
        width: 128,
        grow: 1.4,
        cell: (row) =>
          row.name === '' ? (
            <span className="review-blank">{say('review.noName')}</span>
          ) : (
            <span className="vtable-text">{row.name}</span>
          ),
      },
      {
        key: 'reason',
        label: say('review.columns.reason'),
        width: 140,
        grow: 1.4,
        cell: (row) => {
          const text = row.problem ? problem(row.problem) : notesOf(row).join(' · ');
          return (
            <span className="review-reason" title={text}>
              {text}
            </span>
          );
        },
      },
    ];
  }, [say, sentence, problem, format, numberColumns]);

  return (
    <>
      <VirtualTable
        label={say('review.table')}
        columns={columns}
        source={rows}
        onOpen={(_row, index) => setOpened(index)}
        empty={
          <EmptyState
            picture={<PictureNoRows />}
            title={say('review.noRows')}
            text={say('review.noRowsText')}
            action={
              <Button variant="default" onClick={props.onShowAll}>
                {say('review.showAll')}
              </Button>
            }
          />
        }
      />
      <RowDetail source={source} filter={filter} index={opened} onMove={setOpened} />
    </>
  );
}
