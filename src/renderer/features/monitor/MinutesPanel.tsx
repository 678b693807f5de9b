import { Button, SegmentedControl } from '@mantine/core';
import { useState } from 'react';
import type { CampaignDetail } from '#shared/rpc/campaigns.ts';
import type { JobSnapshot } from '#shared/rpc/jobs.ts';
import { useFormat } from '../../texts/use-format.ts';
import { useTexts } from '../../texts/use-texts.ts';
import { isOver } from '../../ui/job-words.ts';
import { Panel } from '../../ui/Panel.tsx';
import { useNow } from '../../ui/pace/use-now.ts';
import { MinutesChart } from './MinutesChart.tsx';
import { everyMinute, type Minute, outcomeKinds, outcomesOf, type Told } from './minutes.ts';
import { OutcomesChart } from './OutcomesChart.tsx';
import './MinutesPanel.css';

type View = 'pace' | 'outcomes';

/** The last hour, minute by minute: what the account took, or what came back; as a picture, or as the numbers behind it. */
export function MinutesPanel(props: {
  readonly job: JobSnapshot;
  readonly perMinute: readonly Minute[];
  readonly outcomes: CampaignDetail['outcomesPerMinute'];
}) {
  const { job, perMinute, outcomes } = props;
  const say = useTexts('monitor');
  const [view, setView] = useState<View>('pace');
  const [asTable, setAsTable] = useState(false);
  const nowMs = useNow();
  // A campaign that is over does not grow a tail of quiet minutes.
  const newest = Math.max(perMinute.at(-1)?.at ?? 0, outcomes.at(-1)?.at ?? 0);
  const untilMs = isOver(job) && newest > 0 ? newest : nowMs;
  const minutes = everyMinute(perMinute, { nowMs: untilMs, shown: 60, fewest: 15 });
  const isEmpty = view === 'pace' ? perMinute.length === 0 : outcomes.length === 0;
  const told = outcomesOf(minutes, outcomes);
  const content = () => {
    if (isEmpty) return <p className="minutes-none">{say(view === 'pace' ? 'minutes.none' : 'minutes.noOutcomes')}</p>;
    if (view === 'outcomes') return asTable ? <OutcomesTable told={told} /> : <OutcomesChart told={told} />;
    return asTable ? (
      <MinutesTable minutes={minutes} />
    ) : (
      <MinutesChart minutes={minutes} allowed={job.allowedPerMinute} />
    );
  };
  return (
    <Panel
      title={say('minutes.title')}
      aside={
        !isEmpty && (
          <Button variant="subtle" color="gray" size="xs" mr={-12} onClick={() => setAsTable(!asTable)}>
            {say(asTable ? 'minutes.asChart' : 'minutes.table')}
          </Button>
        )
      }
    >
      <SegmentedControl
        className="minutes-view"
        size="xs"
        aria-label={say('minutes.view')}
        data={[
          { value: 'pace', label: say('minutes.pace') },
          { value: 'outcomes', label: say('minutes.outcomes') },
        ]}
        value={view}
        onChange={(value) => setView(value === 'outcomes' ? 'outcomes' : 'pace')}
      />
      {content()}
    </Panel>
  );
}

function MinutesTable(props: { readonly minutes: readonly Minute[] }) {
  const say = useTexts('monitor');
  const format = useFormat();
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: it scrolls, also with the keys
    <div className="minutes-table" tabIndex={0}>
      <table>
        <thead>
          <tr>
            <th scope="col">{say('minutes.minute')}</th>
            <th scope="col">{say('minutes.count')}</th>
          </tr>
        </thead>
        <tbody>
          {props.minutes.toReversed().map(({ at, count }) => (
            <tr key={at}>
              <td>{format.time(at)}</td>
              <td>{format.number(count)}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}

function OutcomesTable(props: { readonly told: readonly Told[] }) {
  const say = useTexts('monitor');
  const format = useFormat();
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: it scrolls, also with the keys
    <div className="minutes-table" tabIndex={0}>
      <table>
        <thead>
          <tr>
            <th scope="col">{say('minutes.minute')}</th>
            {outcomeKinds.map((kind) => (
              <th key={kind} scope="col">
                {say(`minutes.told.${kind}`)}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {props.told.toReversed().map((minute) => (
            <tr key={minute.at}>
              <td>{format.time(minute.at)}</td>
              {outcomeKinds.map((kind) => (
                <td key={kind}>{format.number(minute[kind])}</td>
              ))}
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}
