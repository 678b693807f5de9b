import { Button, Checkbox, Modal, TextInput } from '@mantine/core';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { type FormEvent, useState } from 'react';
import { engine } from '../../../rpc/engine.ts';
import { useTexts } from '../../../texts/use-texts.ts';
import { ErrorText } from '../../../ui/ErrorText.tsx';
import { deskKeys } from '../queries.ts';
import { eventKeys, events } from './events.ts';

interface Props {
  readonly accountId: number;
  readonly opened: boolean;
  readonly onClose: () => void;
}

export function AddWebhook(props: Props) {
  const say = useTexts('account');
  const sayCommon = useTexts('common');
  return (
    <Modal
      opened={props.opened}
      onClose={props.onClose}
      title={say('webhooks.add')}
      closeButtonProps={{ 'aria-label': sayCommon('close') }}
    >
      <Form {...props} />
    </Modal>
  );
}

function Form({ accountId, onClose }: Props) {
  const say = useTexts('account');
  const queryClient = useQueryClient();
  const [name, setName] = useState('');
  const [url, setUrl] = useState('');
  const [chosen, setChosen] = useState<string[]>(['message.created', 'message.updated']);
  const [isTried, setTried] = useState(false);
  const add = useMutation({
    mutationFn: () => engine.webhooks.add({ accountId, name: name.trim(), url: url.trim(), events: chosen }),
    onSuccess: async () => {
      await queryClient.invalidateQueries({ queryKey: deskKeys.of(accountId) });
      onClose();
    },
  });
  const isAddress = /^https?:\/\/\S+$/.test(url.trim());
  const submit = (event: FormEvent) => {
    event.preventDefault();
    setTried(true);
    if (name.trim() !== '' && isAddress && chosen.length > 0) add.mutate();
  };
  return (
    <form className="webhook-form" onSubmit={submit} noValidate>
      <TextInput
        label={say('webhooks.name')}
        value={name}
        error={isTried && name.trim() === '' ? say('required') : null}
        data-autofocus
        onChange={(event) => setName(event.currentTarget.value)}
      />
      <TextInput
        label={say('webhooks.url')}
        description={say('webhooks.urlHint')}
        value={url}
        error={isTried && !isAddress ? say('webhooks.urlWrong') : null}
        inputMode="url"
        spellCheck={false}
        onChange={(event) => setUrl(event.currentTarget.value)}
      />
      <Checkbox.Group
        label={say('webhooks.events')}
        value={chosen}
        error={isTried && chosen.length === 0 ? say('webhooks.eventsMissing') : null}
        onChange={setChosen}
      >
        <div className="webhook-choices">
          {events.map((event) => (
            <Checkbox key={event} value={event} label={say(`webhooks.event.${eventKeys[event]}`)} />
          ))}
        </div>
      </Checkbox.Group>
      <ErrorText error={add.error} />
      <div className="webhook-form-actions">
        <Button variant="default" onClick={onClose}>
          {say('cancel')}
        </Button>
        <Button type="submit" loading={add.isPending}>
          {say('webhooks.create')}
        </Button>
      </div>
    </form>
  );
}
