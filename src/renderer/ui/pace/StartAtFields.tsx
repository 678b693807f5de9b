import { NativeSelect } from '@mantine/core';
import { useTexts } from '../../texts/use-texts.ts';
import { TimeField } from './TimeField.tsx';
import { usePaceWords } from './use-pace-words.ts';
import { fromTime, fromWallClock, nextDates, toTime, toWallClock } from './wall-clock.ts';
import './WindowFields.css';

/** Two months ahead is as far as anybody plans a message. */
const daysAhead = 60;

/** Day and time of the first message, by the clock of the campaign's time zone. */
export function StartAtFields(props: {
  readonly startAt: number;
  readonly timeZone: string;
  readonly nowMs: number;
  readonly fault: string | undefined;
  readonly onChange: (startAt: number) => void;
}) {
  const { startAt, timeZone, nowMs } = props;
  const say = useTexts('campaign');
  const words = usePaceWords();
  const [date = '', time = ''] = toWallClock(startAt, timeZone).split('T');
  const dates = [...new Set([...nextDates(nowMs, timeZone, daysAhead), date])].sort();
  const change = (typed: string) => {
    const moment = fromWallClock(typed, timeZone);
    if (moment !== null) props.onChange(moment);
  };
  return (
    <>
      <NativeSelect
        label={say('pace.window.startDay')}
        value={date}
        data={dates.map((value) => ({ value, label: words.date(value) }))}
        onChange={(event) => change(`${event.currentTarget.value}T${time}`)}
      />
      <TimeField
        label={say('pace.window.startTime')}
        minuteOfDay={fromTime(time, 'from') ?? 0}
        side="from"
        error={props.fault}
        onChange={(minuteOfDay) => change(`${date}T${toTime(minuteOfDay)}`)}
      />
    </>
  );
}
