import { ActionIcon, Textarea, Tooltip } from '@mantine/core';
import { IconRotate } from '@tabler/icons-react';
import { useState } from 'react';
import { useTexts } from '../../../texts/use-texts.ts';

/** One cell in a form: kept when it is left or by Enter; what came stands below, and can be had back. */
export function CellField(props: {
  readonly name: string;
  readonly text: string;
  /** What came, where a person put it right; else null. */
  readonly written: string | null;
  /** Null: as it came. */
  readonly onEdit: (text: string | null) => void;
}) {
  const say = useTexts('import');
  const { name, text, written, onEdit } = props;
  const [typed, setTyped] = useState<string | null>(null);
  const keep = () => {
    if (typed !== null && typed !== text) onEdit(typed);
    setTyped(null);
  };
  return (
    <Textarea
      label={name}
      autosize
      minRows={1}
      maxRows={6}
      value={typed ?? text}
      description={
        written === null
          ? undefined
          : say('review.wasWritten', { text: written === '' ? say('review.blank') : written })
      }
      inputWrapperOrder={['label', 'input', 'description']}
      rightSection={
        written === null ? null : (
          <Tooltip label={say('review.detail.asItCame')}>
            <ActionIcon
              variant="subtle"
              color="gray"
              aria-label={`${say('review.detail.asItCame')}: ${name}`}
              onClick={() => onEdit(null)}
            >
              <IconRotate size={16} aria-hidden />
            </ActionIcon>
          </Tooltip>
        )
      }
      onChange={({ currentTarget }) => setTyped(currentTarget.value)}
      onBlur={keep}
      onKeyDown={(event) => {
        if (event.key === 'Enter' && !event.shiftKey && !event.nativeEvent.isComposing) {
          event.preventDefault();
          keep();
        }
        if (event.key === 'Escape' && typed !== null) {
          event.stopPropagation();
          setTyped(null);
        }
      }}
    />
  );
}
