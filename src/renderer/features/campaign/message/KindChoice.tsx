import { IconMessage, IconNote, IconRosetteDiscountCheck } from '@tabler/icons-react';
import { useId } from 'react';
import { useTexts } from '../../../texts/use-texts.ts';
import type { Kind } from './content-edit.ts';
import './KindChoice.css';

const icons = { message: IconMessage, approved: IconRosetteDiscountCheck, comment: IconNote } as const;

/** What kind of thing the campaign sends. */
export function KindChoice(props: {
  readonly kinds: readonly Kind[];
  readonly chosen: Kind;
  readonly onChoose: (kind: Kind) => void;
}) {
  const say = useTexts('campaign');
  const group = useId();
  const about = useId();
  return (
    <fieldset className="kinds">
      <legend className="kinds-label">{say('kind.label')}</legend>
      {props.kinds.map((kind) => {
        const Icon = icons[kind];
        return (
          <label key={kind} className="kind">
            <input
              type="radio"
              name={group}
              checked={kind === props.chosen}
              aria-describedby={kind === props.chosen ? about : undefined}
              onChange={() => props.onChoose(kind)}
            />
            <Icon className="kind-icon" size={18} stroke={1.75} aria-hidden />
            {say(`kind.${kind}.label`)}
          </label>
        );
      })}
      <p id={about} className="kinds-about">
        {say(`kind.${props.chosen}.about`)}
      </p>
    </fieldset>
  );
}
