import { IconBulb } from '@tabler/icons-react';
import type { Template } from '#shared/template/parse.ts';
import { useTexts } from '../../../texts/use-texts.ts';
import { Panel } from '../../../ui/Panel.tsx';
import { adviceOn } from './advice.ts';
import './AdviceList.css';

/** What a careful colleague would say about the message. Nothing here keeps anybody from sending. */
export function AdviceList(props: { readonly template: Template; readonly onAddWayOut: () => void }) {
  const say = useTexts('campaign');
  const advice = adviceOn(props.template);
  if (advice.length === 0) return null;
  return (
    <Panel title={say('advice.title')}>
      <ul className="advices">
        {advice.map(({ kind }) => (
          <li key={kind} className="advice">
            <IconBulb className="advice-icon" size={18} stroke={1.75} aria-hidden />
            <span>
              {say(`advice.${kind}`)}{' '}
              {kind === 'noWayOut' && (
                <button type="button" className="advice-action" onClick={props.onAddWayOut}>
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
