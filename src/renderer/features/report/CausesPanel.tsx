import type { CampaignReport } from '#shared/rpc/reports.ts';
import { useSentences, useTexts } from '../../texts/use-texts.ts';
import { Panel } from '../../ui/Panel.tsx';
import { NumberLink } from './NumberLink.tsx';
import type { RowChoice } from './RowsPanel.tsx';
import './CausesPanel.css';

/** Why some did not get it: one line for each kind of reason, most people first. */
export function CausesPanel(props: {
  readonly causes: CampaignReport['causes'];
  readonly onShow: (choice: RowChoice) => void;
}) {
  const say = useTexts('report');
  const { say: sentence, problem } = useSentences();
  const kinds = new Map<string, CampaignReport['causes'][number]>();
  for (const cause of props.causes) {
    const key = `${cause.state} ${cause.problem.kind}`;
    const known = kinds.get(key);
    // The most frequent one of a kind comes first, and speaks for it.
    kinds.set(key, known ? { ...known, count: known.count + cause.count } : cause);
  }
  const lines = [...kinds.values()].sort((a, b) => b.count - a.count);
  return (
    <Panel title={say('causes.title')}>
      {lines.length === 0 ? (
        <p className="report-causes-none">{say('causes.none')}</p>
      ) : (
        <table className="report-table report-causes">
          <thead>
            <tr>
              <th scope="col">{say('causes.cause')}</th>
              <th scope="col">{say('causes.state')}</th>
              <th scope="col">{say('causes.people')}</th>
            </tr>
          </thead>
          <tbody>
            {lines.map(({ state, problem: why, count }) => (
              <tr key={`${state} ${why.kind}`}>
                <th scope="row">{problem(why)}</th>
                <td>{sentence(`state.delivery.${state}.label`)}</td>
                <td>
                  <NumberLink
                    count={count}
                    what={problem(why)}
                    filter={{ states: [state], problem: why.kind }}
                    onShow={props.onShow}
                  />
                </td>
              </tr>
            ))}
          </tbody>
        </table>
      )}
    </Panel>
  );
}
