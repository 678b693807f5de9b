import { Switch } from '@mantine/core';
import { presetsFor } from '#shared/pace/presets.ts';
import { useTexts } from '../../../texts/use-texts.ts';
import { Panel } from '../../../ui/Panel.tsx';
import { LimitFields } from '../../../ui/pace/LimitFields.tsx';
import { PaceFields } from '../../../ui/pace/PaceFields.tsx';
import { useNow } from '../../../ui/pace/use-now.ts';
import { WindowFields } from '../../../ui/pace/WindowFields.tsx';
import type { DraftInHand } from '../use-draft.ts';
import { Forecast } from './Forecast.tsx';
import './PaceStep.css';

/** How fast and when, with the end always in view. */
export function PaceStep(props: {
  readonly inHand: DraftInHand;
  readonly isPractice: boolean;
  readonly recipients: number;
  /** Contacts that the import is still creating. */
  readonly toCome: number;
}) {
  const { draft, change } = props.inHand;
  const say = useTexts('campaign');
  const nowMs = useNow();
  return (
    <div className="compose">
      <div className="pace-column">
        <Panel>
          <PaceFields
            pace={draft.pace}
            presets={presetsFor({ isPractice: props.isPractice })}
            messages={props.recipients}
            nowMs={nowMs}
            onChange={(pace) => change({ pace })}
          />
          <LimitFields pace={draft.pace} onChange={(pace) => change({ pace })} />
        </Panel>
        <Panel title={say('pace.window.title')} text={say('pace.window.text')}>
          <WindowFields pace={draft.pace} nowMs={nowMs} start onChange={(pace) => change({ pace })} />
        </Panel>
        {props.toCome > 0 && (
          <Panel>
            <Switch
              label={say('pace.early.label')}
              description={say('pace.early.text', { count: props.toCome })}
              checked={draft.beginsEarly}
              onChange={(event) => change({ beginsEarly: event.currentTarget.checked })}
            />
          </Panel>
        )}
      </div>
      <div className="compose-side">
        <Forecast pace={draft.pace} messages={props.recipients} nowMs={nowMs} />
      </div>
    </div>
  );
}
