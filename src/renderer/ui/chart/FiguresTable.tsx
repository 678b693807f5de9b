import type { ReactNode } from 'react';
import './FiguresTable.css';

/** Names with their numbers, one a line. What is wider than its place scrolls, also with the keys. */
export function FiguresTable(props: {
  readonly label: string;
  /** Of the names, then of each number. */
  readonly head: readonly string[];
  readonly rows: readonly { readonly key: string; readonly name: ReactNode; readonly cells: readonly string[] }[];
}) {
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: it scrolls, also with the keys
    <div className="figures-table" tabIndex={0}>
      <table aria-label={props.label}>
        <thead>
          <tr>
            {props.head.map((title) => (
              <th key={title} scope="col">
                {title}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {props.rows.map(({ key, name, cells }) => (
            <tr key={key}>
              <th scope="row">{name}</th>
              {cells.map((cell, column) => (
                <td key={props.head[column + 1]} className="num">
                  {cell}
                </td>
              ))}
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}
