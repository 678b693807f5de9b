import { type KeyboardEvent, useRef } from 'react';
import type { CalendarDay } from '#shared/rpc/calendar.ts';
import { useFormat } from '../../texts/use-format.ts';
import { useLanguage, useTexts } from '../../texts/use-texts.ts';
import { DayEntries } from './DayEntries.tsx';
import { type CalendarView, dayByKey } from './days.ts';
import './MonthGrid.css';

/** Entries that a day of a month has room for. */
const mostInMonth = 3;
const mostInWeek = 12;

/**
 * The days in weeks, as a grid of the keyboard: one of them has the focus, arrows move it, the day that has it is the one
 * that is shown below.
 */
export function MonthGrid(props: {
  readonly days: readonly CalendarDay[];
  readonly view: CalendarView;
  readonly day: string;
  readonly today: string;
  readonly firstWeekday: 0 | 1;
  readonly label: string;
  readonly onChoose: (day: string) => void;
}) {
  const { days, view, day, today, firstWeekday, onChoose } = props;
  const say = useTexts('calendar');
  const language = useLanguage();
  const format = useFormat();
  const grid = useRef<HTMLDivElement>(null);
  const weekdayName = new Intl.DateTimeFormat(language, { weekday: 'short', timeZone: 'UTC' });
  const dayName = new Intl.DateTimeFormat(language, { day: 'numeric', month: 'long', timeZone: 'UTC' });
  const weeks = Array.from({ length: days.length / 7 }, (_, i) => days.slice(i * 7, i * 7 + 7));
  const month = day.slice(0, 7);

  const onKeyDown = (event: KeyboardEvent) => {
    const next = event.altKey || event.metaKey ? null : dayByKey(day, event.key, firstWeekday);
    if (next === null) return;
    event.preventDefault();
    onChoose(next);
    // It may be of another month, which is still to be drawn.
    requestAnimationFrame(() => grid.current?.querySelector<HTMLElement>('[tabindex="0"]')?.focus());
  };

  const words = ({ day: date, sent, planned }: CalendarDay): string => {
    const count = sent.reduce((sum, one) => sum + one.count, 0);
    return [
      dayName.format(Date.parse(`${date}T12:00Z`)),
      ...(count > 0 ? [say('cell.sent', { count, campaigns: format.number(sent.length) })] : []),
      ...(planned.length > 0 ? [say('cell.planned', { count: planned.length })] : []),
      ...(count === 0 && planned.length === 0 ? [say('cell.nothing')] : []),
    ].join(', ');
  };

  return (
    // biome-ignore lint/a11y/useSemanticElements: a grid of days, not a table of data
    <div ref={grid} role="grid" aria-label={props.label} className="month" data-view={view} onKeyDown={onKeyDown}>
      {/* biome-ignore lint/a11y/useSemanticElements: see above */}
      {/* biome-ignore lint/a11y/useFocusableInteractive: the cells take the focus */}
      <div role="row" className="month-week month-head">
        {(weeks[0] ?? []).map(({ day: date }) => (
          // biome-ignore lint/a11y/useSemanticElements: see above
          // biome-ignore lint/a11y/useFocusableInteractive: the cells take the focus
          <div key={date} role="columnheader" className="month-weekday">
            {weekdayName.format(Date.parse(`${date}T12:00Z`)).replace('.', '')}
          </div>
        ))}
      </div>
      {weeks.map((week) => (
        // biome-ignore lint/a11y/useSemanticElements: see above
        // biome-ignore lint/a11y/useFocusableInteractive: the cells take the focus
        <div key={week[0]?.day} role="row" className="month-week">
          {week.map((one) => (
            // biome-ignore lint/a11y/useSemanticElements: see above
            <div
              key={one.day}
              role="gridcell"
              tabIndex={one.day === day ? 0 : -1}
              aria-selected={one.day === day}
              aria-current={one.day === today ? 'date' : undefined}
              className="month-day"
              data-other={view === 'month' && one.day.slice(0, 7) !== month ? true : undefined}
              onClick={() => onChoose(one.day)}
              onKeyDown={(event) => {
                if (event.key === 'Enter' || event.key === ' ') onChoose(one.day);
              }}
            >
              <span className="hidden-words">{words(one)}</span>
              <span className="month-number num" aria-hidden>
                {Number(one.day.slice(8))}
              </span>
              <DayEntries day={one} most={view === 'month' ? mostInMonth : mostInWeek} />
            </div>
          ))}
        </div>
      ))}
    </div>
  );
}
