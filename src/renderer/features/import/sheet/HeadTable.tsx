import type { Findings } from '#shared/tabular/table.ts';
import { useTexts } from '../../../texts/use-texts.ts';

/** A look at the sheet, not the sheet: more columns than that say nothing more. */
const mostColumns = 40;

/** The first rows below the header, cell for cell as they are staged. */
export function HeadTable(props: { readonly findings: Findings; readonly isBusy: boolean }) {
  const say = useTexts('import');
  const { header, head } = props.findings;
  const shown = header.slice(0, mostColumns);
  const hidden = header.length - shown.length;
  return (
    <>
      <section
        className="head-table"
        aria-label={say('sheet.table')}
        aria-busy={props.isBusy}
        // biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be reachable by keyboard
        tabIndex={0}
      >
        <table>
          <thead>
            <tr>
              <th scope="col">#</th>
              {shown.map((name, column) => (
                // biome-ignore lint/suspicious/noArrayIndexKey: columns may have one name, and don't move
                <th key={column} scope="col">
                  {name}
                </th>
              ))}
            </tr>
          </thead>
          <tbody>
            {head.map((cells, row) => (
              // biome-ignore lint/suspicious/noArrayIndexKey: rows of a file don't move
              <tr key={row}>
                <th scope="row">{row + 1}</th>
                {shown.map((_, column) => (
                  // biome-ignore lint/suspicious/noArrayIndexKey: as above
                  <td key={column}>{cells[column] ?? ''}</td>
                ))}
              </tr>
            ))}
          </tbody>
        </table>
      </section>
      {hidden > 0 && <p className="head-table-more">{say('sheet.moreColumns', { count: hidden })}</p>}
    </>
  );
}
