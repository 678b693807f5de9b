import { NativeSelect } from '@mantine/core';
import { IconAlertTriangle } from '@tabler/icons-react';
import type { ReactNode } from 'react';
import type { ImportDetail } from '#shared/rpc/imports.ts';
import { linesToName } from '#shared/tabular/mended.ts';
import {
  type Dialect,
  delimiterSchema,
  delimiters,
  doubtful,
  encodingSchema,
  encodings,
  type Findings as SheetFindings,
} from '#shared/tabular/table.ts';
import { useFormat } from '../../../texts/use-format.ts';
import { useTexts } from '../../../texts/use-texts.ts';
import { Panel } from '../../../ui/Panel.tsx';
import { delimiterNames } from './delimiter-names.ts';

/** Header rows that can be chosen by hand; a sheet whose header comes later is not one that a person made. */
const headerRows = 10;

/** Behind the row in the value of a choice, where the row above names groups. */
const twoLines = '+';

function withHeader({ headerLines: _, ...dialect }: Dialect, chosen: string): Dialect {
  const headerRow = Number.parseInt(chosen, 10);
  return chosen.endsWith(twoLines) ? { ...dialect, headerRow, headerLines: 2 } : { ...dialect, headerRow };
}

/** How the file is read, as it was found out; each of it can be said differently. */
export function Findings(props: {
  readonly source: ImportDetail;
  readonly findings: SheetFindings;
  readonly isBusy: boolean;
  /** Null: it can't be changed any more. */
  readonly onChange: ((dialect: Dialect) => void) | null;
}) {
  const say = useTexts('import');
  const format = useFormat();
  const { source, findings, onChange } = props;
  const { dialect, certainty, sheets } = findings;
  const isOff = onChange === null || props.isBusy;
  const change = (to: Dialect) => onChange?.(to);
  const lastHeader = Math.max(headerRows, dialect.headerRow + 1);
  return (
    <Panel>
      <div className="findings">
        <div className="findings-file">
          <span className="findings-label">{say('sheet.file')}</span>
          <span className="findings-value num">
            {say('rows', { count: source.rows })} · {format.bytes(source.fileBytes)}
          </span>
        </div>
        {dialect.format === 'workbook' && sheets.length > 0 && (
          <NativeSelect
            label={say('sheet.sheet')}
            data={sheets}
            value={dialect.sheet}
            disabled={isOff}
            onChange={(event) => change({ ...dialect, sheet: event.currentTarget.value })}
          />
        )}
        {dialect.format === 'text' && (
          <>
            <Finding isSure={certainty.encoding >= doubtful}>
              <NativeSelect
                label={say('sheet.encoding')}
                data={encodings.map((value) => ({ value, label: say(`sheet.encodings.${value}`) }))}
                value={dialect.encoding}
                disabled={isOff}
                onChange={(event) => change({ ...dialect, encoding: encodingSchema.parse(event.currentTarget.value) })}
              />
            </Finding>
            <Finding isSure={certainty.delimiter >= doubtful}>
              <NativeSelect
                label={say('sheet.delimiter')}
                data={delimiters.map((value) => ({ value, label: say(`sheet.delimiters.${delimiterNames[value]}`) }))}
                value={dialect.delimiter}
                disabled={isOff}
                onChange={(event) =>
                  change({ ...dialect, delimiter: delimiterSchema.parse(event.currentTarget.value) })
                }
              />
            </Finding>
          </>
        )}
        <Finding isSure={certainty.header >= doubtful}>
          <NativeSelect
            label={say('sheet.header')}
            data={[
              ...Array.from({ length: lastHeader }, (_, row) => [
                ...(row === 0
                  ? []
                  : [{ value: `${row}${twoLines}`, label: say('sheet.headerLines', { first: row, second: row + 1 }) }]),
                { value: String(row), label: say('sheet.headerLine', { line: row + 1 }) },
              ]).flat(),
              { value: '-1', label: say('sheet.headerNone') },
            ]}
            value={`${dialect.headerRow}${dialect.headerLines === 2 ? twoLines : ''}`}
            disabled={isOff}
            onChange={(event) => change(withHeader(dialect, event.currentTarget.value))}
          />
        </Finding>
      </div>
      <MendedLines source={source} />
    </Panel>
  );
}

/** Lines that did not come in order: told in place, as their letters want a look. */
function MendedLines({ source }: { readonly source: ImportDetail }) {
  const say = useTexts('import');
  const { letters, quotes } = source.mended;
  return (
    <>
      {letters.count > 0 && <p className="findings-mended">{say('sheet.mendedLetters', linesToName(letters))}</p>}
      {quotes.count > 0 && <p className="findings-mended">{say('sheet.mendedQuotes', linesToName(quotes))}</p>}
    </>
  );
}

function Finding(props: { readonly isSure: boolean; readonly children: ReactNode }) {
  const say = useTexts('import');
  return (
    <div>
      {props.children}
      {!props.isSure && (
        <span className="findings-look">
          <IconAlertTriangle size={16} aria-hidden />
          {say('sheet.look')}
        </span>
      )}
    </div>
  );
}
