import { Button } from '@mantine/core';
import { type Ref, useMemo, useState } from 'react';
import type { DeliveryFilter, DeliveryView } from '#shared/rpc/campaigns.ts';
import { useFormat } from '../../texts/use-format.ts';
import { useSentences, useTexts } from '../../texts/use-texts.ts';
import { type CountChip, CountChips } from '../../ui/CountChips.tsx';
import { EmptyState } from '../../ui/EmptyState.tsx';
import { Panel } from '../../ui/Panel.tsx';
import { PictureNoRows } from '../../ui/pictures/PictureNoRows.tsx';
import { type Column, VirtualTable } from '../../ui/table/VirtualTable.tsx';
import type { Cause } from './causes.ts';
import { DeliveryDrawer } from './DeliveryDrawer.tsx';
import type { Heard } from './OutcomeBar.tsx';
import { countOf, type Outcome, outcomeOf, outcomes, type StateCounts, statesOf } from './outcomes.ts';
import { deliveryRows } from './queries.ts';
import './RowsPanel.css';

/** Which deliveries are shown: all, those of one outcome, or those behind one cause. */
export type RowChoice =
  | { readonly kind: 'all' }
  | { readonly kind: 'outcome'; readonly outcome: Outcome }
  | { readonly kind: 'cause'; readonly cause: Cause }
  | { readonly kind: 'heard'; readonly stage: keyof Heard };

const tones: Partial<Record<Outcome, NonNullable<CountChip['tone']>>> = {
  read: 'good',
  delivered: 'good',
  held: 'warn',
  inDoubt: 'warn',
  failed: 'bad',
};

/** Every delivery, filtered by what became of it; one that is opened tells all that is known of it. */
export function RowsPanel(props: {
  readonly ref: Ref<HTMLDivElement>;
  readonly campaignId: number;
  readonly counts: StateCounts;
  readonly choice: RowChoice;
  readonly onChoose: (choice: RowChoice) => void;
}) {
  const { campaignId, counts, choice, onChoose } = props;
  const say = useTexts('monitor');
  const { problem } = useSentences();
  const columns = useColumns();
  const source = useMemo(() => deliveryRows(campaignId, filterOf(choice)), [campaignId, choice]);
  const [opened, setOpened] = useState<DeliveryView | null>(null);
  const chips = outcomes
    .map(({ key, states }) => ({ key, label: say(`outcome.${key}`), count: countOf(counts, states) }))
    .filter(({ key, count }) => count > 0 || (choice.kind === 'outcome' && choice.outcome === key))
    .map((chip) => ({ ...chip, tone: tones[chip.key] ?? ('plain' as const) }));
  const total = Object.values(counts).reduce((sum, count) => sum + count, 0);
  return (
    <div ref={props.ref} tabIndex={-1} className="rows-panel">
      <Panel title={say('rows.title')} flush>
        <div className="rows-filter">
          <CountChips
            label={say('rows.filter')}
            chosen={chipOf(choice)}
            chips={[{ key: 'all', label: say('rows.all'), count: total }, ...chips]}
            onChoose={(key) => {
              const outcome = outcomes.find((one) => one.key === key)?.key;
              onChoose(outcome === undefined ? { kind: 'all' } : { kind: 'outcome', outcome });
            }}
          />
          {(choice.kind === 'cause' || choice.kind === 'heard') && (
            <p className="rows-cause">
              <span className="rows-cause-words">
                {say('rows.cause', {
                  cause: choice.kind === 'cause' ? problem(choice.cause.example) : say(`heard.${choice.stage}`),
                })}
              </span>
              <Button variant="subtle" size="xs" onClick={() => onChoose({ kind: 'all' })}>
                {say('rows.clear')}
              </Button>
            </p>
          )}
        </div>
        <div className="rows-table">
          <VirtualTable
            label={say('rows.title')}
            columns={columns}
            source={source}
            empty={<EmptyState picture={<PictureNoRows />} title={say('rows.empty')} text={say('rows.emptyText')} />}
            onOpen={setOpened}
          />
        </div>
      </Panel>
      <DeliveryDrawer campaignId={campaignId} delivery={opened} onClose={() => setOpened(null)} />
    </div>
  );
}

function RowText(props: { readonly text: string }) {
  return (
    <span className="rows-text" title={props.text}>
      {props.text}
    </span>
  );
}

const chipOf = (choice: RowChoice): string => {
  if (choice.kind === 'outcome') return choice.outcome;
  return choice.kind === 'all' ? 'all' : '';
};

function filterOf(choice: RowChoice): DeliveryFilter {
  switch (choice.kind) {
    case 'all':
      return {};
    case 'outcome':
      return { states: [...statesOf(choice.outcome)] };
    case 'heard':
      return { stage: choice.stage };
    case 'cause':
      return { states: [choice.cause.state], problem: choice.cause.kind };
  }
}

function useColumns(): readonly Column<DeliveryView>[] {
  const say = useTexts('monitor');
  const format = useFormat();
  const { say: sentence, problem } = useSentences();
  return useMemo(
    () => [
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
        width: 160,
        grow: 2,
        cell: (row) => <RowText text={row.name || say('rows.noName')} />,
      },
      {
        key: 'phone',
        label: say('rows.phone'),
        width: 168,
        grow: 0,
        cell: (row) => <span className="num">{format.phone(row.phone)}</span>,
      },
      {
        key: 'state',
        label: say('rows.state'),
        width: 168,
        grow: 0,
        cell: (row) => (
          <span className="rows-state" data-outcome={outcomeOf(row.state)}>
            {sentence(`state.delivery.${row.state}.label`)}
          </span>
        ),
      },
      {
        key: 'reason',
        label: say('rows.reason'),
        width: 200,
        grow: 3,
        cell: (row) => row.problem && <RowText text={problem(row.problem)} />,
      },
      {
        key: 'updated',
        label: say('rows.updated'),
        width: 168,
        grow: 0,
        cell: (row) => <span className="num">{row.updatedAt === null ? '' : format.moment(row.updatedAt)}</span>,
      },
    ],
    [say, format, sentence, problem],
  );
}
