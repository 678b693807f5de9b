import { Checkbox } from '@mantine/core';
import type { ReactNode } from 'react';
import { useTexts } from '../../texts/use-texts.ts';

interface ListColumn<Row> {
  readonly key: string;
  readonly label: string;
  readonly cell: (row: Row) => ReactNode;
}

/** One page of a list, of which rows can be chosen. */
export function ListTable<Row>(props: {
  readonly label: string;
  readonly columns: readonly ListColumn<Row>[];
  readonly rows: readonly Row[];
  readonly idOf: (row: Row) => string;
  readonly nameOf: (row: Row) => string;
  readonly chosen: ReadonlySet<string>;
  readonly onChoose: (rows: readonly Row[], isChosen: boolean) => void;
}) {
  const { label, columns, rows, idOf, nameOf, chosen, onChoose } = props;
  const say = useTexts('lookup');
  const count = rows.filter((row) => chosen.has(idOf(row))).length;
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls can be scrolled by keyboard
    <section className="look-scroll" aria-label={label} tabIndex={0}>
      <table className="look-table">
        <thead>
          <tr>
            <th className="look-check">
              <Checkbox
                aria-label={say('table.choosePage')}
                checked={rows.length > 0 && count === rows.length}
                indeterminate={count > 0 && count < rows.length}
                onChange={(event) => onChoose(rows, event.currentTarget.checked)}
              />
            </th>
            {columns.map(({ key, label: title }) => (
              <th key={key} scope="col">
                {title}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {rows.map((row) => {
            const id = idOf(row);
            return (
              <tr key={id} data-chosen={chosen.has(id) || undefined}>
                <td className="look-check">
                  <Checkbox
                    aria-label={say('table.choose', { name: nameOf(row) })}
                    checked={chosen.has(id)}
                    onChange={(event) => onChoose([row], event.currentTarget.checked)}
                  />
                </td>
                {columns.map(({ key, cell }) => (
                  <td key={key}>{cell(row)}</td>
                ))}
              </tr>
            );
          })}
        </tbody>
      </table>
    </section>
  );
}
