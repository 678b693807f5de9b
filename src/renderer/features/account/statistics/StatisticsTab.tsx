import { NativeSelect, SegmentedControl, TextInput } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import type { Account } from '#shared/rpc/accounts.ts';
import type { SplitStatistics, Statistics, StatisticsAsked } from '#shared/rpc/desk.ts';
import { queries } from '../../../rpc/queries.ts';
import { useFormat } from '../../../texts/use-format.ts';
import { useLanguage, useTexts } from '../../../texts/use-texts.ts';
import { BarsChart } from '../../../ui/chart/BarsChart.tsx';
import { FiguresTable } from '../../../ui/chart/FiguresTable.tsx';
import { EmptyState } from '../../../ui/EmptyState.tsx';
import { Figure } from '../../../ui/Figure.tsx';
import { Loaded } from '../../../ui/Loaded.tsx';
import { Panel } from '../../../ui/Panel.tsx';
import { ownTimeZone } from '../../../ui/pace/wall-clock.ts';
import { PictureNoRows } from '../../../ui/pictures/PictureNoRows.tsx';
import { deskQueries } from '../queries.ts';
import './StatisticsTab.css';

const dayMs = 86_400_000;
const lasts = ['7', '30', '90'] as const;
const splits = ['period', 'user', 'department'] as const;
type Split = (typeof splits)[number];

/** A day as people of this machine's time zone write it, `2026-11-23`. */
const dayOf = (atMs: number): string => new Intl.DateTimeFormat('en-CA').format(atMs);

/** The account's own numbers of a period: a picture, and the table below it. */
export function StatisticsTab({ account }: { readonly account: Account }) {
  const say = useTexts('account');
  const [asked, setAsked] = useState<StatisticsAsked>(() => ({
    ...{ accountId: account.id, from: dayOf(Date.now() - 29 * dayMs), to: dayOf(Date.now()), timeZone: ownTimeZone() },
    ...{ departmentId: null, userId: null, serviceId: null, by: 'opened', split: 'period' },
  }));
  const statistics = useQuery(deskQueries.statistics(asked));
  const departments = useQuery(queries.departments(account.id)).data ?? [];
  const change = (to: Partial<StatisticsAsked>) => setAsked({ ...asked, ...to });
  const last = lasts.find((days) => asked.to === dayOf(Date.now()) && asked.from === lastDays(days).from) ?? 'own';
  return (
    <>
      <Panel>
        <div className="statistics-ask">
          <NativeSelect
            label={say('statistics.last.label')}
            value={last}
            data={[...lasts, 'own' as const].map((value) => ({ value, label: say(`statistics.last.${value}`) }))}
            onChange={(event) => {
              const { value } = event.currentTarget;
              if (isLast(value)) change(lastDays(value));
            }}
          />
          <TextInput
            type="date"
            label={say('statistics.from')}
            value={asked.from}
            max={asked.to}
            onChange={(event) => event.currentTarget.value !== '' && change({ from: event.currentTarget.value })}
          />
          <TextInput
            type="date"
            label={say('statistics.to')}
            value={asked.to}
            min={asked.from}
            onChange={(event) => event.currentTarget.value !== '' && change({ to: event.currentTarget.value })}
          />
          <NativeSelect
            label={say('statistics.department')}
            value={asked.departmentId ?? ''}
            data={[
              { value: '', label: say('statistics.allDepartments') },
              ...departments.map(({ id, name }) => ({ value: id, label: name })),
            ]}
            onChange={(event) => change({ departmentId: event.currentTarget.value || null })}
          />
          <NativeSelect
            label={say('statistics.by.label')}
            value={asked.by}
            data={(['opened', 'closed'] as const).map((value) => ({ value, label: say(`statistics.by.${value}`) }))}
            onChange={(event) => change({ by: event.currentTarget.value === 'closed' ? 'closed' : 'opened' })}
          />
        </div>
      </Panel>
      <Loaded query={statistics}>
        {(found) => (
          <Found
            found={found}
            split={asked.split}
            isOld={statistics.isPlaceholderData}
            onSplit={(split) => change({ split })}
          />
        )}
      </Loaded>
    </>
  );
}

const isLast = (value: string): value is (typeof lasts)[number] => lasts.some((one) => one === value);
const lastDays = (days: (typeof lasts)[number]) => ({
  from: dayOf(Date.now() - (Number(days) - 1) * dayMs),
  to: dayOf(Date.now()),
});

/** More than this has no room for its names below the bars. */
const mostLabels = 10;

function Found(props: {
  readonly found: SplitStatistics;
  readonly split: Split;
  /** Of the question before: the new one is on its way. */
  readonly isOld: boolean;
  readonly onSplit: (split: Split) => void;
}) {
  const { found, split, isOld } = props;
  const say = useTexts('account');
  const format = useFormat();
  const number = (value: number | null) => (value === null ? '–' : format.number(value));
  const lasting = (seconds: number | null) => (seconds === null ? '–' : format.duration(seconds * 1_000));
  const language = useLanguage();
  const dayAndMonth = new Intl.DateTimeFormat(language, { day: '2-digit', month: '2-digit' });
  const nameOf = (name: string) => (split === 'period' ? dayAndMonth.format(Date.parse(`${name}T12:00`)) : name);
  const { total } = found;
  const rows = split === 'period' ? found.rows : found.rows.filter((row) => (row.tickets ?? 0) > 0);
  const everyNth = Math.ceil(rows.length / mostLabels);
  return (
    <>
      <Panel title={say('statistics.title')}>
        <div className="statistics-figures" data-old={isOld}>
          <Figure label={say('statistics.tickets')} value={number(total.tickets)} />
          <Figure label={say('statistics.closed')} value={number(total.closed)} />
          <Figure label={say('statistics.contacts')} value={number(total.contacts)} />
          <Figure label={say('statistics.waiting')} value={lasting(total.waitingSeconds)} />
          <Figure label={say('statistics.lasting')} value={lasting(total.ticketSeconds)} />
        </div>
      </Panel>
      <Panel
        title={say(`statistics.split.${split}`)}
        aside={
          <SegmentedControl
            aria-label={say('statistics.split.label')}
            size="sm"
            value={split}
            onChange={props.onSplit}
            data={splits.map((value) => ({ value, label: say(`statistics.choose.${value}`) }))}
          />
        }
      >
        {rows.every(isEmpty) ? (
          <EmptyState picture={<PictureNoRows />} title={say('statistics.none')} text={say('statistics.noneText')} />
        ) : (
          <div className="statistics-split" data-old={isOld} aria-busy={isOld}>
            <BarsChart
              label={say('statistics.chart', { count: total.tickets ?? 0 })}
              kinds={[
                { tone: 'accent', label: say('statistics.tickets') },
                { tone: 'good', label: say('statistics.closed') },
              ]}
              slots={rows.map(({ key, name, tickets, closed }, index) => ({
                key,
                label: index % everyNth === 0 ? nameOf(name) : '',
                bars: [
                  { count: tickets ?? 0, title: `${nameOf(name)} · ${say('statistics.tickets')}` },
                  { count: closed ?? 0, title: `${nameOf(name)} · ${say('statistics.closed')}` },
                ],
              }))}
            />
            <FiguresTable
              label={say(`statistics.split.${split}`)}
              head={[
                say(`statistics.head.${split}`),
                say('statistics.tickets'),
                say('statistics.open'),
                say('statistics.closed'),
                say('statistics.contacts'),
                say('statistics.waiting'),
                say('statistics.lasting'),
              ]}
              rows={rows.map((row) => ({
                key: row.key,
                name: nameOf(row.name),
                cells: [
                  number(row.tickets),
                  number(row.open),
                  number(row.closed),
                  number(row.contacts),
                  lasting(row.waitingSeconds),
                  lasting(row.ticketSeconds),
                ],
              }))}
            />
          </div>
        )}
      </Panel>
    </>
  );
}

const isEmpty = ({ tickets, closed }: Statistics): boolean => (tickets ?? 0) === 0 && (closed ?? 0) === 0;
