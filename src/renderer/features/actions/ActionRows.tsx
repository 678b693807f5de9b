import { useMemo, useState } from 'react';
import { type ActionState, actionStates } from '#shared/actions/state.ts';
import type { ActionItem } from '#shared/rpc/actions.ts';
import type { JobSnapshot } from '#shared/rpc/jobs.ts';
import { useFormat } from '../../texts/use-format.ts';
import { useSentences, useTexts } from '../../texts/use-texts.ts';
import { type CountChip, CountChips } from '../../ui/CountChips.tsx';
import { EmptyState } from '../../ui/EmptyState.tsx';
import { Panel } from '../../ui/Panel.tsx';
import { PictureNoRows } from '../../ui/pictures/PictureNoRows.tsx';
import { type Column, VirtualTable } from '../../ui/table/VirtualTable.tsx';
import { actionRows } from './action-queries.ts';

const tones: Partial<Record<ActionState, NonNullable<CountChip['tone']>>> = {
  done: 'good',
  held: 'warn',
  inDoubt: 'warn',
  failed: 'bad',
};

/** Everybody whom the action is for, filtered by what became of it. */
export function ActionRows(props: { readonly actionId: number; readonly counts: JobSnapshot['counts'] }) {
  const { actionId, counts } = props;
  const say = useTexts('actions');
  const { say: sentence } = useSentences();
  const columns = useColumns();
  const [chosen, setChosen] = useState<ActionState | 'all'>('all');
  const source = useMemo(() => actionRows(actionId, chosen === 'all' ? [] : [chosen]), [actionId, chosen]);
  const total = Object.values(counts).reduce((sum, count) => sum + count, 0);
  const chips = actionStates
    .map((state) => ({
      key: state,
      label: sentence(`state.action.${state}.label`),
      count: counts[state] ?? 0,
      tone: tones[state] ?? ('plain' as const),
    }))
    .filter(({ key, count }) => count > 0 || key === chosen);
  return (
    <Panel title={say('rows.title')} flush>
      <div className="action-filter">
        <CountChips
          label={say('rows.filter')}
          chosen={chosen}
          chips={[{ key: 'all', label: say('rows.all'), count: total }, ...chips]}
          onChoose={(key) => setChosen(actionStates.find((state) => state === key) ?? 'all')}
        />
      </div>
      <div className="action-table">
        <VirtualTable
          label={say('rows.title')}
          columns={columns}
          source={source}
          empty={<EmptyState picture={<PictureNoRows />} title={say('rows.empty')} text={say('rows.emptyText')} />}
        />
      </div>
    </Panel>
  );
}

function Cut({ text }: { readonly text: string }) {
  return (
    <span className="action-cut" title={text}>
      {text}
    </span>
  );
}

function useColumns(): readonly Column<ActionItem>[] {
  const say = useTexts('actions');
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
        cell: (row) => <span className="num">{format.number(row.itemNo)}</span>,
      },
      {
        key: 'name',
        label: say('rows.name'),
        width: 160,
        grow: 2,
        cell: (row) => <Cut text={row.name || say('rows.noName')} />,
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
        width: 144,
        grow: 0,
        cell: (row) => sentence(`state.action.${row.state}.label`),
      },
      {
        key: 'reason',
        label: say('rows.reason'),
        width: 200,
        grow: 3,
        cell: (row) => row.problem && <Cut text={problem(row.problem)} />,
      },
    ],
    [say, format, sentence, problem],
  );
}
