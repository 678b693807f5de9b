import { ActionIcon, Button, Textarea, Tooltip } from '@mantine/core';
import { IconBold, IconCode, IconItalic, IconStrikethrough } from '@tabler/icons-react';
import { type KeyboardEvent, useRef } from 'react';
import { builtInVariables, variableKey } from '#shared/mapping/key.ts';
import { useSentences, useTexts } from '../../../texts/use-texts.ts';
import type { MessageCheck } from './check.ts';
import { EmojiPicker } from './EmojiPicker.tsx';
import { type Edit, insertPiece, toggleMark } from './edit.ts';
import { SavedTexts } from './SavedTexts.tsx';
import { typeEdit } from './type-edit.ts';
import { VariableChips } from './VariableChips.tsx';
import { VariantPicker } from './VariantPicker.tsx';
import './Editor.css';

const marks = [
  { mark: '*', name: 'bold', key: 'b', icon: IconBold },
  { mark: '_', name: 'italic', key: 'i', icon: IconItalic },
  { mark: '~', name: 'strike', key: null, icon: IconStrikethrough },
  { mark: '`', name: 'mono', key: null, icon: IconCode },
] as const;

/** People are greeted by their first name, where the sheet has one. */
const namesInOrder: readonly string[] = [...builtInVariables.firstName, ...builtInVariables.name];

/** The text of the message: variables and emoji go in at the caret, marks around the selection, and undo takes them back. */
export function Editor(props: {
  readonly label: string;
  readonly value: string;
  readonly accountId: number | null;
  readonly variables: readonly string[];
  readonly check: MessageCheck;
  /** Length of the longest text that anybody would get; null while it is not known. */
  readonly longest: number | null;
  /** The most that WhatsApp takes. */
  readonly most: number;
  /** A file says it all: nobody needs an example. */
  readonly mayBeSilent: boolean;
  readonly onChange: (value: string) => void;
}) {
  const { value, variables, check, longest, most } = props;
  const say = useTexts('campaign');
  const { problem: sentence } = useSentences();
  const area = useRef<HTMLTextAreaElement>(null);

  const edit = (make: (before: Edit) => Edit) => {
    if (area.current) typeEdit(area.current, make);
  };
  const onKeyDown = (event: KeyboardEvent) => {
    if ((!event.ctrlKey && !event.metaKey) || event.altKey || event.shiftKey) return;
    const found = marks.find(({ key }) => key === event.key.toLowerCase());
    if (!found) return;
    event.preventDefault();
    edit((before) => toggleMark(before, found.mark));
  };
  const fault = check.kind === 'faulty' && check.problem.kind !== 'templateEmpty' ? check.problem : null;
  const isTooLong = longest !== null && longest > most;
  const example = () => {
    const known = namesInOrder.map((key) => variables.find((one) => variableKey(one) === key)).find((one) => one);
    const somebody = say('message.exampleSomebody');
    const name = known === undefined ? somebody : `{{${known}|${somebody}}}`;
    const text = `${say('message.exampleGreeting', { name })}\n\n${say('message.exampleRest')}`;
    edit(() => ({ text, from: text.length, to: text.length }));
  };
  return (
    <div className="editor">
      <Textarea
        ref={area}
        label={props.label}
        placeholder={say('message.placeholderPlain')}
        value={value}
        maxLength={20_000}
        autosize
        minRows={7}
        maxRows={16}
        resize="vertical"
        error={fault !== null || isTooLong}
        aria-describedby="editor-fault editor-length"
        onKeyDown={onKeyDown}
        onChange={(event) => props.onChange(event.currentTarget.value)}
      />
      <div className="editor-line">
        <div className="editor-tools" role="toolbar" aria-label={say('message.tools')}>
          {marks.map(({ mark, name, icon: Icon }) => (
            <Tooltip key={mark} label={say(`message.${name}`)}>
              <ActionIcon
                aria-label={say(`message.${name}`)}
                onMouseDown={(event) => event.preventDefault()}
                onClick={() => edit((before) => toggleMark(before, mark))}
              >
                <Icon size={18} stroke={1.75} aria-hidden />
              </ActionIcon>
            </Tooltip>
          ))}
          <EmojiPicker onPick={(emoji) => edit((before) => insertPiece(before, emoji))} />
          <VariantPicker
            selected={() => area.current?.value.slice(area.current.selectionStart, area.current.selectionEnd) ?? ''}
            onPick={(variants) => edit((before) => insertPiece(before, variants))}
          />
          <SavedTexts
            accountId={props.accountId}
            text={value}
            onUse={(text) => edit(() => ({ text, from: text.length, to: text.length }))}
          />
        </div>
        <p id="editor-length" className="editor-length num" data-over={isTooLong || undefined}>
          {say('message.length', { count: value.length })}
          {longest !== null && ` · ${say('message.longest', { count: longest, most: most })}`}
        </p>
      </div>
      <div id="editor-fault" aria-live="polite">
        {fault && (
          <p className="editor-fault">
            {sentence(fault)}{' '}
            {'position' in fault && (
              <button
                type="button"
                className="editor-where"
                onClick={() => {
                  area.current?.focus();
                  area.current?.setSelectionRange(fault.position - 1, fault.position + 1);
                }}
              >
                {say('message.showWhere')}
              </button>
            )}
          </p>
        )}
        {isTooLong && (
          <p className="editor-fault">{sentence({ kind: 'templateTooLong', length: longest, most: most })}</p>
        )}
      </div>
      {value === '' && !props.mayBeSilent && (
        <Button variant="default" size="xs" className="editor-example" onClick={example}>
          {say('message.example')}
        </Button>
      )}
      <VariableChips variables={variables} onPick={(name) => edit((before) => insertPiece(before, `{{${name}}}`))} />
    </div>
  );
}
