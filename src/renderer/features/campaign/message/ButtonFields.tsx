import { ActionIcon, Button, TextInput, Tooltip } from '@mantine/core';
import { IconPlus, IconX } from '@tabler/icons-react';
import { mostButtons } from '#shared/campaign/content.ts';
import { useTexts } from '../../../texts/use-texts.ts';
import { type Message, withAnotherButton, withButton, withoutButton } from './content-edit.ts';
import './ButtonFields.css';

/** Replies that the recipient can give with one touch. */
export function ButtonFields(props: { readonly content: Message; readonly onChange: (content: Message) => void }) {
  const { content, onChange } = props;
  const { buttons } = content;
  const say = useTexts('campaign');
  const canAdd = buttons.length < mostButtons;
  return (
    <div className="buttons">
      {buttons.length > 0 && (
        <div className="buttons-fields">
          {buttons.map(({ text }, index) => (
            <TextInput
              // biome-ignore lint/suspicious/noArrayIndexKey: a button is its place
              key={index}
              aria-label={say('buttons.field', { number: index + 1 })}
              placeholder={say(index === 0 ? 'buttons.exampleYes' : 'buttons.exampleNo')}
              value={text}
              maxLength={20}
              autoFocus={text === ''}
              className="buttons-field"
              rightSection={
                <Tooltip label={say('buttons.remove', { number: index + 1 })}>
                  <ActionIcon
                    size={28}
                    aria-label={say('buttons.remove', { number: index + 1 })}
                    onClick={() => onChange(withoutButton(content, index))}
                  >
                    <IconX size={16} stroke={1.75} aria-hidden />
                  </ActionIcon>
                </Tooltip>
              }
              onChange={(event) => onChange(withButton(content, index, event.currentTarget.value))}
            />
          ))}
        </div>
      )}
      {canAdd && (
        <div className="attach-line">
          <Button
            variant="default"
            size="xs"
            leftSection={<IconPlus size={16} aria-hidden />}
            onClick={() => onChange(withAnotherButton(content))}
          >
            {say('buttons.add')}
          </Button>
          {buttons.length === 0 && <span className="attach-about">{say('buttons.text')}</span>}
        </div>
      )}
      {buttons.length > 0 && <p className="buttons-note">{say('buttons.note')}</p>}
    </div>
  );
}
