import type { DeliveryView } from '#shared/rpc/campaigns.ts';
import { useFormat } from '../../texts/use-format.ts';
import { useSentences, useTexts } from '../../texts/use-texts.ts';
import { Panel } from '../../ui/Panel.tsx';
import { countOf, outcomeOf, outcomes } from './outcomes.ts';
import './LatestPanel.css';

const listed = 5;

/** The last outcomes: a strip to see at a glance whether it goes well, and the newest by name. */
export function LatestPanel(props: { readonly latest: readonly DeliveryView[] }) {
  const { latest } = props;
  const say = useTexts('monitor');
  const format = useFormat();
  const { say: sentence } = useSentences();
  const counts: Record<string, number> = {};
  for (const { state } of latest) counts[state] = (counts[state] ?? 0) + 1;
  const summary = outcomes
    .map(({ key, states }) => ({ label: say(`outcome.${key}`), count: countOf(counts, states) }))
    .filter(({ count }) => count > 0)
    .map(({ label, count }) => `${label} ${count}`)
    .join(', ');
  return (
    <Panel title={say('latest.title')}>
      {latest.length === 0 ? (
        <p className="latest-none">{say('latest.none')}</p>
      ) : (
        <>
          <div className="latest-strip" role="img" aria-label={say('latest.strip', { count: latest.length, summary })}>
            {latest.map(({ id, state }) => (
              <span key={id} className="latest-tick" data-outcome={outcomeOf(state)} />
            ))}
          </div>
          <ul className="latest">
            {latest.slice(0, listed).map((delivery) => (
              <li key={delivery.id} className="latest-line" data-outcome={outcomeOf(delivery.state)}>
                <span className="latest-dot" aria-hidden />
                <span className="latest-name">{delivery.name || say('rows.noName')}</span>
                <span className="latest-state">{sentence(`state.delivery.${delivery.state}.label`)}</span>
                <span className="latest-time num">
                  {delivery.updatedAt === null ? '' : format.time(delivery.updatedAt)}
                </span>
              </li>
            ))}
          </ul>
        </>
      )}
    </Panel>
  );
}
