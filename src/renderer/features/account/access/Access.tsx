import { Button, Modal, TextInput } from '@mantine/core';
import { useDisclosure } from '@mantine/hooks';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { Link } from 'wouter';
import type { Account } from '#shared/rpc/accounts.ts';
import { engine } from '../../../rpc/engine.ts';
import { keys } from '../../../rpc/queries.ts';
import { useTexts } from '../../../texts/use-texts.ts';
import { ErrorText } from '../../../ui/ErrorText.tsx';
import { Panel } from '../../../ui/Panel.tsx';
import { deskKeys } from '../queries.ts';
import './Access.css';
import { Deeds } from './Deeds.tsx';
import { Refused } from './Refused.tsx';
import { Tokens } from './Tokens.tsx';

/** How Malote gets in, what it may not do there, and what it has done. */
export function Access({ account }: { readonly account: Account }) {
  return (
    <>
      {account.kind === 'digisac' && <WayIn account={account} />}
      <Refused accountId={account.id} />
      <Tokens accountId={account.id} />
      <Deeds accountId={account.id} />
    </>
  );
}

function WayIn({ account }: { readonly account: Account }) {
  const say = useTexts('account');
  const [isMaking, making] = useDisclosure();
  const { email, user } = account;
  return (
    <Panel
      title={say('access.title')}
      aside={
        email !== null && (
          <>
            <Button component={Link} href="/contas/conectar" variant="default" size="xs">
              {say('access.again')}
            </Button>
            <Button variant="default" size="xs" onClick={making.open}>
              {say('access.keep')}
            </Button>
          </>
        )
      }
    >
      <p className="access-words">
        {email === null ? say('access.byToken', { name: user?.name ?? '' }) : say('access.byPassword', { email })}
      </p>
      <KeepSignedIn accountId={account.id} opened={isMaking} onClose={making.close} />
    </Panel>
  );
}

/** Makes a permanent token, so that no password is needed any more. */
function KeepSignedIn(props: { readonly accountId: number; readonly opened: boolean; readonly onClose: () => void }) {
  const { accountId, onClose } = props;
  const say = useTexts('account');
  const sayCommon = useTexts('common');
  const queryClient = useQueryClient();
  const [name, setName] = useState('Malote');
  const keep = useMutation({
    mutationFn: () => engine.desk.keepSignedIn({ accountId, name: name.trim() }),
    onSuccess: async () => {
      await queryClient.invalidateQueries({ queryKey: keys.accounts });
      await queryClient.invalidateQueries({ queryKey: deskKeys.of(accountId) });
      onClose();
    },
  });
  return (
    <Modal
      opened={props.opened}
      onClose={onClose}
      title={say('access.keep')}
      closeButtonProps={{ 'aria-label': sayCommon('close') }}
    >
      <form
        className="access-form"
        onSubmit={(event) => {
          event.preventDefault();
          if (name.trim() !== '') keep.mutate();
        }}
      >
        <p className="access-words">{say('access.keepText')}</p>
        <TextInput
          label={say('access.tokenName')}
          value={name}
          maxLength={100}
          data-autofocus
          onChange={(event) => setName(event.currentTarget.value)}
        />
        <ErrorText error={keep.error} />
        <div className="access-actions">
          <Button variant="default" onClick={onClose}>
            {say('cancel')}
          </Button>
          <Button type="submit" loading={keep.isPending}>
            {say('access.make')}
          </Button>
        </div>
      </form>
    </Modal>
  );
}
