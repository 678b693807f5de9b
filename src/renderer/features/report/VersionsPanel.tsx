import { verdictOf } from '#shared/report/certainty.ts';
import type { Figures } from '#shared/report/figures.ts';
import { useLanguage, useTexts } from '../../texts/use-texts.ts';
import { Notice } from '../../ui/Notice.tsx';
import { Panel } from '../../ui/Panel.tsx';
import { GroupsTable } from './GroupsTable.tsx';
import type { RowChoice } from './RowsPanel.tsx';
import { versionName } from './shares.ts';
import './VersionsPanel.css';

/** Which of several texts did better, and whether that is more than chance; nothing where all got the same one. */
export function VersionsPanel(props: {
  readonly byVersion: Figures['byVersion'];
  readonly texts: readonly string[];
  readonly onShow: (choice: RowChoice) => void;
}) {
  const { byVersion, texts, onShow } = props;
  const say = useTexts('report');
  if (byVersion.length < 2) return null;
  return (
    <Panel title={say('versions.title')} text={say('versions.text')}>
      <div className="versions">
        <Verdict byVersion={byVersion} />
        <GroupsTable
          head={say('versions.version')}
          groups={byVersion.map(({ version, funnel }) => ({
            key: String(version),
            name: say('versions.name', { name: versionName(version) }),
            label: (
              <span className="version">
                <span className="version-letter">{versionName(version)}</span>
                <span className="version-text">{texts[version] ?? ''}</span>
              </span>
            ),
            filter: { version },
            funnel,
          }))}
          onShow={onShow}
        />
      </div>
    </Panel>
  );
}

function Verdict(props: { readonly byVersion: Figures['byVersion'] }) {
  const { byVersion } = props;
  const say = useTexts('report');
  const language = useLanguage();
  const verdict = verdictOf(byVersion.map(({ funnel }) => ({ hits: funnel.replied, of: funnel.sent })));
  if (verdict === null) return null;
  if (verdict.kind === 'tooFew') return <Notice tone="calm">{say('versions.verdict.tooFew')}</Notice>;
  const points = new Intl.NumberFormat(language, { maximumFractionDigits: 1 });
  const nameAt = (index: number) => versionName(byVersion[index]?.version ?? 0);
  return (
    <Notice tone={verdict.kind === 'leads' ? 'good' : 'calm'}>
      {say(`versions.verdict.${verdict.kind}`, {
        name: nameAt(verdict.index),
        second: nameAt(verdict.second),
        low: points.format(verdict.difference.low * 100),
        high: points.format(verdict.difference.high * 100),
      })}
    </Notice>
  );
}
