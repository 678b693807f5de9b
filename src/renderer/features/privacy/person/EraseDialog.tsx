import { Button, Modal, TextInput } from '@mantine/core';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import type { Erasure, Person } from '#shared/rpc/privacy.ts';
import { engine } from '../../../rpc/engine.ts';
import { useFormat } from '../../../texts/use-format.ts';
import { useTexts } from '../../../texts/use-texts.ts';
import { ErrorText } from '../../../ui/ErrorText.tsx';
import { privacyKeys } from '../queries.ts';

interface Asked {
  readonly person: Person;
  readonly onClose: () => void;
  readonly onErased: (erasure: Erasure) => void;
}

/** Erasure, once the number was typed again: it can't be taken back. */
export function EraseDialog(props: Asked & { readonly opened: boolean }) {
  const say = useTexts('privacy');
  return (
    <Modal
      opened={props.opened}
      onClose={props.onClose}
      title={say('erase.title')}
      closeButtonProps={{ 'aria-label': useTexts('common')('close') }}
    >
      {props.opened && <Question {...props} />}
    </Modal>
  );
}

function Question({ person, onClose, onErased }: Asked) {
  const say = useTexts('privacy');
  const common = useTexts('common');
  const format = useFormat();
  const queryClient = useQueryClient();
  const [typed, setTyped] = useState('');
  const { phone, rows, messages } = person;
  const digits = typed.replace(/\D/g, '');
  // With or without the country code, as it is shown or as it is said.
  const isTyped = digits === phone || (phone.startsWith('55') && digits === phone.slice(2));
  const erase = useMutation({
    mutationFn: () => engine.privacy.erase({ number: `+${phone}` }),
    onSuccess: (erasure) => {
      void queryClient.invalidateQueries({ queryKey: privacyKeys.optOuts });
      void queryClient.invalidateQueries({ queryKey: privacyKeys.retention });
      onErased(erasure);
    },
  });
  return (
    <form
      className="register-form"
      onSubmit={(event) => {
        event.preventDefault();
        if (isTyped) erase.mutate();
      }}
    >
      <p className="erase-text">
        {say('erase.text', { rows: format.number(rows.length), messages: format.number(messages.length) })}
      </p>
      <p className="privacy-note">{say('erase.stays')}</p>
      <TextInput
        label={say('erase.type', { number: format.phone(phone) })}
        value={typed}
        inputMode="tel"
        autoComplete="off"
        data-autofocus
        onChange={(event) => setTyped(event.currentTarget.value)}
      />
      <ErrorText error={erase.error} />
      <div className="register-form-actions">
        <Button variant="default" onClick={onClose}>
          {common('confirm.back')}
        </Button>
        <Button type="submit" color="red" disabled={!isTyped} loading={erase.isPending}>
          {say('erase.action')}
        </Button>
      </div>
    </form>
  );
}
