import { IconBulb } from '@tabler/icons-react';
import { useTexts } from '../../../texts/use-texts.ts';
import { Panel } from '../../../ui/Panel.tsx';
import type { Advice } from './advice.ts';
import { letterOf } from './content-edit.ts';
import './AdviceList.css';

/** What a careful colleague would say about the message. Nothing here keeps anybody from sending. */
export function AdviceList(props: {
  readonly advice: readonly Advice[];
  /** How many texts there are: with several it is said which one is meant. */
  readonly texts: number;
  /** Adds the way out to these texts. */
  readonly onAddWayOut: (versions: readonly number[]) => void;
}) {
  const { advice, texts } = props;
  const say = useTexts('campaign');
  if (advice.length === 0) return null;
  return (
    <Panel title={say('advice.title')}>
      <ul className="advices">
        {advice.map(({ kind, versions }) => (
          <li key={kind} className="advice">
            <IconBulb className="advice-icon" size={18} stroke={1.75} aria-hidden />
            <span>
              {versions.length < texts &&
                `${versions.map((at) => say('version.name', { letter: letterOf(at) })).join(', ')}: `}
              {say(`advice.${kind}`)}{' '}
              {kind === 'noWayOut' && (
                <button type="button" className="advice-action" onClick={() => props.onAddWayOut(versions)}>
                  {say('advice.addWayOut')}
                </button>
              )}
            </span>
          </li>
        ))}
      </ul>
    </Panel>
  );
}
