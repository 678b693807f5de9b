import { ActionIcon, Menu, TextInput } from '@mantine/core';
import { IconBraces } from '@tabler/icons-react';
import { type ReactNode, useRef } from 'react';
import { useSentences, useTexts } from '../../../texts/use-texts.ts';
import { checkMessage } from './check.ts';
import { insertPiece } from './edit.ts';

/** One line that may speak of whoever gets it: variables go in at the caret. */
export function VariableField(props: {
  readonly label: string;
  readonly description?: ReactNode;
  readonly placeholder?: string;
  readonly value: string;
  readonly variables: readonly string[];
  readonly onChange: (value: string) => void;
}) {
  const { label, value, variables, onChange } = props;
  const say = useTexts('campaign');
  const { problem: sentence } = useSentences();
  const field = useRef<HTMLInputElement>(null);
  const check = value.trim() === '' ? null : checkMessage(value, variables);
  const insert = (name: string) => {
    const from = field.current?.selectionStart ?? value.length;
    const to = field.current?.selectionEnd ?? value.length;
    const after = insertPiece({ text: value, from, to }, `{{${name}}}`);
    onChange(after.text);
    field.current?.focus();
  };
  return (
    <TextInput
      ref={field}
      label={label}
      description={props.description}
      placeholder={props.placeholder}
      value={value}
      maxLength={2_000}
      error={check?.kind === 'faulty' ? sentence(check.problem) : undefined}
      rightSection={
        variables.length > 0 && (
          <Menu position="bottom-end">
            <Menu.Target>
              <ActionIcon size={28} aria-label={say('approved.insert', { field: label })}>
                <IconBraces size={16} stroke={1.75} aria-hidden />
              </ActionIcon>
            </Menu.Target>
            <Menu.Dropdown mah={240} style={{ overflowY: 'auto' }}>
              {variables.map((name) => (
                <Menu.Item key={name} onClick={() => insert(name)}>
                  {name}
                </Menu.Item>
              ))}
            </Menu.Dropdown>
          </Menu>
        )
      }
      onChange={(event) => onChange(event.currentTarget.value)}
    />
  );
}
