import { estimateSpan } from '#shared/pace/estimate.ts';
import type { Pace } from '#shared/pace/limits.ts';
import { useFormat } from '../../../texts/use-format.ts';
import { useTexts } from '../../../texts/use-texts.ts';
import { Panel } from '../../../ui/Panel.tsx';
import { paceFault } from '../../../ui/pace/tempo.ts';
import { usePaceWords } from '../../../ui/pace/use-pace-words.ts';
import './Forecast.css';

/** When it would end, and from what that follows. */
export function Forecast(props: { readonly pace: Pace; readonly messages: number; readonly nowMs: number }) {
  const { pace, messages, nowMs } = props;
  const say = useTexts('campaign');
  const format = useFormat();
  const words = usePaceWords();
  const isFaulty = paceFault(pace) !== null;
  const span = isFaulty || messages < 1 ? null : estimateSpan({ pace, messages, nowMs });
  const title = () => {
    if (span) return say('pace.end.ends', { when: words.when(span.lastMs, pace.timeZone, nowMs) });
    return isFaulty || messages < 1 ? '—' : say('pace.end.never');
  };
  const startsNow = span !== null && span.firstMs - nowMs < 60_000;
  return (
    <Panel title={say('pace.end.title')}>
      <p className="forecast-end num" role="status">
        {title()}
      </p>
      {span === null && !isFaulty && messages > 0 && <p className="forecast-note">{say('pace.end.neverText')}</p>}
      <dl className="forecast">
        <div>
          <dt>{say('pace.end.amount')}</dt>
          <dd className="num">{format.number(messages)}</dd>
        </div>
        <div>
          <dt>{say('pace.end.rate')}</dt>
          <dd className="num">{isFaulty ? '—' : words.tempo(pace)}</dd>
        </div>
        <div>
          <dt>{say('pace.end.hours')}</dt>
          <dd className="num">{isFaulty ? '—' : words.hours(pace)}</dd>
        </div>
        {span && (
          <div>
            <dt>{say('pace.end.starts')}</dt>
            <dd className="num">
              {startsNow ? say('pace.end.startsNow') : words.when(span.firstMs, pace.timeZone, nowMs)}
            </dd>
          </div>
        )}
        {span && span.days > 1 && (
          <div>
            <dt>{say('pace.end.days')}</dt>
            <dd className="num">{format.number(span.days)}</dd>
          </div>
        )}
      </dl>
      <p className="forecast-note">{say('pace.end.note')}</p>
    </Panel>
  );
}
