import { useFormat } from '../../texts/use-format.ts';
import { useTexts } from '../../texts/use-texts.ts';
import { countOf, type Outcome, outcomes, type StateCounts } from './outcomes.ts';
import './OutcomeBar.css';

/** What people did with it; they stand in one of the outcomes as well. */
export interface Heard {
  readonly replied: number;
  readonly optedOut: number;
}

/** All recipients in one bar, each in one outcome; the legend says how many, and who was heard of, and leads to them. */
export function OutcomeBar(props: {
  readonly counts: StateCounts;
  readonly total: number;
  readonly heard: Heard;
  readonly onShow: (outcome: Outcome) => void;
  readonly onShowHeard: (stage: keyof Heard) => void;
}) {
  const { counts, total, heard, onShow, onShowHeard } = props;
  const say = useTexts('monitor');
  const format = useFormat();
  const present = outcomes
    .map(({ key, states }) => ({ key, count: countOf(counts, states) }))
    .filter(({ count }) => count > 0);
  const told = (['replied', 'optedOut'] as const).filter((stage) => heard[stage] > 0);
  return (
    <div className="outcomes">
      <div className="outcome-bar" aria-hidden>
        {outcomes.map(({ key, states }) => (
          <span
            key={key}
            className="outcome-part"
            data-outcome={key}
            style={{ flexGrow: total === 0 ? 0 : countOf(counts, states) / total }}
          />
        ))}
      </div>
      <ul className="outcome-legend" aria-label={say('progress.bar')}>
        {present.map(({ key, count }) => (
          <li key={key}>
            <button type="button" className="outcome-key" data-outcome={key} onClick={() => onShow(key)}>
              <span className="outcome-dot" aria-hidden />
              {say(`outcome.${key}`)}
              <span className="outcome-count num">{format.number(count)}</span>
              <span className="hidden-words">{say('outcome.show')}</span>
            </button>
          </li>
        ))}
      </ul>
      {told.length > 0 && (
        <ul className="outcome-legend" aria-label={say('heard.title')}>
          {told.map((stage) => (
            <li key={stage}>
              <button type="button" className="outcome-key" data-heard={stage} onClick={() => onShowHeard(stage)}>
                <span className="outcome-dot" aria-hidden />
                {say(`heard.${stage}`)}
                <span className="outcome-count num">{format.number(heard[stage])}</span>
                <span className="hidden-words">{say('outcome.show')}</span>
              </button>
            </li>
          ))}
        </ul>
      )}
    </div>
  );
}
