import { MultiSelect } from '@mantine/core';
import { useQueries, useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { stages } from '#shared/report/stage.ts';
import type { CampaignReport } from '#shared/rpc/reports.ts';
import { queries } from '../../rpc/queries.ts';
import { useFormat } from '../../texts/use-format.ts';
import { useTexts } from '../../texts/use-texts.ts';
import { ErrorText } from '../../ui/ErrorText.tsx';
import { Panel } from '../../ui/Panel.tsx';
import { reportQueries } from './queries.ts';
import { ratio } from './shares.ts';
import { useShares } from './use-shares.ts';
import './ComparePanel.css';

const mostOthers = 3;

/** This campaign beside others that the user chooses; nothing where there is no other. */
export function ComparePanel(props: { readonly report: CampaignReport }) {
  const { report } = props;
  const say = useTexts('report');
  const format = useFormat();
  const jobs = useQuery(queries.jobs());
  const [chosen, setChosen] = useState<readonly number[]>([]);
  const others = useQueries({ queries: chosen.map((campaignId) => reportQueries.campaign(campaignId)) });
  const choices = (jobs.data ?? []).flatMap(({ kind, campaignId, name, createdAt }) =>
    kind === 'campaign' && campaignId !== null && campaignId !== report.campaignId
      ? [{ value: String(campaignId), label: `${name} · ${format.day(createdAt)}` }]
      : [],
  );
  if (choices.length === 0) return null;
  const known = others.flatMap(({ data }) => (data === undefined ? [] : [data]));
  return (
    <Panel title={say('compare.title')} text={say('compare.text')}>
      <div className="compare">
        <MultiSelect
          aria-label={say('compare.choose')}
          placeholder={chosen.length === 0 ? say('compare.choose') : undefined}
          data={choices}
          value={chosen.map(String)}
          maxValues={mostOthers}
          searchable
          clearable
          comboboxProps={{ shadow: 'md', withinPortal: false }}
          nothingFoundMessage={say('compare.nothing')}
          clearButtonProps={{ 'aria-label': say('compare.clear') }}
          onChange={(values) => setChosen(values.map(Number))}
        />
        <ErrorText error={others.find(({ error }) => error !== null)?.error ?? null} />
        {known.length > 0 && <CompareTable reports={[report, ...known]} />}
      </div>
    </Panel>
  );
}

function CompareTable(props: { readonly reports: readonly CampaignReport[] }) {
  const { reports } = props;
  const say = useTexts('report');
  const format = useFormat();
  const percent = useShares();
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: it scrolls, also with the keys
    <section className="groups" tabIndex={0} aria-label={say('compare.measure')}>
      <table className="report-table">
        <thead>
          <tr>
            <th scope="col">{say('compare.measure')}</th>
            {reports.map(({ campaignId, name }) => (
              <th key={campaignId} scope="col">
                {name}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {stages.map((stage) => (
            <tr key={stage}>
              <th scope="row">{say(`stage.${stage}`)}</th>
              {reports.map(({ campaignId, figures: { funnel } }) => (
                <td key={campaignId} className="num">
                  {stage !== 'selected' && (
                    <span className="compare-share">
                      {percent(ratio(funnel[stage], stage === 'sent' ? funnel.selected : funnel.sent))}
                    </span>
                  )}
                  {format.number(funnel[stage])}
                </td>
              ))}
            </tr>
          ))}
          <tr>
            <th scope="row">{say('compare.median')}</th>
            {reports.map(({ campaignId, figures: { medianReplyMs } }) => (
              <td key={campaignId}>{medianReplyMs === null ? '—' : format.duration(medianReplyMs)}</td>
            ))}
          </tr>
        </tbody>
      </table>
    </section>
  );
}
