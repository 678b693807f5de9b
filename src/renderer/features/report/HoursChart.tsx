import type { Figures } from '#shared/report/figures.ts';
import { useFormat } from '../../texts/use-format.ts';
import { useTexts } from '../../texts/use-texts.ts';
import { busiest } from './shares.ts';
import './HoursChart.css';

const height = 148;

/** Two bars for each hour of the day. Widths are shares, so it fits wherever it stands. */
export function HoursChart(props: { readonly hours: readonly number[]; readonly byHour: Figures['byHour'] }) {
  const { hours, byHour } = props;
  const say = useTexts('report');
  const format = useFormat();
  const top = Math.max(1, ...byHour.map(({ sent, read }) => Math.max(sent, read)));
  const slot = 100 / hours.length;
  const bars = [
    { of: 'sent', from: 0.1, width: 0.38 },
    { of: 'read', from: 0.52, width: 0.38 },
  ] as const;
  const most = (of: 'sent' | 'read') => {
    const found = busiest(byHour.map((counts) => counts[of]));
    return found === null ? '' : say(`hours.most.${of}`, { hour: String(found.hour), count: found.count });
  };
  return (
    <figure className="hours-chart">
      <figcaption className="hours-key" aria-hidden>
        {bars.map(({ of }) => (
          <span key={of} data-of={of}>
            {say(`stage.${of}`)}
          </span>
        ))}
      </figcaption>
      <div className="hours-plot">
        <span className="hours-top num" aria-hidden>
          {format.number(top)}
        </span>
        <svg
          role="img"
          aria-label={`${say('hours.title')}. ${most('sent')} ${most('read')}`}
          width="100%"
          height={height}
        >
          <line className="hours-grid" x1="0" x2="100%" y1="0.5" y2="0.5" />
          <line className="hours-grid" x1="0" x2="100%" y1={height / 2} y2={height / 2} />
          <line className="hours-base" x1="0" x2="100%" y1={height - 0.5} y2={height - 0.5} />
          {hours.flatMap((hour, index) =>
            bars.map(({ of, from, width }) => {
              const count = byHour[hour]?.[of] ?? 0;
              const tall = count === 0 ? 0 : Math.max(2, (count / top) * height);
              return (
                <rect
                  key={`${hour} ${of}`}
                  data-of={of}
                  x={`${(index + from) * slot}%`}
                  width={`${slot * width}%`}
                  y={height - tall}
                  height={tall}
                  rx={2}
                >
                  <title>{`${say(`hours.${of}`, { hour: String(hour) })}: ${format.number(count)}`}</title>
                </rect>
              );
            }),
          )}
        </svg>
      </div>
      <div className="hours-axis num" aria-hidden>
        {hours.map((hour) => (
          <span key={hour}>{say('hours.at', { hour: String(hour) })}</span>
        ))}
      </div>
    </figure>
  );
}
