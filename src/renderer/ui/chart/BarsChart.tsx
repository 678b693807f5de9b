import { useFormat } from '../../texts/use-format.ts';
import './BarsChart.css';

const height = 148;
/** Of the whole chart, in percent. */
const mostWidth = 5;

/** A group of bars, side by side. */
export interface Slot {
  readonly key: string;
  /** Below the bars; empty where there is no room for all of them. */
  readonly label: string;
  /** One for each kind of bar, with what it is. */
  readonly bars: readonly { readonly count: number; readonly title: string }[];
}

/** Bars in groups, for numbers that stand in a table as well. Widths are shares, so it fits wherever it stands. */
export function BarsChart(props: {
  /** What a reader hears in its place. */
  readonly label: string;
  /** The kinds of bars, in the order in which they stand in each group; two at most. */
  readonly kinds: readonly { readonly tone: 'accent' | 'good'; readonly label: string }[];
  readonly slots: readonly Slot[];
}) {
  const { label, kinds, slots } = props;
  const format = useFormat();
  const top = Math.max(1, ...slots.flatMap(({ bars }) => bars.map(({ count }) => count)));
  const slot = 100 / slots.length;
  // Few groups do not become walls.
  const width = Math.min(slot * (kinds.length === 1 ? 0.64 : 0.38), mostWidth);
  const gap = Math.min(slot * 0.04, 0.5);
  const from = (slot - kinds.length * width - (kinds.length - 1) * gap) / 2;
  return (
    <figure className="bars-chart">
      <figcaption className="bars-key" aria-hidden>
        {kinds.map((kind) => (
          <span key={kind.tone} data-tone={kind.tone}>
            {kind.label}
          </span>
        ))}
      </figcaption>
      <div className="bars-plot">
        <span className="bars-top num" aria-hidden>
          {format.number(top)}
        </span>
        <svg role="img" aria-label={label} width="100%" height={height}>
          <line className="bars-grid" x1="0" x2="100%" y1="0.5" y2="0.5" />
          <line className="bars-grid" x1="0" x2="100%" y1={height / 2} y2={height / 2} />
          <line className="bars-base" x1="0" x2="100%" y1={height - 0.5} y2={height - 0.5} />
          {slots.flatMap(({ key, bars }, index) =>
            bars.map(({ count, title }, kind) => {
              const tone = kinds[kind]?.tone;
              const tall = count === 0 ? 0 : Math.max(2, (count / top) * height);
              return (
                <rect
                  key={`${key} ${tone}`}
                  data-tone={tone}
                  x={`${index * slot + from + kind * (width + gap)}%`}
                  width={`${width}%`}
                  y={height - tall}
                  height={tall}
                  rx={2}
                >
                  <title>{`${title}: ${format.number(count)}`}</title>
                </rect>
              );
            }),
          )}
        </svg>
      </div>
      <div className="bars-axis num" aria-hidden>
        {slots.map((one) => (
          <span key={one.key}>{one.label}</span>
        ))}
      </div>
    </figure>
  );
}
