import { useFormat } from '../texts/use-format.ts';
import './CountChips.css';

export interface CountChip {
  readonly key: string;
  readonly label: string;
  readonly count: number;
  readonly tone?: 'plain' | 'good' | 'warn' | 'bad';
}

/** Filters that say how much is behind each. One is chosen, always. */
export function CountChips(props: {
  readonly label: string;
  readonly chips: readonly CountChip[];
  readonly chosen: string;
  readonly onChoose: (key: string) => void;
}) {
  const format = useFormat();
  return (
    <fieldset className="chips" aria-label={props.label}>
      {props.chips.map(({ key, label, count, tone = 'plain' }) => (
        <button
          key={key}
          type="button"
          className="chip"
          data-tone={tone}
          aria-pressed={key === props.chosen}
          onClick={() => props.onChoose(key)}
        >
          {tone !== 'plain' && <span className="chip-dot" aria-hidden />}
          {label}
          <span className="chip-count num">{format.number(count)}</span>
        </button>
      ))}
    </fieldset>
  );
}
