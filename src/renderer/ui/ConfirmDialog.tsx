import { Button, Modal, TextInput } from '@mantine/core';
import { type ReactNode, useId, useState } from 'react';
import { useFormat } from '../texts/use-format.ts';
import { useTexts } from '../texts/use-texts.ts';
import { ErrorText } from './ErrorText.tsx';
import './ConfirmDialog.css';

/** From here on a slip of the hand costs too much: the count is to be typed. */
const typedAbove = 1_000;

/** Asks before something that can't be taken back, or costs much; the text says its size. */
export function ConfirmDialog(props: {
  readonly opened: boolean;
  readonly title: string;
  readonly action: string;
  readonly tone?: 'accent' | 'bad';
  /** Above 1.000 it is to be typed before the action can be had. */
  readonly count?: number;
  /** It is to be typed however small it is. */
  readonly isTyped?: boolean;
  readonly busy?: boolean;
  readonly error?: unknown;
  readonly onConfirm: () => void;
  readonly onClose: () => void;
  readonly children: ReactNode;
}) {
  return (
    <Modal
      opened={props.opened}
      onClose={props.onClose}
      title={props.title}
      closeButtonProps={{ 'aria-label': useTexts('common')('close') }}
    >
      <Question {...props} />
    </Modal>
  );
}

function Question(props: Parameters<typeof ConfirmDialog>[0]) {
  const say = useTexts('common');
  const format = useFormat();
  const form = useId();
  const [typed, setTyped] = useState('');
  const { count = 0 } = props;
  const mustType = count > typedAbove || (props.isTyped === true && count > 0);
  const isTyped = !mustType || Number(typed.replace(/\D/g, '')) === count;
  return (
    <form
      id={form}
      className="confirm"
      onSubmit={(event) => {
        event.preventDefault();
        if (isTyped) props.onConfirm();
      }}
    >
      <div className="confirm-text">{props.children}</div>
      {mustType && (
        <TextInput
          label={say('confirm.type', { count: format.number(count) })}
          value={typed}
          inputMode="numeric"
          autoComplete="off"
          data-autofocus
          onChange={(event) => setTyped(event.currentTarget.value)}
        />
      )}
      <ErrorText error={props.error ?? null} />
      <div className="confirm-actions">
        <Button variant="default" onClick={props.onClose} data-autofocus={mustType ? undefined : true}>
          {say('confirm.back')}
        </Button>
        <Button
          type="submit"
          color={props.tone === 'bad' ? 'red' : 'accent'}
          disabled={!isTyped}
          loading={props.busy ?? false}
        >
          {props.action}
        </Button>
      </div>
    </form>
  );
}
