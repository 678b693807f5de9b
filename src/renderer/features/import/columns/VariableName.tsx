import { TextInput } from '@mantine/core';
import { useTexts } from '../../../texts/use-texts.ts';
import { useDraftName } from './use-draft-name.ts';

/** What a message calls this column. */
export function VariableName(props: {
  readonly name: string;
  readonly isOff: boolean;
  readonly onName: (name: string) => void;
}) {
  const say = useTexts('import');
  const { draft, setDraft, keep } = useDraftName(props.name, props.onName);
  return (
    <TextInput
      label={say('columns.variable')}
      description={say('columns.variableHint', { example: `{{${draft.trim()}}}` })}
      inputWrapperOrder={['label', 'input', 'description', 'error']}
      value={draft}
      disabled={props.isOff}
      maxLength={60}
      onChange={(event) => setDraft(event.currentTarget.value)}
      onBlur={() => keep(draft)}
      onKeyDown={(event) => {
        if (event.key === 'Enter') keep(draft);
      }}
    />
  );
}
