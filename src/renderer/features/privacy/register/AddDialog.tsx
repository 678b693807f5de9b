import { Button, Modal, TextInput } from '@mantine/core';
import { useMutation } from '@tanstack/react-query';
import { useState } from 'react';
import { engine } from '../../../rpc/engine.ts';
import { useTexts } from '../../../texts/use-texts.ts';
import { ErrorText } from '../../../ui/ErrorText.tsx';
import { AccountChoice } from './AccountChoice.tsx';

/** One number onto the register, written down by hand. */
export function AddDialog(props: { readonly opened: boolean; readonly onClose: (said?: string | null) => void }) {
  const say = useTexts('privacy');
  return (
    <Modal
      opened={props.opened}
      onClose={() => props.onClose()}
      title={say('add.title')}
      closeButtonProps={{ 'aria-label': useTexts('common')('close') }}
    >
      {props.opened && <Form onClose={props.onClose} />}
    </Modal>
  );
}

function Form(props: { readonly onClose: (said?: string | null) => void }) {
  const say = useTexts('privacy');
  const common = useTexts('common');
  const [number, setNumber] = useState('');
  const [accountId, setAccountId] = useState(0);
  const add = useMutation({
    mutationFn: () => engine.optouts.add({ number, accountId }),
    onSuccess: ({ skipped }) =>
      props.onClose(skipped === 0 ? say('add.done') : say('add.doneSkipped', { count: skipped })),
  });
  return (
    <form
      className="register-form"
      onSubmit={(event) => {
        event.preventDefault();
        if (number.trim() !== '') add.mutate();
      }}
    >
      <TextInput
        label={say('add.number')}
        description={say('add.numberHint')}
        placeholder="(11) 98765-4321"
        inputMode="tel"
        autoComplete="off"
        data-autofocus
        value={number}
        maxLength={60}
        onChange={(event) => setNumber(event.currentTarget.value)}
      />
      <AccountChoice value={accountId} onChange={setAccountId} />
      <ErrorText error={add.error} />
      <div className="register-form-actions">
        <Button variant="default" onClick={() => props.onClose()}>
          {common('confirm.back')}
        </Button>
        <Button type="submit" disabled={number.trim() === ''} loading={add.isPending}>
          {say('add.action')}
        </Button>
      </div>
    </form>
  );
}
