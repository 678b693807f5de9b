import type { ReactNode } from 'react';
import type { ReportFilter } from '#shared/report/filter.ts';
import { type Funnel, stages } from '#shared/report/stage.ts';
import { useTexts } from '../../texts/use-texts.ts';
import { NumberLink } from './NumberLink.tsx';
import type { RowChoice } from './RowsPanel.tsx';
import { ratio } from './shares.ts';
import { useShares } from './use-shares.ts';
import './GroupsTable.css';

/** Parts of the recipients, one a line, with how far each came. */
export interface Group {
  readonly key: string;
  readonly name: string;
  /** What stands in its line; its name where nothing else does. */
  readonly label?: ReactNode;
  readonly filter: ReportFilter;
  readonly funnel: Funnel;
}

export function GroupsTable(props: {
  readonly head: string;
  readonly groups: readonly Group[];
  readonly onShow: (choice: RowChoice) => void;
}) {
  const { head, groups, onShow } = props;
  const say = useTexts('report');
  const percent = useShares();
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: it scrolls, also with the keys
    <section className="groups" tabIndex={0} aria-label={head}>
      <table className="report-table">
        <thead>
          <tr>
            <th scope="col">{head}</th>
            {stages.map((stage) => (
              <th key={stage} scope="col">
                {say(`stage.${stage}`)}
              </th>
            ))}
            <th scope="col">{say('rate.replied')}</th>
          </tr>
        </thead>
        <tbody>
          {groups.map(({ key, name, label, filter, funnel }) => (
            <tr key={key}>
              <th scope="row">{label ?? name}</th>
              {stages.map((stage) => (
                <td key={stage}>
                  <NumberLink
                    count={funnel[stage]}
                    what={`${name} · ${say(`stage.${stage}`)}`}
                    filter={{ ...filter, stage }}
                    onShow={onShow}
                  />
                </td>
              ))}
              <td className="groups-rate num">{percent(ratio(funnel.replied, funnel.sent))}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </section>
  );
}
