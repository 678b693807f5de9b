import { NativeSelect, NumberInput } from '@mantine/core';
import { weekdays } from '#shared/pace/limits.ts';
import type { Schedule } from '#shared/routine/schedule.ts';
import { useTexts } from '../../texts/use-texts.ts';
import { TimeField } from '../../ui/pace/TimeField.tsx';
import { usePaceWords } from '../../ui/pace/use-pace-words.ts';
import '../../ui/pace/WindowFields.css';

/** When a routine is due: days of the week, every so many days, or a day of the month, and the hour. */
export function ScheduleFields(props: {
  readonly schedule: Schedule;
  /** Where every so many days begins. */
  readonly today: string;
  readonly onChange: (schedule: Schedule) => void;
}) {
  const { schedule, today, onChange } = props;
  const say = useTexts('routines');
  const words = usePaceWords();
  const { minute, timeZone } = schedule;
  const anew = (every: string): Schedule => {
    if (every === 'days') return { every: 'days', count: 15, from: today, minute, timeZone };
    if (every === 'month') return { every: 'month', day: 1, minute, timeZone };
    return { every: 'week', days: ['mon'], minute, timeZone };
  };
  return (
    <>
      <div className="routine-when">
        <NativeSelect
          label={say('form.every')}
          value={schedule.every}
          data={(['week', 'days', 'month'] as const).map((every) => ({ value: every, label: say(`form.${every}`) }))}
          onChange={(event) => onChange(anew(event.currentTarget.value))}
        />
        {schedule.every === 'days' && (
          <NumberInput
            label={say('form.count')}
            value={schedule.count}
            min={1}
            max={90}
            w={120}
            onChange={(value) => onChange({ ...schedule, count: within(value, 90) })}
          />
        )}
        {schedule.every === 'month' && (
          <NumberInput
            label={say('form.dayOfMonth')}
            value={schedule.day}
            min={1}
            max={31}
            w={120}
            onChange={(value) => onChange({ ...schedule, day: within(value, 31) })}
          />
        )}
        <TimeField
          label={say('form.time')}
          minuteOfDay={minute}
          side="from"
          onChange={(to) => onChange({ ...schedule, minute: to })}
        />
      </div>
      {schedule.every === 'week' && (
        <fieldset className="window-days">
          <legend>{say('form.onDays')}</legend>
          <div className="window-days-row">
            {weekdays.map((day) => (
              <button
                key={day}
                type="button"
                className="window-day"
                aria-pressed={schedule.days.includes(day)}
                title={words.weekday(day, 'long')}
                onClick={() =>
                  onChange({
                    ...schedule,
                    days: weekdays.filter((one) => (one === day) !== schedule.days.includes(one)),
                  })
                }
              >
                {words.weekday(day, 'short')}
              </button>
            ))}
          </div>
          {schedule.days.length === 0 && (
            <p className="window-fault" role="alert">
              {say('form.noDays')}
            </p>
          )}
        </fieldset>
      )}
    </>
  );
}

const within = (value: number | string, most: number): number =>
  Math.min(most, Math.max(1, Math.round(Number(value) || 1)));
