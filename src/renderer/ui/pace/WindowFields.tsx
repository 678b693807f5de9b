import { NativeSelect, SegmentedControl, TextInput } from '@mantine/core';
import { useId } from 'react';
import { type Pace, type Weekday, weekdays } from '#shared/pace/limits.ts';
import { businessHours } from '#shared/pace/presets.ts';
import { useTexts } from '../../texts/use-texts.ts';
import { paceFault } from './tempo.ts';
import { usePaceWords } from './use-pace-words.ts';
import { fromTime, fromWallClock, toTime, toWallClock } from './wall-clock.ts';
import './WindowFields.css';

/** The zones of Brazil; a campaign may have been given another one elsewhere. */
const zones = [
  'America/Sao_Paulo',
  'America/Bahia',
  'America/Fortaleza',
  'America/Belem',
  'America/Cuiaba',
  'America/Manaus',
  'America/Rio_Branco',
  'America/Noronha',
] as const;

const cityOf = (zone: string): string => (zone.split('/').at(-1) ?? zone).replaceAll('_', ' ');

const hourMs = 3_600_000;

/** When: hours, days and time zone; with `start` also the moment of the first message. */
export function WindowFields(props: {
  readonly pace: Pace;
  readonly nowMs: number;
  readonly start: boolean;
  readonly onChange: (pace: Pace) => void;
}) {
  const { pace, onChange, nowMs } = props;
  const say = useTexts('campaign');
  const isBound = pace.hours !== null || pace.days !== null;
  const whichLabel = useId();
  return (
    <div className="window-fields">
      <div>
        <span id={whichLabel} className="hidden-words">
          {say('pace.window.which')}
        </span>
        <SegmentedControl
          aria-labelledby={whichLabel}
          value={isBound ? 'some' : 'any'}
          data={[
            { value: 'some', label: say('pace.window.some') },
            { value: 'any', label: say('pace.window.any') },
          ]}
          onChange={(value) =>
            onChange(
              value === 'any'
                ? { ...pace, hours: null, days: null }
                : { ...pace, hours: businessHours.hours, days: [...businessHours.days] },
            )
          }
        />
      </div>
      {isBound && <Bounds pace={pace} onChange={onChange} />}
      {props.start && <Start pace={pace} nowMs={nowMs} onChange={onChange} />}
    </div>
  );
}

function Bounds(props: { readonly pace: Pace; readonly onChange: (pace: Pace) => void }) {
  const { pace, onChange } = props;
  const say = useTexts('campaign');
  const words = usePaceWords();
  const fault = paceFault(pace);
  const hours = pace.hours ?? { fromMinute: 0, toMinute: 1_440 };
  const days = pace.days ?? weekdays;
  const toggle = (day: Weekday) => weekdays.filter((one) => (one === day ? !days.includes(one) : days.includes(one)));
  return (
    <>
      <div className="window-row">
        <TextInput
          type="time"
          label={say('pace.window.from')}
          value={toTime(hours.fromMinute)}
          w={120}
          onChange={(event) => {
            const fromMinute = fromTime(event.currentTarget.value, 'from');
            if (fromMinute !== null) onChange({ ...pace, hours: { ...hours, fromMinute } });
          }}
        />
        <TextInput
          type="time"
          label={say('pace.window.to')}
          value={toTime(hours.toMinute)}
          w={120}
          error={fault === 'hours' ? say('pace.fault.hours') : undefined}
          onChange={(event) => {
            const toMinute = fromTime(event.currentTarget.value, 'to');
            if (toMinute !== null) onChange({ ...pace, hours: { ...hours, toMinute } });
          }}
        />
        <NativeSelect
          label={say('pace.window.zone')}
          value={pace.timeZone}
          data={[...new Set([...zones, pace.timeZone])].map((zone) => ({ value: zone, label: cityOf(zone) }))}
          onChange={(event) => onChange({ ...pace, timeZone: event.currentTarget.value })}
        />
      </div>
      <fieldset className="window-days">
        <legend>{say('pace.window.days')}</legend>
        <div className="window-days-row">
          {weekdays.map((day) => (
            <button
              key={day}
              type="button"
              className="window-day"
              aria-pressed={days.includes(day)}
              aria-label={words.weekday(day, 'long')}
              onClick={() => onChange({ ...pace, days: toggle(day) })}
            >
              {words.weekday(day, 'short')}
            </button>
          ))}
        </div>
        {fault === 'days' && (
          <p className="window-fault" role="alert">
            {say('pace.fault.days')}
          </p>
        )}
      </fieldset>
    </>
  );
}

function Start(props: { readonly pace: Pace; readonly nowMs: number; readonly onChange: (pace: Pace) => void }) {
  const { pace, nowMs, onChange } = props;
  const say = useTexts('campaign');
  const label = useId();
  const nextFullHour = Math.ceil((nowMs + 1) / hourMs) * hourMs;
  return (
    <div className="window-row">
      <div className="window-start">
        <span id={label} className="window-label">
          {say('pace.window.start')}
        </span>
        <SegmentedControl
          aria-labelledby={label}
          value={pace.startAt === null ? 'now' : 'later'}
          data={[
            { value: 'now', label: say('pace.window.now') },
            { value: 'later', label: say('pace.window.later') },
          ]}
          onChange={(value) => onChange({ ...pace, startAt: value === 'now' ? null : nextFullHour })}
        />
      </div>
      {pace.startAt !== null && (
        <TextInput
          type="datetime-local"
          label={say('pace.window.startAt')}
          value={toWallClock(pace.startAt, pace.timeZone)}
          min={toWallClock(nowMs, pace.timeZone)}
          description={pace.startAt < nowMs ? say('pace.window.startPast') : undefined}
          inputWrapperOrder={['label', 'input', 'description']}
          onChange={(event) => {
            const startAt = fromWallClock(event.currentTarget.value, pace.timeZone);
            if (startAt !== null) onChange({ ...pace, startAt });
          }}
        />
      )}
    </div>
  );
}
