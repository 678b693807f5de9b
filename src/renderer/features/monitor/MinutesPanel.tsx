import { Button } from '@mantine/core';
import { useState } from 'react';
import type { JobSnapshot } from '#shared/rpc/jobs.ts';
import { useFormat } from '../../texts/use-format.ts';
import { useTexts } from '../../texts/use-texts.ts';
import { isOver } from '../../ui/job-words.ts';
import { Panel } from '../../ui/Panel.tsx';
import { useNow } from '../../ui/pace/use-now.ts';
import { MinutesChart } from './MinutesChart.tsx';
import { everyMinute, type Minute } from './minutes.ts';
import './MinutesPanel.css';

/** The last hour, minute by minute: as a picture, or as the numbers behind it. */
export function MinutesPanel(props: { readonly job: JobSnapshot; readonly perMinute: readonly Minute[] }) {
  const { job, perMinute } = props;
  const say = useTexts('monitor');
  const [asTable, setAsTable] = useState(false);
  const nowMs = useNow();
  // A campaign that is over does not grow a tail of quiet minutes.
  const untilMs = isOver(job) ? (perMinute.at(-1)?.at ?? nowMs) : nowMs;
  const minutes = everyMinute(perMinute, { nowMs: untilMs, shown: 60, fewest: 15 });
  return (
    <Panel
      title={say('minutes.title')}
      aside={
        perMinute.length > 0 && (
          <Button variant="subtle" color="gray" size="xs" mr={-12} onClick={() => setAsTable(!asTable)}>
            {say(asTable ? 'minutes.asChart' : 'minutes.table')}
          </Button>
        )
      }
    >
      {perMinute.length === 0 ? (
        <p className="minutes-none">{say('minutes.none')}</p>
      ) : asTable ? (
        <MinutesTable minutes={minutes} />
      ) : (
        <MinutesChart minutes={minutes} allowed={job.allowedPerMinute} />
      )}
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
