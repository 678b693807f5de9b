import { Checkbox, NativeSelect, NumberInput } from '@mantine/core';
import { IconChevronDown } from '@tabler/icons-react';
import { useId, useState } from 'react';
import { type Pace, type RampUp, usualGrowth } from '#shared/pace/limits.ts';
import { rampLimit } from '#shared/pace/ramp.ts';
import { useFormat } from '../../texts/use-format.ts';
import { useTexts } from '../../texts/use-texts.ts';
import { paceFault, perHourOf, withPerHour } from './tempo.ts';
import './LimitFields.css';

/** What a new number begins with where nobody says otherwise. */
const usualRamp: RampUp = { first: 50, growth: usualGrowth };
const growths = [1.25, 1.5, 2] as const;
/** As many days of a new number as are told. */
const daysTold = 5;

/** Further limits that hold beside the tempo, whichever it is; folded away while there are none. */
export function LimitFields(props: { readonly pace: Pace; readonly onChange: (pace: Pace) => void }) {
  const { pace, onChange } = props;
  const say = useTexts('campaign');
  const perHour = perHourOf(pace);
  const body = useId();
  const fault = paceFault(pace);
  const [isOpen, setOpen] = useState(perHour !== null || pace.rampUp !== null);
  return (
    <div className="limits">
      <button
        type="button"
        className="limits-toggle"
        aria-expanded={isOpen}
        aria-controls={body}
        onClick={() => setOpen(!isOpen)}
      >
        <IconChevronDown size={16} aria-hidden />
        {say('pace.limits.title')}
      </button>
      {isOpen && (
        <div className="limits-body" id={body}>
          <NumberInput
            label={say('pace.limits.perHour')}
            placeholder={say('pace.dailyPlaceholder')}
            value={perHour ?? ''}
            min={1}
            allowDecimal={false}
            allowNegative={false}
            thousandSeparator="."
            decimalSeparator=","
            w={200}
            error={fault === 'perHour' ? say('pace.fault.dailyLimit') : undefined}
            onChange={(value) => onChange({ ...pace, caps: withPerHour(pace, value === '' ? null : Number(value)) })}
          />
          <Checkbox
            label={say('pace.limits.isNew')}
            description={say('pace.limits.isNewText')}
            checked={pace.rampUp !== null}
            onChange={(event) => onChange({ ...pace, rampUp: event.currentTarget.checked ? usualRamp : null })}
          />
          {pace.rampUp !== null && (
            <Ramp
              rampUp={pace.rampUp}
              dailyLimit={pace.dailyLimit}
              isFaulty={fault === 'rampFirst'}
              onChange={(rampUp) => onChange({ ...pace, rampUp })}
            />
          )}
        </div>
      )}
    </div>
  );
}

function Ramp(props: {
  readonly rampUp: RampUp;
  readonly dailyLimit: number | null;
  readonly isFaulty: boolean;
  readonly onChange: (rampUp: RampUp) => void;
}) {
  const { rampUp, dailyLimit, isFaulty, onChange } = props;
  const say = useTexts('campaign');
  const format = useFormat();
  const choices = [...new Set([...growths, rampUp.growth])].sort((a, b) => a - b);
  const days = Array.from({ length: daysTold }, (_, day) =>
    Math.min(rampLimit(rampUp, day), dailyLimit ?? Number.POSITIVE_INFINITY),
  );
  const told = days.map((day) => format.number(day)).join(' · ');
  return (
    <div className="limits-ramp">
      <div className="limits-row">
        <NumberInput
          label={say('pace.limits.first')}
          value={rampUp.first}
          min={1}
          allowDecimal={false}
          allowNegative={false}
          w={160}
          error={isFaulty ? say('pace.fault.rampFirst') : undefined}
          onChange={(value) => onChange({ ...rampUp, first: Number(value) })}
        />
        <NativeSelect
          label={say('pace.limits.growth')}
          value={String(rampUp.growth)}
          w={180}
          data={choices.map((growth) => ({
            value: String(growth),
            label:
              growth === 2 ? say('pace.limits.double') : say('pace.limits.more', { share: format.percent(growth - 1) }),
          }))}
          onChange={(event) => onChange({ ...rampUp, growth: Number(event.currentTarget.value) })}
        />
      </div>
      {!isFaulty && (
        <p className="limits-days num">
          {dailyLimit === null
            ? say('pace.limits.days', { days: told })
            : say('pace.limits.daysUpTo', { days: told, count: dailyLimit })}
        </p>
      )}
    </div>
  );
}
