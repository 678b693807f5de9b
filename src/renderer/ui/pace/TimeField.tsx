import { TextInput } from '@mantine/core';
import { type ReactNode, useState } from 'react';
import { fromTime, toTime } from './wall-clock.ts';

/**
 * A time of the day on a clock of 24 hours, typed as people write it. The browser's own field follows the language of
 * the system, and says PM to Brazilians. What is no time is put back to the last one that was.
 */
export function TimeField(props: {
  readonly label: string;
  readonly minuteOfDay: number;
  readonly side: 'from' | 'to';
  readonly error?: ReactNode;
  readonly onChange: (minuteOfDay: number) => void;
}) {
  const { minuteOfDay, side } = props;
  const [typed, setTyped] = useState<string | null>(null);
  return (
    <TextInput
      label={props.label}
      value={typed ?? toTime(minuteOfDay)}
      inputMode="numeric"
      autoComplete="off"
      maxLength={6}
      w={96}
      error={props.error}
      onFocus={(event) => event.currentTarget.select()}
      onChange={(event) => {
        const { value } = event.currentTarget;
        setTyped(value);
        const minute = fromTime(value, side);
        if (minute !== null) props.onChange(minute);
      }}
      onBlur={() => setTyped(null)}
    />
  );
}
