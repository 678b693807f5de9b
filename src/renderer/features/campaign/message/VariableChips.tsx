import { IconPlus } from '@tabler/icons-react';
import { useId, useState } from 'react';
import { useTexts } from '../../../texts/use-texts.ts';
import './VariableChips.css';

/** More would bury the message under buttons. */
const shownAtFirst = 8;

/** What the sheet knows of each person, one click away from the message. */
export function VariableChips(props: {
  readonly variables: readonly string[];
  readonly onPick: (name: string) => void;
}) {
  const { variables } = props;
  const say = useTexts('campaign');
  const label = useId();
  const [isOpen, setOpen] = useState(false);
  const hidden = variables.length - shownAtFirst;
  const shown = isOpen ? variables : variables.slice(0, shownAtFirst);
  return (
    <div className="variables">
      <span id={label} className="variables-label">
        {say('message.variables')}
      </span>
      {/* biome-ignore lint/a11y/useSemanticElements: a fieldset would ask for a legend of its own */}
      <div className="variables-chips" role="group" aria-labelledby={label}>
        {shown.map((name) => (
          <button
            key={name}
            type="button"
            className="variable"
            aria-label={say('message.insert', { name })}
            onMouseDown={(event) => event.preventDefault()}
            onClick={() => props.onPick(name)}
          >
            <IconPlus size={14} aria-hidden />
            <span className="variable-name">{name}</span>
          </button>
        ))}
        {hidden > 0 && (
          <button type="button" className="variable" aria-expanded={isOpen} onClick={() => setOpen(!isOpen)}>
            {isOpen ? say('message.fewerVariables') : say('message.moreVariables', { count: hidden })}
          </button>
        )}
      </div>
    </div>
  );
}
