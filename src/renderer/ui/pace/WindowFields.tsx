import { NativeSelect, SegmentedControl } from '@mantine/core';
import { useId } from 'react';
import { type Pace, type Weekday, weekdays } from '#shared/pace/limits.ts';
import { businessHours } from '#shared/pace/presets.ts';
import { useTexts } from '../../texts/use-texts.ts';
import { placeOf, zonesOfBrazil } from './place-of-zone.ts';
import { StartAtFields } from './StartAtFields.tsx';
import { TimeField } from './TimeField.tsx';
import { paceFault } from './tempo.ts';
import { usePaceWords } from './use-pace-words.ts';
import { nextFullHour } from './wall-clock.ts';
import './WindowFields.css';

/** Among the time zones: that of each number, by its area code. */
const ofRecipient = 'recipient';

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
        <TimeField
          label={say('pace.window.from')}
          minuteOfDay={hours.fromMinute}
          side="from"
          onChange={(fromMinute) => onChange({ ...pace, hours: { ...hours, fromMinute } })}
        />
        <TimeField
          label={say('pace.window.to')}
          minuteOfDay={hours.toMinute}
          side="to"
          error={fault === 'hours' ? say('pace.fault.hours') : undefined}
          onChange={(toMinute) => onChange({ ...pace, hours: { ...hours, toMinute } })}
        />
        <NativeSelect
          label={say('pace.window.zone')}
          value={pace.hoursOf === 'recipient' ? ofRecipient : pace.timeZone}
          data={[
            ...[...new Set([...zonesOfBrazil, pace.timeZone])].map((zone) => ({ value: zone, label: placeOf(zone) })),
            { value: ofRecipient, label: say('pace.window.ofRecipient') },
          ]}
          onChange={(event) => {
            const { value } = event.currentTarget;
            onChange(
              value === ofRecipient
                ? { ...pace, hoursOf: 'recipient' }
                : { ...pace, hoursOf: 'campaign', timeZone: value },
            );
          }}
        />
      </div>
      {pace.hoursOf === 'recipient' && (
        <p className="window-note">
          {say('pace.window.ofRecipientText', { place: placeOf(pace.timeZone).split(',')[0] ?? '' })}
        </p>
      )}
      <fieldset className="window-days">
        <legend>{say('pace.window.days')}</legend>
        <div className="window-days-row">
          {weekdays.map((day) => (
            <button
              key={day}
              type="button"
              className="window-day"
              aria-pressed={days.includes(day)}
              title={words.weekday(day, 'long')}
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
          onChange={(value) => onChange({ ...pace, startAt: value === 'now' ? null : nextFullHour(nowMs) })}
        />
      </div>
      {pace.startAt !== null && (
        <StartAtFields
          startAt={pace.startAt}
          timeZone={pace.timeZone}
          nowMs={nowMs}
          fault={pace.startAt < nowMs ? say('pace.window.startPast') : undefined}
          onChange={(startAt) => onChange({ ...pace, startAt })}
        />
      )}
    </div>
  );
}
