import { Button } from '@mantine/core';
import { useState } from 'react';
import type { Figures } from '#shared/report/figures.ts';
import { useTexts } from '../../texts/use-texts.ts';
import { Panel } from '../../ui/Panel.tsx';
import { placeOf } from '../../ui/pace/place-of-zone.ts';
import { HoursChart } from './HoursChart.tsx';
import { NumberLink } from './NumberLink.tsx';
import type { RowChoice } from './RowsPanel.tsx';
import { hoursShown } from './shares.ts';
import './HoursPanel.css';

/** When it was sent and when it was read, by the hour of the day: as a picture, or as numbers that open their rows. */
export function HoursPanel(props: {
  readonly byHour: Figures['byHour'];
  readonly timeZone: string;
  readonly onShow: (choice: RowChoice) => void;
}) {
  const { byHour, timeZone } = props;
  const say = useTexts('report');
  const [asTable, setAsTable] = useState(false);
  const hours = hoursShown(byHour);
  return (
    <Panel
      title={say('hours.title')}
      aside={
        hours.length > 0 && (
          <Button variant="subtle" color="gray" size="xs" mr={-12} onClick={() => setAsTable(!asTable)}>
            {say(asTable ? 'hours.asChart' : 'hours.asTable')}
          </Button>
        )
      }
    >
      {hours.length === 0 ? (
        <p className="hours-note">{say('hours.none')}</p>
      ) : asTable ? (
        <HoursTable hours={hours} byHour={byHour} onShow={props.onShow} />
      ) : (
        <HoursChart hours={hours} byHour={byHour} />
      )}
      {hours.length > 0 && <p className="hours-note">{say('hours.zone', { zone: placeOf(timeZone) })}</p>}
    </Panel>
  );
}

function HoursTable(props: {
  readonly hours: readonly number[];
  readonly byHour: Figures['byHour'];
  readonly onShow: (choice: RowChoice) => void;
}) {
  const { hours, byHour, onShow } = props;
  const say = useTexts('report');
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: it scrolls, also with the keys
    <div className="hours-table" tabIndex={0}>
      <table className="report-table">
        <thead>
          <tr>
            <th scope="col">{say('hours.hour')}</th>
            <th scope="col">{say('stage.sent')}</th>
            <th scope="col">{say('stage.read')}</th>
          </tr>
        </thead>
        <tbody>
          {hours.map((hour) => (
            <tr key={hour}>
              <th scope="row">{say('hours.at', { hour: String(hour) })}</th>
              {(['sent', 'read'] as const).map((of) => (
                <td key={of}>
                  <NumberLink
                    count={byHour[hour]?.[of] ?? 0}
                    what={say(`hours.${of}`, { hour: String(hour) })}
                    filter={{ hour: { of, hour } }}
                    onShow={onShow}
                  />
                </td>
              ))}
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}
