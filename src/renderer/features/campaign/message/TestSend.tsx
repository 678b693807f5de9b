import { Button, TextInput } from '@mantine/core';
import { IconSend } from '@tabler/icons-react';
import { useMutation } from '@tanstack/react-query';
import { useState } from 'react';
import { engine } from '../../../rpc/engine.ts';
import { problemOf } from '../../../rpc/problem.ts';
import { useTexts } from '../../../texts/use-texts.ts';
import { ErrorText } from '../../../ui/ErrorText.tsx';
import { Notice } from '../../../ui/Notice.tsx';
import { Panel } from '../../../ui/Panel.tsx';
import type { Composed } from '../draft.ts';
import { TestReceipt } from './TestReceipt.tsx';
import './TestSend.css';

/** The user's own number: asked for once on this machine. */
const numberKey = 'malote.testNumber';

/** One message to the user's own phone: the only proof that convinces everybody. */
export function TestSend(props: { readonly importId: number; readonly composed: Composed | null }) {
  const { importId, composed } = props;
  const say = useTexts('campaign');
  const [number, setNumber] = useState(() => localStorage.getItem(numberKey) ?? '');
  const test = useMutation({
    mutationFn: (input: { readonly composed: Composed; readonly number: string }) =>
      engine.campaigns.test({ importId, ...input.composed, number: input.number }),
    onSuccess: (_, input) => localStorage.setItem(numberKey, input.number),
  });
  const isReady = composed !== null && number.trim() !== '';
  return (
    <Panel title={say('test.title')} text={say('test.text')}>
      <form
        className="test-send"
        onSubmit={(event) => {
          event.preventDefault();
          if (isReady && !test.isPending) test.mutate({ composed, number: number.trim() });
        }}
      >
        <div className="test-send-line">
          <TextInput
            type="tel"
            aria-label={say('test.number')}
            placeholder={say('test.placeholder')}
            value={number}
            autoComplete="tel"
            className="test-send-number"
            onChange={(event) => {
              setNumber(event.currentTarget.value);
              test.reset();
            }}
          />
          <Button
            type="submit"
            variant="default"
            leftSection={<IconSend size={16} aria-hidden />}
            disabled={!isReady}
            loading={test.isPending}
          >
            {say('test.send')}
          </Button>
        </div>
        {test.isSuccess && (
          <TestReceipt
            key={test.data.messageId}
            importId={importId}
            messageId={test.data.messageId}
            phone={test.variables.number}
          />
        )}
        {test.isError &&
          (problemOf(test.error) ? (
            <ErrorText error={test.error} />
          ) : (
            <Notice tone="warn">{say('test.unknown')}</Notice>
          ))}
      </form>
    </Panel>
  );
}
