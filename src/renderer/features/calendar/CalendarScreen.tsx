import { ActionIcon, Button, NativeSelect, SegmentedControl } from '@mantine/core';
import { IconChevronLeft, IconChevronRight, IconRepeat } from '@tabler/icons-react';
import { keepPreviousData, useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { Link } from 'wouter';
import type { CalendarDay } from '#shared/rpc/calendar.ts';
import { engine } from '../../rpc/engine.ts';
import { queries } from '../../rpc/queries.ts';
import { useLanguage, useTexts } from '../../texts/use-texts.ts';
import { Loaded } from '../../ui/Loaded.tsx';
import { Page } from '../../ui/Page.tsx';
import { Panel } from '../../ui/Panel.tsx';
import { useNow } from '../../ui/pace/use-now.ts';
import { ownTimeZone, toWallClock } from '../../ui/pace/wall-clock.ts';
import { DayPanel } from './DayPanel.tsx';
import { type CalendarView, shiftDay, shiftMonth, spanOf } from './days.ts';
import { MonthGrid } from './MonthGrid.tsx';
import { MonthSkeleton } from './MonthSkeleton.tsx';
import './CalendarScreen.css';

/** While it is open, what goes out meanwhile is counted as well. */
const freshMs = 15_000;

/** What went out, when and to how many, and what is planned. */
export function CalendarScreen() {
  const say = useTexts('calendar');
  const language = useLanguage();
  const timeZone = ownTimeZone();
  const nowMs = useNow();
  const today = toWallClock(nowMs, timeZone).slice(0, 10);
  const [chosen, setChosen] = useState<string | null>(null);
  const [view, setView] = useState<CalendarView>('month');
  const [accountId, setAccountId] = useState<number | null>(null);
  const accounts = useQuery(queries.accounts()).data ?? [];
  const day = chosen ?? today;
  const firstWeekday = language === 'es' ? 1 : 0;
  const span = spanOf(day, view, firstWeekday);
  const days = useQuery({
    queryKey: ['calendar', span, timeZone, accountId],
    queryFn: ({ signal }) => engine.calendar.days({ ...span, timeZone, accountId }, { signal }),
    placeholderData: keepPreviousData,
    refetchInterval: freshMs,
  });
  const move = (by: number) => setChosen(view === 'month' ? shiftMonth(day, by) : shiftDay(day, 7 * by));
  const title = new Intl.DateTimeFormat(language, { month: 'long', year: 'numeric', timeZone: 'UTC' }).format(
    Date.parse(`${day}T12:00Z`),
  );
  return (
    <Page
      title={say('title')}
      description={say('text')}
      actions={
        <Button component={Link} href="/rotinas" variant="default" leftSection={<IconRepeat size={16} aria-hidden />}>
          {say('toRoutines')}
        </Button>
      }
    >
      <div className="calendar-tools">
        <div className="calendar-move">
          <ActionIcon aria-label={say(`before.${view}`)} onClick={() => move(-1)}>
            <IconChevronLeft size={18} aria-hidden />
          </ActionIcon>
          <h2 className="calendar-title" aria-live="polite">
            {title}
          </h2>
          <ActionIcon aria-label={say(`after.${view}`)} onClick={() => move(1)}>
            <IconChevronRight size={18} aria-hidden />
          </ActionIcon>
          <Button variant="default" size="compact-sm" disabled={day === today} onClick={() => setChosen(today)}>
            {say('today')}
          </Button>
        </div>
        <div className="calendar-choices">
          {accounts.length > 1 && (
            <NativeSelect
              aria-label={say('account')}
              value={String(accountId ?? '')}
              data={[
                { value: '', label: say('allAccounts') },
                ...accounts.map(({ id, name }) => ({ value: String(id), label: name })),
              ]}
              onChange={(event) => setAccountId(Number(event.currentTarget.value) || null)}
            />
          )}
          <SegmentedControl
            aria-label={say('view')}
            value={view}
            data={[
              { value: 'month', label: say('month') },
              { value: 'week', label: say('week') },
            ]}
            onChange={(value) => setView(value === 'week' ? 'week' : 'month')}
          />
        </div>
      </div>
      <Panel flush>
        <Loaded query={days} skeleton={<MonthSkeleton days={span.days} />}>
          {(all: readonly CalendarDay[]) => (
            <MonthGrid
              days={all}
              view={view}
              day={day}
              today={today}
              firstWeekday={firstWeekday}
              label={title}
              onChoose={setChosen}
            />
          )}
        </Loaded>
      </Panel>
      {days.data && <DayPanel day={days.data.find((one) => one.day === day) ?? null} date={day} today={today} />}
    </Page>
  );
}
