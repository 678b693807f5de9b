import type { Audience } from '#shared/rpc/campaigns.ts';
import { useFormat } from '../../../texts/use-format.ts';
import { useSentences, useTexts } from '../../../texts/use-texts.ts';
import { Panel } from '../../../ui/Panel.tsx';
import './LeftOut.css';

/** Who gets nothing, by why: the most frequent reason first. */
export function LeftOut(props: Pick<Audience, 'leftOut' | 'missing'>) {
  const say = useTexts('campaign');
  const format = useFormat();
  const { problem: sentence } = useSentences();
  const missing = props.missing.map(({ name, count }) => ({
    problem: { kind: 'missingVariable', name } as const,
    count,
  }));
  const reasons = [...props.leftOut, ...missing].filter(({ count }) => count > 0).sort((a, b) => b.count - a.count);
  if (reasons.length === 0) return null;
  return (
    <Panel title={say('review.why')}>
      <ul className="left-out">
        {reasons.map(({ problem, count }) => (
          <li key={JSON.stringify(problem)} className="left-out-line">
            <span className="left-out-count num">{format.number(count)}</span>
            <span>{sentence(problem)}</span>
          </li>
        ))}
      </ul>
    </Panel>
  );
}
