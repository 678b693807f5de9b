import { useFormat } from '../../texts/use-format.ts';
import { useTexts } from '../../texts/use-texts.ts';
import { type Minute, roundTop } from './minutes.ts';
import './MinutesChart.css';

const height = 140;
/** Share of its slot that a bar fills. */
const fill = 0.72;

/** Bars of the minutes against what the pace allows. Widths are shares, so it fits wherever it stands. */
export function MinutesChart(props: { readonly minutes: readonly Minute[]; readonly allowed: number | null }) {
  const { minutes, allowed } = props;
  const say = useTexts('monitor');
  const format = useFormat();
  const most = Math.max(...minutes.map(({ count }) => count));
  // A pace that is far above what happens would flatten the picture.
  const isAllowedInSight = allowed !== null && allowed <= most * 4;
  const top = roundTop(Math.max(most, isAllowedInSight ? allowed : 0));
  const slot = 100 / minutes.length;
  const yOf = (count: number) => height - (count / top) * height;
  const first = minutes[0];
  const last = minutes.at(-1);
  if (first === undefined || last === undefined) return null;
  const label = say('minutes.chart', {
    from: format.time(first.at),
    to: format.time(last.at),
    most,
    last: last.count,
  });
  return (
    <figure className="minutes-chart">
      <div className="minutes-plot">
        <span className="minutes-top num" aria-hidden>
          {format.number(top)}
        </span>
        <svg role="img" aria-label={label} width="100%" height={height}>
          <line className="minutes-grid" x1="0" x2="100%" y1="0.5" y2="0.5" />
          <line className="minutes-grid" x1="0" x2="100%" y1={height / 2} y2={height / 2} />
          <line className="minutes-base" x1="0" x2="100%" y1={height - 0.5} y2={height - 0.5} />
          {minutes.map(({ at, count }, index) => (
            <rect
              key={at}
              className="minutes-bar"
              x={`${(index + (1 - fill) / 2) * slot}%`}
              width={`${slot * fill}%`}
              y={yOf(count)}
              height={height - yOf(count)}
              rx={2}
            >
              <title>{`${format.time(at)} · ${format.number(count)}`}</title>
            </rect>
          ))}
          {isAllowedInSight && (
            <line className="minutes-allowed" x1="0" x2="100%" y1={yOf(allowed)} y2={yOf(allowed)} />
          )}
        </svg>
        {isAllowedInSight && (
          <span className="minutes-allowed-label num" aria-hidden style={{ top: yOf(allowed) }}>
            {say('minutes.allowed', { count: Math.round(allowed) })}
          </span>
        )}
      </div>
      <figcaption className="minutes-times num" aria-hidden>
        <span>{format.time(first.at)}</span>
        <span>{format.time(last.at)}</span>
      </figcaption>
    </figure>
  );
}
