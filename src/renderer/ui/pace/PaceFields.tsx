import { NativeSelect, NumberInput } from '@mantine/core';
import { useId, useState } from 'react';
import { estimateSpan, type SentSoFar } from '#shared/pace/estimate.ts';
import type { Pace } from '#shared/pace/limits.ts';
import { type PresetName, pacePresets, presetOf } from '#shared/pace/presets.ts';
import { useTexts } from '../../texts/use-texts.ts';
import { mostPerMinute, ownTempo, paceFault, spokenRate } from './tempo.ts';
import { usePaceWords } from './use-pace-words.ts';
import './PaceFields.css';

/** How fast: the presets with their reason and their end, or a tempo of one's own. */
export function PaceFields(props: {
  readonly pace: Pace;
  readonly presets: readonly PresetName[];
  /** Messages that are still to be sent. */
  readonly messages: number;
  readonly nowMs: number;
  /** What the limits of today have seen; nothing where that is not known. */
  readonly soFar?: SentSoFar;
  readonly onChange: (pace: Pace) => void;
}) {
  const { pace, presets, onChange } = props;
  const say = useTexts('campaign');
  const words = usePaceWords();
  const group = useId();
  const [wantsOwn, setWantsOwn] = useState(false);
  const chosen = wantsOwn ? null : presetOf(pace, presets);
  const endOf = (changed: Pace) => {
    if (props.messages < 1 || paceFault(changed) !== null) return '';
    const { messages, nowMs, soFar } = props;
    const span = estimateSpan({ pace: changed, messages, nowMs, ...(soFar ? { soFar } : {}) });
    return span === null
      ? say('pace.end.never')
      : say('pace.end.ends', { when: words.when(span.lastMs, pace.timeZone, props.nowMs) });
  };
  return (
    <fieldset className="pace-cards" aria-label={say('pace.choose')}>
      {presets.map((name) => (
        <label key={name} className="pace-card">
          <input
            type="radio"
            name={group}
            checked={chosen === name}
            aria-labelledby={`${group}-${name}`}
            aria-describedby={`${group}-${name}-tempo ${group}-${name}-about ${group}-${name}-end`}
            onChange={() => {
              setWantsOwn(false);
              onChange({ ...pace, ...pacePresets[name] });
            }}
          />
          <span className="pace-card-words">
            <span className="pace-card-head">
              <span className="pace-card-name" id={`${group}-${name}`}>
                {say(`pace.preset.${name}.label`)}
              </span>
              <span className="pace-card-tempo num" id={`${group}-${name}-tempo`}>
                {words.tempo(pacePresets[name])}
              </span>
            </span>
            <span className="pace-card-reason" id={`${group}-${name}-about`}>
              {say(`pace.preset.${name}.reason`)}
            </span>
          </span>
          <span className="pace-card-end num" id={`${group}-${name}-end`}>
            {endOf({ ...pace, ...pacePresets[name] })}
          </span>
        </label>
      ))}
      <div className="pace-card" data-own>
        <label className="pace-card-choice">
          <input
            type="radio"
            name={group}
            checked={chosen === null}
            aria-labelledby={`${group}-own`}
            aria-describedby={`${group}-own-about`}
            onChange={() => {
              setWantsOwn(true);
              onChange({ ...pace, ...ownTempo(spokenRate(pace.rate), pace.dailyLimit) });
            }}
          />
          <span className="pace-card-words">
            <span className="pace-card-name" id={`${group}-own`}>
              {say('pace.preset.own.label')}
            </span>
            <span className="pace-card-reason" id={`${group}-own-about`}>
              {say('pace.preset.own.reason')}
            </span>
          </span>
        </label>
        {chosen === null && (
          <OwnTempo
            pace={pace}
            onChange={(changed) => {
              setWantsOwn(true);
              onChange(changed);
            }}
          />
        )}
      </div>
    </fieldset>
  );
}

function OwnTempo(props: { readonly pace: Pace; readonly onChange: (pace: Pace) => void }) {
  const { pace, onChange } = props;
  const say = useTexts('campaign');
  const spoken = spokenRate(pace.rate);
  const fault = paceFault(pace);
  const change = (rate: typeof spoken, dailyLimit: number | null) =>
    onChange({ ...pace, ...ownTempo(rate, dailyLimit) });
  return (
    <div className="pace-own">
      <NumberInput
        label={say('pace.messages')}
        value={spoken.count}
        min={1}
        allowDecimal={false}
        allowNegative={false}
        w={120}
        error={fault === 'rate' ? say('pace.fault.rate', { most: mostPerMinute }) : undefined}
        onChange={(value) => change({ ...spoken, count: Number(value) }, pace.dailyLimit)}
      />
      <NativeSelect
        label={say('pace.per')}
        value={spoken.per}
        w={120}
        data={[
          { value: 'minute', label: say('pace.minute') },
          { value: 'hour', label: say('pace.hour') },
        ]}
        onChange={(event) =>
          change({ ...spoken, per: event.currentTarget.value === 'hour' ? 'hour' : 'minute' }, pace.dailyLimit)
        }
      />
      <NumberInput
        label={say('pace.daily')}
        placeholder={say('pace.dailyPlaceholder')}
        value={pace.dailyLimit ?? ''}
        min={1}
        allowDecimal={false}
        allowNegative={false}
        thousandSeparator="."
        decimalSeparator=","
        w={160}
        error={fault === 'dailyLimit' ? say('pace.fault.dailyLimit') : undefined}
        onChange={(value) => change(spoken, value === '' ? null : Number(value))}
      />
    </div>
  );
}
