import { Button } from '@mantine/core';
import { type Ref, useMemo } from 'react';
import type { DeliveryFilter, DeliveryView } from '#shared/rpc/campaigns.ts';
import { useFormat } from '../../texts/use-format.ts';
import { useSentences, useTexts } from '../../texts/use-texts.ts';
import { EmptyState } from '../../ui/EmptyState.tsx';
import { Panel } from '../../ui/Panel.tsx';
import { PictureNoRows } from '../../ui/pictures/PictureNoRows.tsx';
import { type Column, VirtualTable } from '../../ui/table/VirtualTable.tsx';
import { reportRows } from './queries.ts';
import { versionName } from './shares.ts';
import './RowsPanel.css';

/** The deliveries behind one number of the report, and what they are called. */
export interface RowChoice {
  readonly what: string;
  readonly filter: DeliveryFilter;
}

/** Who stands behind the number that was chosen last; everybody at first. */
export function RowsPanel(props: {
  readonly ref: Ref<HTMLDivElement>;
  readonly campaignId: number;
  readonly hasVersions: boolean;
  /** Null: all of them. */
  readonly choice: RowChoice | null;
  readonly onClear: () => void;
}) {
  const { campaignId, choice, hasVersions, onClear } = props;
  const say = useTexts('report');
  const columns = useColumns(hasVersions);
  const source = useMemo(() => reportRows(campaignId, choice?.filter ?? {}), [campaignId, choice]);
  return (
    <div ref={props.ref} tabIndex={-1} className="report-rows">
      <Panel
        title={choice === null ? say('rows.title') : say('rows.of', { what: choice.what })}
        aside={
          choice !== null && (
            <Button variant="subtle" size="xs" mr={-12} onClick={onClear}>
              {say('rows.clear')}
            </Button>
          )
        }
        flush
      >
        <div className="report-rows-table">
          <VirtualTable
            label={say('rows.title')}
            columns={columns}
            source={source}
            empty={<EmptyState picture={<PictureNoRows />} title={say('rows.empty')} text={say('rows.emptyText')} />}
          />
        </div>
      </Panel>
    </div>
  );
}

function useColumns(hasVersions: boolean): readonly Column<DeliveryView>[] {
  const say = useTexts('report');
  const format = useFormat();
  const { say: sentence, problem } = useSentences();
  return useMemo(() => {
    const moment = (key: 'sentAt' | 'readAt' | 'repliedAt'): Column<DeliveryView> => ({
      key,
      label: say(`rows.${key}`),
      width: 112,
      grow: 0,
      cell: (row) => {
        const at = row[key];
        return <span className="num">{at === null ? '' : format.shortMoment(at)}</span>;
      },
    });
    const version: Column<DeliveryView> = {
      key: 'version',
      label: say('versions.version'),
      width: 76,
      grow: 0,
      cell: (row) => versionName(row.version),
    };
    return [
      {
        key: 'line',
        label: say('rows.line'),
        width: 72,
        grow: 0,
        align: 'end',
        cell: (row) => <span className="num">{format.number(row.line)}</span>,
      },
      {
        key: 'name',
        label: say('rows.name'),
        width: 152,
        grow: 3,
        cell: (row) => <Text text={row.name || say('rows.noName')} />,
      },
      {
        key: 'phone',
        label: say('rows.phone'),
        width: 160,
        grow: 0,
        cell: (row) => <span className="num">{format.phone(row.phone)}</span>,
      },
      ...(hasVersions ? [version] : []),
      {
        key: 'state',
        label: say('rows.state'),
        width: 116,
        grow: 2,
        cell: (row) => (
          <Text text={row.problem ? problem(row.problem) : sentence(`state.delivery.${row.state}.label`)} />
        ),
      },
      moment('sentAt'),
      moment('readAt'),
      moment('repliedAt'),
    ];
  }, [say, format, sentence, problem, hasVersions]);
}

function Text(props: { readonly text: string }) {
  return (
    <span className="report-rows-text" title={props.text}>
      {props.text}
    </span>
  );
}
