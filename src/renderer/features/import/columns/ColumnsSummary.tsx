import { IconCircleCheck } from '@tabler/icons-react';
import { useTexts } from '../../../texts/use-texts.ts';
import { Panel } from '../../../ui/Panel.tsx';
import { ProblemText } from '../../../ui/ProblemText.tsx';
import type { SheetColumn } from './columns.ts';

const countedKinds = ['tags', 'field', 'variable', 'department', 'consent', 'consentDate', 'skip'] as const;
/** Told of only where there is one. */
const seldom: ReadonlySet<string> = new Set(['department', 'consent', 'consentDate']);

/** What the columns come to, and what is still missing. */
export function ColumnsSummary(props: { readonly columns: readonly SheetColumn[]; readonly hasNumber: boolean }) {
  const say = useTexts('import');
  const of = (kind: SheetColumn['target']['kind']) => props.columns.filter(({ target }) => target.kind === kind);
  const named = (kind: 'number' | 'name') =>
    of(kind)
      .sort((a, b) => a.place - b.place)
      .map(({ name }) => name)
      .join(', ') || say('columns.none');
  const counted = (kind: (typeof countedKinds)[number]) =>
    of(kind).length === 0 ? say('columns.none') : say('columns.count', { count: of(kind).length });
  const isShown = (kind: (typeof countedKinds)[number]) => !seldom.has(kind) || of(kind).length > 0;
  return (
    <Panel title={say('columns.summary')}>
      <dl className="summary-list num">
        {(['number', 'name'] as const).map((kind) => (
          <div key={kind}>
            <dt>{say(`columns.targets.${kind}`)}</dt>
            <dd data-missing={(kind === 'number' && !props.hasNumber) || undefined}>{named(kind)}</dd>
          </div>
        ))}
        {countedKinds.filter(isShown).map((kind) => (
          <div key={kind}>
            <dt>{say(`columns.targets.${kind}`)}</dt>
            <dd>{counted(kind)}</dd>
          </div>
        ))}
      </dl>
      <h3 className="summary-missing">{say('columns.missing')}</h3>
      {props.hasNumber ? (
        <p className="summary-good">
          <IconCircleCheck size={18} stroke={1.75} aria-hidden />
          {say('columns.nothingMissing')}
        </p>
      ) : (
        <ProblemText problem={{ kind: 'noNumberColumn' }} tone="warn" />
      )}
    </Panel>
  );
}
