import { useFormat } from '../../texts/use-format.ts';
import { useTexts } from '../../texts/use-texts.ts';
import { outcomeKinds, roundTop, type Told } from './minutes.ts';
import './OutcomesChart.css';

const height = 116;
/** Share of its slot that a bar fills. */
const fill = 0.72;

/** What was told in each minute, one upon the other. */
export function OutcomesChart(props: { readonly told: readonly Told[] }) {
  const { told } = props;
  const say = useTexts('monitor');
  const format = useFormat();
  const sumOf = (minute: (typeof told)[number]) => outcomeKinds.reduce((sum, kind) => sum + minute[kind], 0);
  const top = roundTop(Math.max(...told.map(sumOf)));
  const slot = 100 / told.length;
  const first = told[0];
  const last = told.at(-1);
  if (first === undefined || last === undefined) return null;
  const totals = outcomeKinds
    .map(
      (kind) => `${say(`minutes.told.${kind}`)} ${format.number(told.reduce((sum, minute) => sum + minute[kind], 0))}`,
    )
    .join(', ');
  return (
    <figure className="minutes-chart">
      <div className="outcomes-key" aria-hidden>
        {outcomeKinds.map((kind) => (
          <span key={kind} data-told={kind}>
            {say(`minutes.told.${kind}`)}
          </span>
        ))}
      </div>
      <div className="minutes-plot">
        <span className="minutes-top num" aria-hidden>
          {format.number(top)}
        </span>
        <svg
          role="img"
          aria-label={say('minutes.outcomesChart', { from: format.time(first.at), to: format.time(last.at), totals })}
          width="100%"
          height={height}
        >
          <line className="minutes-grid" x1="0" x2="100%" y1="0.5" y2="0.5" />
          <line className="minutes-base" x1="0" x2="100%" y1={height - 0.5} y2={height - 0.5} />
          {told.flatMap((minute, index) => {
            let below = 0;
            return outcomeKinds.map((kind) => {
              const tall = (minute[kind] / top) * height;
              below += tall;
              return (
                <rect
                  key={`${minute.at} ${kind}`}
                  data-told={kind}
                  x={`${(index + (1 - fill) / 2) * slot}%`}
                  width={`${slot * fill}%`}
                  y={height - below}
                  height={tall}
                >
                  <title>{`${format.time(minute.at)} · ${say(`minutes.told.${kind}`)} ${format.number(minute[kind])}`}</title>
                </rect>
              );
            });
          })}
        </svg>
      </div>
      <figcaption className="minutes-times num" aria-hidden>
        <span>{format.time(first.at)}</span>
        <span>{format.time(last.at)}</span>
      </figcaption>
    </figure>
  );
}
