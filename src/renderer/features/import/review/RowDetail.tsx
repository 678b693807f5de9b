import { Button, Drawer } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { phoneNotes } from '#shared/phone/phone.ts';
import type { ImportDetail, RowFilter, RowView } from '#shared/rpc/imports.ts';
import { queries } from '../../../rpc/queries.ts';
import { useFormat } from '../../../texts/use-format.ts';
import { useSentences, useTexts } from '../../../texts/use-texts.ts';
import { Loaded } from '../../../ui/Loaded.tsx';
import { ProblemText } from '../../../ui/ProblemText.tsx';
import { RowSituation } from './RowSituation.tsx';

/** One row at length: every cell as it came, what was made of it, and why. */
export function RowDetail(props: {
  readonly source: ImportDetail;
  readonly filter: RowFilter;
  /** Of the row, among those behind the filter; null: closed. */
  readonly index: number | null;
  readonly onMove: (index: number | null) => void;
}) {
  const say = useTexts('import');
  const close = useTexts('common')('close');
  const { source, filter, index, onMove } = props;
  const page = useQuery({
    ...queries.importRows(source.id, filter, index ?? 0, 1),
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
              <Row row={row} header={source.findings?.header ?? []} />
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
              </div>
            </div>
          )
        }
      </Loaded>
    </Drawer>
  );
}

function Row({ row, header }: { readonly row: RowView; readonly header: readonly string[] }) {
  const say = useTexts('import');
  const { say: sentence } = useSentences();
  const format = useFormat();
  const notes = phoneNotes.filter((note) => row.notes.includes(note));
  return (
    <>
      <div>
        <RowSituation row={row} />
      </div>
      {row.problem && (
        <ProblemText problem={row.problem} tone={row.state === 'invalid' || row.state === 'failed' ? 'bad' : 'warn'} />
      )}
      <section>
        <h3>{say('review.detail.became')}</h3>
        <dl className="num">
          <div>
            <dt>{say('review.detail.number')}</dt>
            <dd>{row.phone === null ? '—' : format.phone(row.phone)}</dd>
          </div>
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
      <section>
        <h3>{say('review.detail.asCame')}</h3>
        <dl className="num">
          {row.cells.map((cell, column) => (
            // biome-ignore lint/suspicious/noArrayIndexKey: columns may have one name, and don't move
            <div key={column}>
              <dt>{header[column]}</dt>
              <dd>{cell === '' ? '—' : cell}</dd>
            </div>
          ))}
        </dl>
      </section>
    </>
  );
}
