import type { Figures } from '#shared/report/figures.ts';
import { type Stage, steps } from '#shared/report/stage.ts';
import { useFormat } from '../../texts/use-format.ts';
import { useTexts } from '../../texts/use-texts.ts';
import { Panel } from '../../ui/Panel.tsx';
import type { RowChoice } from './RowsPanel.tsx';
import { ratio } from './shares.ts';
import { useShares } from './use-shares.ts';
import './FunnelPanel.css';

/** From who was selected to who answered, step by step; who opted out stands beside the way. Each step opens its rows. */
export function FunnelPanel(props: { readonly figures: Figures; readonly onShow: (choice: RowChoice) => void }) {
  const { figures, onShow } = props;
  const { funnel, medianReplyMs } = figures;
  const say = useTexts('report');
  const format = useFormat();
  const percent = useShares();
  const step = (stage: Stage, hint: string) => (
    <li key={stage} data-stage={stage}>
      <button
        type="button"
        className="funnel-step"
        onClick={() => onShow({ what: say(`stage.${stage}`), filter: { stage } })}
      >
        <span className="funnel-label">{say(`stage.${stage}`)}</span>
        <span className="funnel-count num">{format.number(funnel[stage])}</span>
        <span className="funnel-track" aria-hidden>
          <span className="funnel-bar" style={{ width: `${ratio(funnel[stage], funnel.selected) * 100}%` }} />
        </span>
        <span className="funnel-hint num">{hint}</span>
        <span className="hidden-words">{say('rows.open')}</span>
      </button>
    </li>
  );
  const medianWords = (ms: number) =>
    ms < 60_000 ? say('funnel.medianSoon') : say('funnel.median', { duration: format.duration(ms) });
  return (
    <Panel title={say('funnel.title')}>
      <ol className="funnel">
        {steps.map((stage, index) => {
          const before = steps[index - 1];
          if (before === undefined || before === 'replied') return step(stage, '');
          return step(stage, say(`of.${before}`, { share: percent(ratio(funnel[stage], funnel[before])) }));
        })}
        {step('optedOut', say('of.sent', { share: percent(ratio(funnel.optedOut, funnel.sent)) }))}
      </ol>
      <p className="funnel-note">
        {say('funnel.note')}
        {medianReplyMs !== null && ` ${medianWords(medianReplyMs)}`}
      </p>
    </Panel>
  );
}
