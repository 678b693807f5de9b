import { useTexts } from '../../texts/use-texts.ts';
import { Panel } from '../../ui/Panel.tsx';
import './ConnectAccount.css';

/** The way to the token within Digisac. */
export function WhereIsTheToken() {
  const say = useTexts('accounts');
  return (
    <Panel title={say('connect.where')}>
      <div className="where-token">
        <ol>
          <li>{say('connect.where1')}</li>
          <li>{say('connect.where2')}</li>
          <li>{say('connect.where3')}</li>
        </ol>
        <p>{say('connect.whereNote')}</p>
      </div>
    </Panel>
  );
}
